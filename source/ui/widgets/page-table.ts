import { Amount, isFigure } from "../../domain/amount.ts";
import { cell } from "../../domain/cell.ts";
import { formatCell } from "../../domain/format.ts";
import type { RowPage, Value } from "../../domain/slice-result.ts";
import { layOutTable, type TableLayout } from "./table.ts";

/** A page of rows as a table; numbers are aligned. */
export function pageTable(
  page: RowPage,
  { dataSet }: { readonly dataSet: { readonly currency: string } },
): TableLayout {
  const { currency } = dataSet;
  const numeric = page.columns.map((_, index) => page.rows.some((row) => isFigure(row[index])));
  const isShare = page.columns.map((name) => page.shares?.includes(name) === true);
  const columns = page.columns.map((name, index) => ({
    label: `${cell(name).replaceAll("_", " ")}${isShare[index] === true ? " %" : ""}`,
    align: numeric[index] === true ? ("right" as const) : ("left" as const),
    maxWidth: 26,
  }));
  const rows = page.rows.map((row) => ({
    cells: row.map((value, index) => ({ text: valueText(value, currency, isShare[index] === true) })),
  }));
  return layOutTable(columns, rows);
}

/** Amounts in rows are shown to their last digit, because totals are checked against rows. */
function valueText(value: Value, currency: string, isShare: boolean): string {
  if (value instanceof Amount) return formatCell(value, "amount", { currency });
  if (typeof value !== "number") return cell(value);
  if (isShare) return formatCell(value, "percent");
  return formatCell(value, Number.isInteger(value) ? "count" : "decimal");
}
