import { isFormulaText } from "../domain/formula-text.ts";
import { plainValue } from "../domain/plain-value.ts";
import type { Sheet, SheetValue } from "./sheet.ts";

/**
 * RFC 4180 with a header and LF line ends. A text that a spreadsheet would take for a formula gets a leading `'` unless
 * `isRaw`; numbers never do, even as texts. Amounts of money are exact, without trailing zeros; other numbers keep at most six decimal places.
 */
export function toCsv(sheet: Sheet, isRaw = false): string {
  const header = sheet.columns.map((column) => quoted(column.name)).join(",");
  const lines = sheet.rows.map((row) => csvRow(row, isRaw));
  return `${[header, ...lines].join("\n")}\n`;
}

/** One line of CSV, without its line end. */
export function csvRow(row: readonly SheetValue[], isRaw: boolean): string {
  return row.map((value) => csvCell(value, isRaw)).join(",");
}

function csvCell(value: SheetValue, isRaw: boolean): string {
  if (typeof value !== "string") return plainValue(value);
  return quoted(!isRaw && isFormulaText(value) ? `'${value}` : value);
}

function quoted(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
