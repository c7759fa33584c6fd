import { extname } from "node:path";
import type { Statement } from "../domain/cohort.ts";
import { commandLineErrors } from "../errors/command-line.ts";
import type { Sheet } from "../export/sheet.ts";
import { writeNewFile } from "../export/write-file.ts";
import type { NamedSheet } from "../export/xlsx/workbook.ts";
import type { Arguments, Streams } from "./command.ts";
import { choice } from "./shared-options.ts";
import { demandFormat, type SheetFormat, sheetFormats, textOf, writeSheet, writeWorkbook } from "./write-sheet.ts";

/**
 * The format that --format or the ending of --out asks for; CSV for a file without an ending, and for output the kind it goes to.
 * Throws UsageError for an ending that is no format.
 */
export function formatWanted(args: Arguments, streams: Streams): SheetFormat {
  const file = args.get("out");
  if (args.has("format")) return choice(args, "format", sheetFormats, "csv");
  if (file === undefined) return streams.out.isTTY ? "table" : "csv";
  return extname(file) === "" ? "csv" : demandFormat(file);
}

/** What a workbook holds besides the answer; made only if a workbook is written. */
export interface Book {
  /** The tab name of the answer. */
  readonly name: string;
  readonly others: () => Promise<readonly NamedSheet[]>;
}

/** Writes a sheet in the format and to the place that the options ask for. */
export async function printSheet(sheet: Sheet, args: Arguments, streams: Streams, book?: Book): Promise<void> {
  const file = args.get("out");
  const format = formatWanted(args, streams);
  if (file === undefined) {
    if (format === "parquet" || format === "xlsx") throw commandLineErrors.needsFile({ format });
    streams.out.write(textOf(sheet, format, args.has("raw")));
    return;
  }
  const options = { isOverwriting: args.has("overwrite"), isRaw: args.has("raw") };
  if (format === "xlsx" && book !== undefined) {
    await writeWorkbook([{ name: book.name, sheet }, ...(await book.others())], file, options.isOverwriting);
  } else await writeSheet(sheet, file, format, options);
  streams.log.write(`wrote ${sheet.rows.length} rows to ${file}\n`);
}

/** Writes a text to stdout, or to the new file of --out. */
export async function printText(text: string, args: Arguments, streams: Streams, what: string): Promise<void> {
  const file = args.get("out");
  if (file === undefined) {
    streams.out.write(text);
    return;
  }
  await writeNewFile(file, text, args.has("overwrite"));
  streams.log.write(`wrote ${what} to ${file}\n`);
}

/** Prints statements with their parameters, one after the other. */
export async function printSql(statements: readonly Statement[], args: Arguments, streams: Streams): Promise<void> {
  const texts = statements.map(
    ({ sql, params }) =>
      `${sql};\n${params.map((value, index) => `-- $${index + 1} = ${JSON.stringify(value)}\n`).join("")}`,
  );
  await printText(texts.join("\n"), args, streams, `${statements.length} statements`);
}
