import { sourceErrors } from "../../errors/source.ts";
import type { UserError } from "../../errors.ts";
import type { GivenLayout } from "./layout.ts";

export type FileFormat = "csv" | "json" | "ndjson" | "parquet" | "duckdb" | "singer" | "xlsx" | "ods" | "zip";

/** Given properties of a text file, which are therefore not detected. */
export interface GivenForm extends GivenLayout {
  readonly encoding?: string | undefined;
}

/** A file of the source: its path, its name for the user, and how it is read. */
export interface SourceFile {
  readonly path: string;
  /** Relative to the source, as in errors and the quarantine. */
  readonly name: string;
  readonly format: FileFormat;
  readonly isGzip: boolean;
  /** Its name within the zip at `path`. */
  readonly entry?: string;
  /** The sheet of the workbook at `path`. */
  readonly sheet?: string;
  /** The properties given by the mapping or the extension; the others are detected from its content. */
  readonly given: GivenForm;
  /** Whether it is only looked up by lines of another file, and gives no lines itself. */
  readonly isLookup?: boolean;
}

const formats: Readonly<Record<string, FileFormat>> = {
  csv: "csv",
  tsv: "csv",
  txt: "csv",
  ...{ tab: "csv", lst: "csv", prn: "csv", dat: "csv" },
  json: "json",
  ndjson: "ndjson",
  jsonl: "ndjson",
  parquet: "parquet",
  singer: "singer",
  duckdb: "duckdb",
  db: "duckdb",
  xlsx: "xlsx",
  xlsm: "xlsx",
  ods: "ods",
  zip: "zip",
};

/** A part of a table as Redshift unloads it, without a file ending: `orders_0000_part_00`. */
const unloadedPart = /\d_part_\d+(\.gz)?$/i;

/** The properties that a file's name implies; undefined if its format is not readable. */
export function sourceFile(path: string, name: string, given: GivenForm = {}): SourceFile | undefined {
  if (unloadedPart.test(name)) return { path, name, format: "csv", isGzip: /\.gz$/i.test(name), given };
  const match = /\.([a-z]+)(\.gz)?$/i.exec(name);
  const extension = match?.[1]?.toLowerCase() ?? "";
  const format = formats[extension];
  if (format === undefined) return undefined;
  const delimiter = given.delimiter ?? (extension === "tsv" || extension === "tab" ? "\t" : undefined);
  return { path, name, format, isGzip: match?.[2] !== undefined, given: { ...given, delimiter } };
}

/** Whether a file holds several tables, each under its own name. */
export function isDatabase(file: SourceFile): boolean {
  return file.format === "duckdb" || file.format === "singer";
}

/** Whether a file holds sheets, each of which is a table. */
export function isWorkbook({ format }: SourceFile): boolean {
  return format === "xlsx" || format === "ods";
}

/**
 * The name without its format: `transactions` for `transactions.csv.gz`; for a workbook the sheet's name, unless it is
 * meaningless.
 */
export function tableOfName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? name;
  const [, book, sheet] = /^(.*\.(?:xls[xm]|ods))#(.*)$/i.exec(last) ?? [];
  const isNamed =
    sheet !== undefined && !/^(sheet|tabelle|feuil|hoja|blad|foglio|planilha|ark|list|arkusz)\s*\d*$/i.test(sheet);
  if (isNamed) return sheet.toLowerCase();
  return (book ?? last).replace(/\.[a-z]+(\.gz)?$/i, "").toLowerCase();
}

export function unknownFormat(name: string): UserError {
  return sourceErrors.unknownFormat({ file: name });
}
