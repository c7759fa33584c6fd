import type { StepTable } from "../../../analysis/investigation.ts";
import { stepFigure } from "../../../analysis/step-figure.ts";
import type { ReportTable } from "../document.ts";
import type { ReportContext } from "./context.ts";

/** The table of a step without its empty columns; none for a step without a table. */
export function stepTable(
  { numbers }: Pick<ReportContext, "numbers">,
  { title, table }: { readonly title: string; readonly table?: StepTable },
  id: string,
): readonly ReportTable[] {
  if (!table) return [];
  const columns = table.columns
    .map((column, at) => ({ ...column, at }))
    .filter(({ label, at }) => label !== "" || table.rows.some((row) => (row[at] ?? "") !== ""));
  return [
    {
      id,
      caption: `${title}: the figures`,
      columns: columns.map(({ label, unit }) => ({
        label: numbers.header(label, unit),
        align: unit === "text" ? "text" : "number",
      })),
      rows: table.rows.map((row, index) => ({
        cells: columns.map(({ at }) => {
          const figure = stepFigure(table, index, at, { currency: numbers.currency, isCell: true });
          return figure ?? String(row[at] ?? "");
        }),
      })),
    },
  ];
}
