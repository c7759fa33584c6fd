/** Rows of a file that are no records of its table. */
export interface LeftOut {
  readonly what:
    | "note lines"
    | "repeated headers"
    | "total rows"
    | "empty rows"
    | "rows deleted at the source"
    | "older versions of a row"
    | "rows that a later file has again";
  readonly rows: number;
  /** Physical lines of the first few; none where they have no lines of their own. */
  readonly lines: readonly number[];
  /** Sums of what is left out, as decimal text by column; only for columns of numbers. */
  readonly sums: Readonly<Record<string, string>>;
}

/** How a table was read from its file or files: its form, and everything that is not among its records. */
export interface FileReading {
  /** As the user knows it: `orders.csv`, `export.zip/orders.csv`, `orders.xlsx#Sheet1`. */
  readonly file: string;
  /** The encoding of its text; undefined for formats that have none of their own (Parquet, DuckDB, workbooks). */
  readonly encoding: string | undefined;
  /** What separates the values of a text file. */
  readonly delimiter: string | undefined;
  /** Physical line of the header; undefined where there is none and columns are called `column_1` and so on. */
  readonly headerLine: number | undefined;
  readonly records: number;
  readonly leftOut: readonly LeftOut[];
  /** What else is to be known of it, in whole sentences. */
  readonly notes: readonly string[];
}

/** A reading that leaves nothing out. */
export function plainReading(file: string, records: number): FileReading {
  return { file, encoding: undefined, delimiter: undefined, headerLine: undefined, records, leftOut: [], notes: [] };
}
