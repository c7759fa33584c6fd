import type { Statement } from "../domain/cohort.ts";
import { UsageError } from "../errors.ts";
import { toCsv } from "../export/csv.ts";
import { toJson } from "../export/json.ts";
import { toMarkdown } from "../export/markdown.ts";
import type { Sheet } from "../export/sheet.ts";
import { toTextTable } from "../export/text-table.ts";
import { replaceFile, writeNewFile } from "../export/write-file.ts";
import type { Arguments, Streams } from "./command.ts";
import { choice } from "./shared-options.ts";

const formats = ["table", "csv", "json", "markdown", "parquet"] as const;

/** Gives a sheet in the format and to the place that the options ask for. */
export async function printSheet(sheet: Sheet, args: Arguments, streams: Streams): Promise<void> {
  const file = args.get("out");
  const format = choice(args, "format", formats, formatByName(file) ?? (streams.out.isTTY ? "table" : "csv"));
  if (format === "parquet") return writeParquetFile(sheet, file, args.has("overwrite"));
  const text = textOf(sheet, format, args.has("raw"));
  await printText(text, args, streams, `${sheet.rows.length} rows`);
}

/** Gives a text to stdout, or to the new file of --out. */
export async function printText(text: string, args: Arguments, streams: Streams, what: string): Promise<void> {
  const file = args.get("out");
  if (file === undefined) {
    streams.out.write(text);
    return;
  }
  await writeNewFile(file, text, args.has("overwrite"));
  streams.log.write(`wrote ${what} to ${file}\n`);
}

/** Gives statements with their parameters, one after the other. */
export async function printSql(statements: readonly Statement[], args: Arguments, streams: Streams): Promise<void> {
  const texts = statements.map(
    ({ sql, params }) =>
      `${sql};\n${params.map((value, index) => `-- $${index + 1} = ${JSON.stringify(value)}\n`).join("")}`,
  );
  await printText(texts.join("\n"), args, streams, `${statements.length} statements`);
}

function textOf(sheet: Sheet, format: Exclude<(typeof formats)[number], "parquet">, isRaw: boolean): string {
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

function formatByName(file: string | undefined): (typeof formats)[number] | undefined {
  const ending = /\.(csv|json|md|parquet)$/i.exec(file ?? "")?.[1]?.toLowerCase();
  return ending === "md" ? "markdown" : (ending as "csv" | "json" | "parquet" | undefined);
}

async function writeParquetFile(sheet: Sheet, file: string | undefined, isOverwriting: boolean): Promise<void> {
  if (file === undefined) {
    throw new UsageError("Parquet needs a file", {
      why: "It is no text for a terminal or a pipe.",
      next: "Add --out FILE.parquet.",
    });
  }
  const { writeParquet } = await import("../warehouse/write-parquet.ts");
  await replaceFile(file, isOverwriting, (draft) => writeParquet(sheet.columns, sheet.rows, draft));
}
