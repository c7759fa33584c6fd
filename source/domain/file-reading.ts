/** Rows of a file that are not records of its table. */
export interface LeftOut {
  readonly what:
    | "note lines"
    | "repeated headers"
    | "total rows"
    | "empty rows"
    | "rows of another table"
    | "rows deleted at the source"
    | "older versions of a row"
    | "rows that a later file has again";
  readonly rows: number;
  /** Physical lines of the first few; empty if they have no lines of their own. */
  readonly lines: readonly number[];
  /** Sums of the rows left out, as decimal text by column; only for numeric columns. */
  readonly sums: Readonly<Record<string, string>>;
  /** The header of another table in the same file, above the rows left out. */
  readonly header?: { readonly line: number; readonly names: readonly string[] };
}

/** How a table was read from its file or files: its form, and everything that is not among its records. */
export interface FileReading {
  /** As the user knows it: `orders.csv`, `export.zip/orders.csv`, `orders.xlsx#Sheet1`. */
  readonly file: string;
  /** The encoding of its text; undefined for formats that have none of their own (Parquet, DuckDB, workbooks). */
  readonly encoding: string | undefined;
  /** What separates the values of a text file. */
  readonly delimiter: string | undefined;
  /** Physical line of the header; undefined if there is none and columns are called `column_1` and so on. */
  readonly headerLine: number | undefined;
  readonly records: number;
  readonly leftOut: readonly LeftOut[];
  /** What else there is to know about it, in whole sentences. */
  readonly notes: readonly string[];
}

const separators: Readonly<Record<string, string>> = {
  ...{ ",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars", " ": "columns by their places" },
};

/** What a reading found besides the records: `Windows-1252, semicolons; left out: 2 note lines`; empty for a plain file. */
export function readingFound(reading: FileReading): string {
  return readingLine(reading).split("; ").slice(1).join("; ");
}

/** A reading in one line: `orders.csv: 80 records; Windows-1252, semicolons; left out: 1 total row (Net Sales 6481.30)`. */
export function readingLine({ file, encoding, delimiter, headerLine, records, leftOut }: FileReading): string {
  const form = [
    ...(encoding === undefined || encoding === "UTF-8" ? [] : [encoding]),
    ...(delimiter === undefined || delimiter === "," ? [] : [separators[delimiter] ?? `separated by ${delimiter}`]),
    ...(headerLine === undefined && encoding !== undefined ? ["no header line"] : []),
    ...((headerLine ?? 1) > 1 ? [`header in line ${headerLine}`] : []),
  ];
  const out = leftOut.map((each) => `${leftOutName(each)}${sumsOf(each)}`);
  return [
    `${file}: ${records} ${records === 1 ? "record" : "records"}`,
    ...(form.length > 0 ? [form.join(", ")] : []),
    ...(out.length > 0 ? [`left out: ${out.join(", ")}`] : []),
  ].join("; ");
}

/** `1 total row`, `7 note lines`. */
function leftOutName({ what, rows }: LeftOut): string {
  return `${rows} ${rows === 1 ? what.replace(/^(\w+ )?(row|line|header|version)s/, "$1$2") : what}`;
}

function sumsOf({ sums, what }: LeftOut): string {
  const named = what === "note lines" ? [] : Object.entries(sums).slice(0, 4);
  return named.length === 0 ? "" : ` (${named.map(([column, sum]) => `${column} ${sum}`).join(", ")})`;
}
