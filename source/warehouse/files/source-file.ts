import { sourceErrors } from "../../errors/source.ts";
import type { UserError } from "../../errors.ts";
import type { GivenLayout } from "./layout.ts";

export type FileFormat = "csv" | "json" | "ndjson" | "parquet" | "duckdb" | "singer" | "xlsx" | "zip";

/** What is said of a text file, and so is not looked for. */
export interface GivenForm extends GivenLayout {
  readonly encoding?: string | undefined;
}

/** A file of the source: where it is, what the user calls it, and how it is read. */
export interface SourceFile {
  readonly path: string;
  /** Relative to the source, as errors and quarantine name it. */
  readonly name: string;
  readonly format: FileFormat;
  readonly isGzip: boolean;
  /** Its name within the zip that lies at `path`. */
  readonly entry?: string;
  /** The sheet of the workbook that lies at `path`. */
  readonly sheet?: string;
  /** What the mapping or the extension says of its form; the rest is found from its content. */
  readonly given: GivenForm;
  /** Whether lines of another file look things up in it, and it gives none itself. */
  readonly isLookup?: boolean;
}

const formats: Readonly<Record<string, FileFormat>> = {
  csv: "csv",
  tsv: "csv",
  txt: "csv",
  json: "json",
  ndjson: "ndjson",
  jsonl: "ndjson",
  parquet: "parquet",
  singer: "singer",
  duckdb: "duckdb",
  db: "duckdb",
  xlsx: "xlsx",
  xlsm: "xlsx",
  zip: "zip",
};

/** What a file's name says of it; undefined for a name that is none of the formats read. */
export function sourceFile(path: string, name: string, given: GivenForm = {}): SourceFile | undefined {
  const match = /\.([a-z]+)(\.gz)?$/i.exec(name);
  const extension = match?.[1]?.toLowerCase() ?? "";
  const format = formats[extension];
  if (format === undefined) return undefined;
  const delimiter = given.delimiter ?? (extension === "tsv" ? "\t" : undefined);
  return { path, name, format, isGzip: match?.[2] !== undefined, given: { ...given, delimiter } };
}

/** Whether a file holds several tables, each under its own name. */
export function isDatabase(file: SourceFile): boolean {
  return file.format === "duckdb" || file.format === "singer";
}

/** The name without its format: `transactions` of `transactions.csv.gz`; of a workbook the sheet's, unless it says nothing. */
export function tableOfName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? name;
  const [, book, sheet] = /^(.*\.xls[xm])#(.*)$/i.exec(last) ?? [];
  const isNamed =
    sheet !== undefined && !/^(sheet|tabelle|feuil|hoja|blad|foglio|planilha|ark|list|arkusz)\s*\d*$/i.test(sheet);
  if (isNamed) return sheet.toLowerCase();
  return (book ?? last).replace(/\.[a-z]+(\.gz)?$/i, "").toLowerCase();
}

export function unknownFormat(name: string): UserError {
  return sourceErrors.unknownFormat({ file: name });
}
