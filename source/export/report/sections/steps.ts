import type { Step, StepId } from "../../../analysis/investigation.ts";
import type { MixFigure, ReportSection } from "../document.ts";
import { proofOf } from "../proof/proofs.ts";
import { withLiterals } from "../sql-literal.ts";
import { besideSection } from "./beside.ts";
import { isExcluded, type ReportContext, stepOf } from "./context.ts";
import { linesOfStep, monthsFold } from "./series.ts";
import { stepHead } from "./step-head.ts";
import { stepTable } from "./step-table.ts";

const ids: readonly StepId[] = [
  "confirm",
  "welcome",
  "prepaid",
  "discounts",
  "bag_size",
  "profile",
  "list_price",
  "returns",
  "volume",
];

/** The steps about one driver each, and the one that confirms the finding, under one heading. */
export function stepSections(context: ReportContext): readonly ReportSection[] {
  const sections = ids
    .filter((id) => !isExcluded(context, id))
    .flatMap((id) => stepOf(context, id) ?? [])
    .flatMap((step) => [stepSection(context, step), ...besideSection(context, step)]);
  if (sections.length === 0) return [];
  const head: ReportSection = {
    id: "evidence",
    title: "The evidence, step by step",
    level: 2,
    paragraphs: [],
    figures: [],
    tables: [],
    folds: [],
  };
  return [head, ...sections];
}

function stepSection(context: ReportContext, step: Step): ReportSection {
  const table = hasTable(context, step) ? stepTable(context, step, tableId(step)) : [];
  return {
    ...stepHead(context, step, 3),
    figures: [...mixOf(context, step), ...linesOfStep(context, step)],
    tables: table,
    folds: [
      ...monthsFold(context, step),
      ...(table.length > 0 ? [{ summary: "SQL of the table", tables: [], sql: sqlOf(context, step) }] : []),
    ],
  };
}

/** The table of returns is about net revenue, so it does not apply to another metric. */
function hasTable({ investigation }: ReportContext, { id }: Step): boolean {
  const { method } = investigation.metric;
  return id !== "returns" || (method.kind === "tree" && method.depth === "net");
}

/** The statement that computes the step's table or, if there is none, those behind the step. */
function sqlOf({ investigation }: ReportContext, step: Step) {
  const proof = proofOf(step, investigation);
  const texts = proof === undefined ? step.sql.map(withLiterals) : [proof];
  return texts.map((text) => ({ tableId: tableId(step), text }));
}

function tableId({ id }: Step): string {
  return `table-${id.replaceAll("_", "-")}`;
}

/** Shares of both periods by category, if the step's table begins with them. */
function mixOf({ investigation, numbers }: ReportContext, { id, table, title }: Step): readonly MixFigure[] {
  if (id !== "prepaid" && id !== "bag_size" && id !== "profile") return [];
  const [name, base, compare] = table?.columns ?? [];
  if (name?.unit !== "text" || base?.unit !== "percent" || compare?.unit !== "percent") return [];
  const rows = (table?.rows ?? []).flatMap(([label, before, after]) => {
    if (typeof before !== "number" || typeof after !== "number") return [];
    const texts = [numbers.percent(before), numbers.percent(after)] as const;
    return [{ label: String(label), values: [before, after] as const, texts }];
  });
  if (rows.length === 0) return [];
  const what =
    id === "prepaid" ? "Share of customers by plan" : `Share of ${investigation.business.unit.many} by ${name.label}`;
  const labels = [investigation.base.label, investigation.compare.label] as const;
  return [
    {
      kind: "mix",
      id: `mix-${id.replaceAll("_", "-")}`,
      title: what,
      description: `${title}. ${rows.map((row) => `${row.label}: ${row.texts[0]} in ${labels[0]}, ${row.texts[1]} in ${labels[1]}`).join("; ")}.`,
      labels,
      rows,
    },
  ];
}
