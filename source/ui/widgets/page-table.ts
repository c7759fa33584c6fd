import { Amount, isFigure } from "../../domain/amount.ts";
import { cell } from "../../domain/cell.ts";
import { formatCell } from "../../domain/format.ts";
import type { RowPage, Value } from "../../domain/slice-result.ts";
import { layOutTable, type TableLayout } from "./table.ts";

/** Longer texts are cut. */
export const mostCellWidth = 26;

/** A page of rows as a table; numbers are aligned. */
export function pageTable(
  page: RowPage,
  { dataSet }: { readonly dataSet: { readonly currency: string } },
): TableLayout {
  const { currency } = dataSet;
  const { shares = [], figures = [] } = page;
  const columns = page.columns.map((name, index) => ({
    label: `${cell(name).replaceAll("_", " ")}${shares.includes(name) ? " %" : ""}`,
    align: page.rows.some((row) => isFigure(row[index])) ? ("right" as const) : ("left" as const),
    maxWidth: mostCellWidth,
  }));
  const rows = page.rows.map((row) => {
    const isFractional = row.some((value, index) => figures.includes(page.columns[index] ?? "") && isFraction(value));
    return {
      cells: row.map((value, index) => {
        const name = page.columns[index] ?? "";
        const isAsFraction = isFraction(value) || (isFractional && figures.includes(name));
        const format = shares.includes(name) ? "percent" : isAsFraction ? "decimal" : "count";
        return { text: valueText(value, currency, format) };
      }),
    };
  });
  return layOutTable(columns, rows);
}

function isFraction(value: Value | undefined): boolean {
  return typeof value === "number" && !Number.isInteger(value);
}

/** Amounts in rows are shown to their last digit, because totals are checked against rows. */
function valueText(value: Value, currency: string, format: "percent" | "decimal" | "count"): string {
  if (value instanceof Amount) return formatCell(value, "amount", { currency });
  return typeof value === "number" ? formatCell(value, format) : cell(value);
}
