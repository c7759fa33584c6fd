import { cell } from "../domain/cell.ts";
import { formatNumber, formatOfUnit } from "../domain/format.ts";
import type { Sheet, SheetColumn } from "./sheet.ts";

/** A value as people read it: numbers in the format of their unit, texts through the terminal's boundary. */
export function readable(column: SheetColumn, value: string | number | boolean | null): string {
  if (typeof value === "number") return formatNumber(value, formatOfUnit(column.unit));
  return cell(value);
}

/** A GitHub table, numbers right-aligned; markup in values stays text. */
export function toMarkdown(sheet: Sheet): string {
  const header = sheet.columns.map((column) => escaped(column.name));
  const rule = sheet.columns.map((column) => (column.unit === "text" && column.isRight !== true ? "---" : "---:"));
  const rows = sheet.rows.map((row) =>
    sheet.columns.map((column, index) => escaped(readable(column, row[index] ?? null))),
  );
  return `${[header, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n")}\n`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\|`*_{}[\]<>#!]/g, (mark) => (mark === "_" ? mark : `\\${mark}`));
}
