import { fileErrors } from "../errors/file.ts";
import { toCsv } from "../export/csv.ts";
import { toJson } from "../export/json.ts";
import { toMarkdown } from "../export/markdown.ts";
import type { Sheet } from "../export/sheet.ts";
import { toTextTable } from "../export/text-table.ts";
import { replaceFile, writeNewFile } from "../export/write-file.ts";
import type { NamedSheet } from "../export/xlsx/workbook.ts";

export const sheetFormats = ["table", "csv", "json", "markdown", "xlsx", "parquet"] as const;
export type SheetFormat = (typeof sheetFormats)[number];

/** Formats that can only be written to a file. */
export type FileFormat = Extract<SheetFormat, "xlsx" | "parquet">;

export interface WriteOptions {
  readonly isOverwriting: boolean;
  /** Leaves texts in CSV unchanged even if a spreadsheet would take them for formulas. */
  readonly isRaw?: boolean;
}

/** The format of a file's ending; undefined for an unknown ending. */
function formatByName(file: string | undefined): SheetFormat | undefined {
  const ending = /\.(csv|json|md|markdown|xlsx|parquet|txt)$/i.exec(file ?? "")?.[1]?.toLowerCase();
  if (ending === "md" || ending === "markdown") return "markdown";
  return ending === "txt" ? "table" : (ending as "csv" | "json" | FileFormat | undefined);
}

/** Writes a sheet whole to a new file; throws UserError if it exists or cannot be written. */
export async function writeSheet(
  sheet: Sheet,
  file: string,
  format: SheetFormat,
  options: WriteOptions,
): Promise<void> {
  if (format === "xlsx") return writeWorkbook([{ name: "Data", sheet }], file, options.isOverwriting);
  if (format !== "parquet") return writeNewFile(file, textOf(sheet, format, options.isRaw), options.isOverwriting);
  const { writeParquet } = await import("../warehouse/build/write-parquet.ts");
  await replaceFile(file, options.isOverwriting, (draft) => writeParquet(sheet.columns, sheet.rows, draft));
}

/** Writes sheets as a workbook to a new file, as writeSheet does. */
export async function writeWorkbook(
  sheets: readonly NamedSheet[],
  file: string,
  isOverwriting: boolean,
): Promise<void> {
  const { toXlsx } = await import("../export/xlsx/workbook.ts");
  await writeNewFile(file, toXlsx(sheets), isOverwriting);
}

/** A sheet as text. */
export function textOf(sheet: Sheet, format: Exclude<SheetFormat, FileFormat>, isRaw = false): string {
  switch (format) {
    case "table":
      return toTextTable(sheet);
    case "csv":
      return toCsv(sheet, isRaw);
    case "json":
      return toJson(sheet);
    case "markdown":
      return toMarkdown(sheet);
  }
}

/** Like formatByName, if the ending must name a format. */
export function demandFormat(file: string): SheetFormat {
  const format = formatByName(file);
  if (format !== undefined) return format;
  throw fileErrors.noFormat({ file });
}
