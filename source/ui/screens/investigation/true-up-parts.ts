import type { StepTable } from "../../../analysis/investigation.ts";
import { isTotalsFound } from "../../../analysis/totals/totals-investigation.ts";
import type { TrueUpPart } from "../../../analysis/true-up-lines.ts";
import { cell } from "../../../domain/cell.ts";
import { formatNumber } from "../../../domain/format.ts";
import { type Line, seg } from "../../widgets/line.ts";
import { stepTableLines } from "./step-table.ts";
import type { StepContext } from "./view.ts";

/** The same tie-out by month of acquisition and by channel, each with the plug and the remainder. */
export function trueUpParts({ investigation, currency }: StepContext, width: number): readonly Line[] {
  const parts = isTotalsFound(investigation) ? [] : investigation.trueUp.parts;
  if (parts.length === 0) return [];
  const open = parts.filter((part) => part.difference.units !== 0n).length;
  const said = open === 0 ? "each ties out to the cent" : `${formatNumber(open, "count")} do not tie out`;
  return [
    [seg(" the same by month and by channel: ", "strong"), seg(said, open === 0 ? "label" : "error")],
    [],
    ...stepTableLines(tableOf(investigation.base.label, investigation.compare.label, parts), { width, currency }),
  ];
}

function tableOf(base: string, compare: string, parts: readonly TrueUpPart[]): StepTable {
  return {
    columns: [
      { label: "part", unit: "text" },
      { label: "cohort", unit: "text" },
      { label: "order lines", unit: "count" },
      { label: "list price", unit: "amount" },
      { label: "plug", unit: "amount" },
      { label: "net as booked", unit: "amount" },
      { label: "difference", unit: "amount" },
    ],
    rows: parts.map((part) => [
      cell(part.key === "" ? "(none)" : part.key),
      part.period === "base" ? base : compare,
      part.rows,
      part.list,
      part.plug,
      part.net,
      part.difference,
    ]),
  };
}
