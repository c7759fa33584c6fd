import { isFigure } from "../../domain/amount.ts";
import { type Catalog, isPerCustomer } from "../../domain/catalog.ts";
import { cell } from "../../domain/cell.ts";
import { smallCohort } from "../../domain/cohort.ts";
import {
  changeFormat,
  formatCell,
  formatChange,
  formatOf,
  formatOfUnit,
  type NumberFormat,
  unitSign,
} from "../../domain/format.ts";
import type { ResultColumn, ResultRow, SliceResult, Value } from "../../domain/slice-result.ts";
import { layOutTable, type TableCell, type TableColumn, type TableLayout } from "./table.ts";

/** A slice's answer as a table: units once in the header, changes with arrow and tone, totals highlighted. */
export function resultTable(result: SliceResult, catalog: Catalog, currency: string): TableLayout {
  const columns = result.columns.map((column) => tableColumn(column, catalog, currency));
  const rows = result.rows.map((row) => ({
    cells: result.columns.map((column, index) => tableCell(column, row, index, result, catalog, currency)),
    kind: row.kind === "total" || row.kind === "subtotal" ? ("total" as const) : ("plain" as const),
  }));
  return layOutTable(columns, rows);
}

/** The number format of a column. */
export function columnFormat(column: ResultColumn, catalog: Catalog): NumberFormat {
  if (column.role === "share" || column.role === "change_share") return "percent";
  const measure = catalog.measures.find((one) => one.name === column.of);
  const format = measure === undefined ? formatOfUnit(column.unit) : formatOf(measure);
  return column.role === "change" ? changeFormat(format) : format;
}

/** The text of a dimension's value; a missing value gets a word instead of a blank. */
export function dimensionText(value: Value | undefined): string {
  return value === null || value === undefined || value === "" ? "(none)" : cell(value);
}

function tableColumn(column: ResultColumn, catalog: Catalog, currency: string): TableColumn {
  if (column.role === "dimension") return { label: cell(column.label).toLowerCase(), align: "left", maxWidth: 28 };
  const label = column.role === "measure" ? column.label : headerOf(column);
  return { label: cell(label).toLowerCase(), unit: unitSign(columnFormat(column, catalog), currency), align: "right" };
}

/** The unit says percent already. */
function headerOf({ role, label }: ResultColumn): string {
  if (role === "share") return "share";
  return role === "size" ? "customers" : label.replace(/ %$/, "");
}

/** Whether a figure of a row is a rate of too few customers to be meaningful. */
export function isSmallRate(
  { of, role }: Pick<ResultColumn, "of" | "role">,
  row: ResultRow,
  columns: readonly ResultColumn[],
  catalog: Catalog,
): boolean {
  const measure = catalog.measures.find((one) => one.name === of);
  if (measure === undefined || role === "size" || !isPerCustomer(catalog, measure)) return false;
  const size = columns.findIndex(
    (one) => one.of === measure.denominator && (one.role === "size" || one.role === "measure"),
  );
  return size >= 0 && Number(row.values[size] ?? 0) < smallCohort;
}

function tableCell(
  column: ResultColumn,
  row: ResultRow,
  index: number,
  { columns }: Pick<SliceResult, "columns">,
  catalog: Catalog,
  currency: string,
): TableCell {
  const value = row.values[index];
  if (column.role === "dimension") return { text: dimensionLabel(row, index, value) };
  if (!isFigure(value)) return { text: cell(value) };
  const format = columnFormat(column, catalog);
  const isChange = column.role === "change" || column.role === "change_share";
  if (isSmallRate(column, row, columns, catalog))
    return { text: formatCell(value, format, { currency, signed: isChange }), style: "muted" };
  if (!isChange) {
    const text = formatCell(value, format, { currency });
    return column.role === "measure" ? { text } : { text, style: "label" };
  }
  const better = catalog.measures.find((one) => one.name === column.of)?.better ?? "higher";
  const { cell: text, tone } = formatChange(value, format, { currency, better });
  return { text, style: tone };
}

function dimensionLabel(row: ResultRow, index: number, value: Value | undefined): string {
  if (row.kind === "total") return index === 0 ? "total" : "";
  if (row.kind === "other") return index === 0 ? "other" : "";
  if (row.kind === "subtotal" && (value === null || value === "")) return index === 0 ? "total" : "subtotal";
  return dimensionText(value);
}
