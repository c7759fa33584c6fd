import { hasNames } from "../../../analysis/named-discounts.ts";
import type { TrueUpPart } from "../../../analysis/true-up-lines.ts";
import { Amount } from "../../../domain/amount.ts";
import type { ReportRow, ReportSection, ReportTable } from "../document.ts";
import { namedDiscountsProof, trueUpPartsProof, trueUpProof } from "../proof/proof-true-up.ts";
import { type ReportContext, stepOf } from "./context.ts";
import { monthsFold } from "./series.ts";
import { stepHead } from "./step-head.ts";

/** The tie-out to the cent, whole, by month of acquisition and by channel. */
export function trueUpSection(context: ReportContext): readonly ReportSection[] {
  const step = stepOf(context, "true_up");
  if (!step) return [];
  const { investigation } = context;
  const parts = (["month", "channel"] as const).map((by) => partsTable(context, by));
  return [
    {
      ...stepHead(context, step, 2),
      title: "The tie-out",
      tables: [lineTable(context), ...namedTable(context)],
      folds: [
        {
          summary: "The tie-out by month of acquisition and by channel",
          tables: parts,
          sql: (["month", "channel"] as const).map((by) => ({
            tableId: `tie-out-${by}`,
            text: trueUpPartsProof(investigation, by),
          })),
        },
        ...monthsFold(context, step),
        {
          summary: "SQL of the tie-out",
          tables: [],
          sql: [
            { tableId: "tie-out", text: trueUpProof(investigation) },
            ...(hasNames(investigation.trueUp)
              ? [{ tableId: namedTableId, text: namedDiscountsProof(investigation) }]
              : []),
          ],
        },
      ],
    },
  ];
}

function lineTable({ investigation, numbers }: ReportContext): ReportTable {
  const { trueUp, base, compare } = investigation;
  const rows: ReportRow[] = trueUp.lines.map((line) => ({
    cells: [
      line.label,
      numbers.exact(line.base),
      numbers.exact(line.compare),
      numbers.amount(line.basePerCustomer),
      numbers.amount(line.comparePerCustomer),
      numbers.amount(line.comparePerCustomer - line.basePerCustomer),
    ],
    ...(line.isSubtotal ? { kind: "subtotal" as const } : {}),
  }));
  const differences = [numbers.exact(trueUp.baseDifference), numbers.exact(trueUp.compareDifference)];
  const lines = [
    `${numbers.count(trueUp.baseRows)} of ${numbers.count(trueUp.baseBookedRows)}`,
    `${numbers.count(trueUp.compareRows)} of ${numbers.count(trueUp.compareBookedRows)}`,
  ];
  return {
    id: "tie-out",
    caption: "From list price to net revenue as booked",
    columns: [
      { label: "line", align: "text" },
      { label: numbers.header(base.label, "money"), align: "number" },
      { label: numbers.header(compare.label, "money"), align: "number" },
      { label: numbers.header(`${base.label} per customer`, "money"), align: "number" },
      { label: numbers.header(`${compare.label} per customer`, "money"), align: "number" },
      { label: numbers.header("change per customer", "money"), align: "number" },
    ],
    rows: [
      ...rows,
      { cells: ["Difference", ...differences, "", "", ""], kind: "check" },
      { cells: ["Order lines, of those booked", ...lines, "", "", ""], kind: "check" },
    ],
  };
}

const namedTableId = "tie-out-discounts";

/** Each discount named by the source; empty if it names none. */
function namedTable({ investigation, numbers }: ReportContext): readonly ReportTable[] {
  const { trueUp, base, compare } = investigation;
  if (!hasNames(trueUp)) return [];
  const none = new Amount(0n);
  return [
    {
      id: namedTableId,
      caption: "The discounts of the tie-out by name",
      columns: [
        { label: "discount", align: "text" },
        { label: "program", align: "text" },
        { label: numbers.header(base.label, "money"), align: "number" },
        { label: numbers.header(compare.label, "money"), align: "number" },
      ],
      rows: trueUp.lines
        .flatMap(({ named }) => named)
        .map((one) => ({
          cells: [one.name, one.program, numbers.exact(none.minus(one.base)), numbers.exact(none.minus(one.compare))],
        })),
    },
  ];
}

function partsTable({ investigation, numbers }: ReportContext, by: TrueUpPart["by"]): ReportTable {
  const { trueUp, base, compare } = investigation;
  const parts = trueUp.parts.filter((part) => part.by === by);
  return {
    id: `tie-out-${by}`,
    caption: `The tie-out by ${by === "month" ? "month of acquisition" : "marketing channel"}`,
    columns: [
      { label: "period", align: "text" },
      { label: by, align: "text" },
      { label: "order lines", align: "number" },
      { label: numbers.header("list price", "money"), align: "number" },
      { label: numbers.header("plug", "money"), align: "number" },
      { label: numbers.header("net as booked", "money"), align: "number" },
      { label: numbers.header("difference", "money"), align: "number" },
    ],
    rows: parts.map((part) => ({
      cells: [
        part.period === "base" ? base.label : compare.label,
        part.key,
        numbers.count(part.rows),
        numbers.exact(part.list),
        numbers.exact(part.plug),
        numbers.exact(part.net),
        numbers.exact(part.difference),
      ],
    })),
  };
}
