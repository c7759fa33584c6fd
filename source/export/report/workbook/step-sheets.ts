import type { Step } from "../../../analysis/investigation.ts";
import { cell } from "../../../domain/cell.ts";
import type { NamedSheet } from "../../xlsx/workbook.ts";
import { type AnyContext, isExcluded, stepOf } from "../sections/context.ts";
import { verdictWords } from "../verdict-words.ts";
import { unitOf } from "./unit-of.ts";

/** The findings of the steps, one per row, without those that the analyst left out. */
export function summarySheet(context: AnyContext): NamedSheet {
  const { investigation, input } = context;
  const report = stepOf(context, "report");
  const others = investigation.steps.filter(({ id }) => id !== "report" && !isExcluded(context, id));
  const rows = [...(report === undefined ? [] : [report]), ...others].map((step) => [
    ...[step.title, step.question, verdictWords(step.verdict).words, step.finding],
    input.notes?.[step.id]?.trim() || null,
  ]);
  const columns = [
    { name: "step", unit: "text" as const },
    { name: "question", unit: "text" as const, isWrapped: true, width: 40 },
    { name: "verdict", unit: "text" as const },
    { name: "finding", unit: "text" as const, isWrapped: true, width: 90 },
    { name: "note", unit: "text" as const, isWrapped: true, width: 40 },
  ];
  return { name: "Summary", sheet: { columns, rows, hasFilter: false } };
}

/** The figures of each step on its own sheet, except for the bridge and the tie-out, which have their own layouts. */
export function stepSheets(context: AnyContext): readonly NamedSheet[] {
  const own = new Set(["bridge", "true_up", "report"]);
  return context.investigation.steps
    .filter(({ id }) => !own.has(id) && !isExcluded(context, id))
    .flatMap((step) => sheetOf(step, context.input.dataSet.currency));
}

function sheetOf({ title, table }: Step, currency: string): readonly NamedSheet[] {
  if (table === undefined || table.rows.length === 0) return [];
  const columns = table.columns.map(({ label, unit }) => ({ name: label, unit: unitOf(unit) }));
  return [{ name: cell(title), sheet: { currency, columns, rows: table.rows } }];
}
