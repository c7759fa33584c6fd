import { isFigure } from "../domain/amount.ts";
import { cell } from "../domain/cell.ts";
import { formatCell, formatNumber, formatOfUnit } from "../domain/format.ts";
import { columnsAt, type Sheet, type SheetColumn, type SheetValue } from "./sheet.ts";

/** A value for people to read: numbers in the format of their unit, money without its currency sign, texts cleaned by `cell`. */
function readable({ currency = "" }: Pick<Sheet, "currency">, column: SheetColumn, value: SheetValue): string {
  if (!isFigure(value)) return cell(value);
  const format = formatOfUnit(column.unit);
  const isMoney = format === "money" || format === "amount";
  return isMoney ? formatCell(value, format, { currency }) : formatNumber(value, format);
}

/** The rows of a sheet for people to read. */
export function readableRows(sheet: Sheet): readonly (readonly string[])[] {
  return sheet.rows.map((row, at) =>
    columnsAt(sheet, at).map((column, index) => readable(sheet, column, row[index] ?? null)),
  );
}

/** A GitHub table, numbers right-aligned; markup in values stays text. */
export function toMarkdown(sheet: Sheet): string {
  const header = sheet.columns.map((column) => escaped(column.name));
  const rule = sheet.columns.map((column) => (column.unit === "text" && column.isRight !== true ? "---" : "---:"));
  const rows = readableRows(sheet).map((row) => row.map(escaped));
  return `${[header, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n")}\n`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\|`*_{}[\]<>#!]/g, (mark) => (mark === "_" ? mark : `\\${mark}`));
}
