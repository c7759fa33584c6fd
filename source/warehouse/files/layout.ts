import { blankWords } from "./blank-words.ts";
import { cellKind } from "./cell-kind.ts";
import { columnNames } from "./column-names.ts";
import { commonWidth, findDialect, firstRecords } from "./dialect.ts";
import { findHeader, typicalFill, valueKind } from "./header-row.ts";
import { monthIn } from "./period-names.ts";
import type { Dialect, TextRecord } from "./split-records.ts";

/** The layout of a table in a text: found from its first records, or given by a mapping. */
export interface Layout {
  readonly dialect: Dialect;
  readonly columns: readonly string[];
  /** Columns whose names differ only by case. */
  readonly twice: readonly string[];
  /** Names as written in the file, to recognise a repeated header; undefined without a header. */
  readonly header: readonly string[] | undefined;
  readonly headerLine: number | undefined;
  /** Physical line on which the data starts. */
  readonly dataLine: number;
  /** Non-empty lines before the header. */
  readonly notesBefore: readonly number[];
  /** Years named in those lines, for dates below without a year. */
  readonly years?: readonly string[];
  /** Months named in those lines: `2024-03`. */
  readonly months?: readonly string[];
  /** Texts that mean no value, by the place of the column. */
  readonly blanks: ReadonlyMap<number, readonly string[]>;
  /** Cells that a record usually has filled. */
  readonly fill: number;
  /** Values in a record, including blank ones at the end of the line. */
  readonly width: number;
  /** Whether lines omit blank values at their end. */
  readonly isRagged: boolean;
  /** Whether values end in tabs, so that spreadsheets do not take numbers of many digits for numbers. */
  readonly hasTabs: boolean;
}

/** A mapping's settings for a file's layout. */
export interface GivenLayout {
  readonly delimiter?: string | undefined;
  /** 0: there is no header. */
  readonly headerLine?: number | undefined;
}

/** The layout of the text that starts this way, or is this. Undefined for text without any values. */
export function findLayout(text: string, isWhole: boolean, given: GivenLayout = {}): Layout | undefined {
  const hint = /^\s*"?sep=(.)"?[ \t;,]*(\r\n|\n|\r)/i.exec(text);
  const dialect = findDialect(hint ? text.slice(hint[0].length) : text, isWhole, given.delimiter ?? hint?.[1]);
  const records = firstRecords(text, dialect, isWhole);
  const own = hint ? records.slice(1) : records;
  const found = layoutOf(own, dialect, given.headerLine);
  return found && hint ? { ...found, notesBefore: [1, ...found.notesBefore] } : found;
}

/** The layout of a table that starts with these records. */
export function layoutOf(records: readonly TextRecord[], dialect: Dialect, headerLine?: number): Layout | undefined {
  if (!records.some(({ cells }) => cells.some((cell) => cell.trim() !== ""))) return undefined;
  const head = findHeader(records, headerLine);
  const below = records.slice(head.dataAt);
  const descriptions = head.names !== undefined && isDescribed(below) ? below.slice(0, 1) : [];
  const data = below.slice(descriptions.length);
  const width = Math.max(head.names?.length ?? 0, head.names === undefined ? commonWidth(data) : 1);
  const named = head.names ?? Array.from({ length: width }, () => "");
  const { columns, twice } = columnNames(withoutBlankTail(named, data));
  const lastLine = records.at(head.dataAt - 1)?.line ?? 0;
  return {
    ...{ dialect, columns, twice, width, header: head.names, headerLine: head.line },
    dataLine: data[0]?.line ?? lastLine + 1,
    notesBefore: [...head.notesBefore, ...descriptions].map(({ line }) => line),
    years: yearsIn(head.notesBefore.flatMap(({ cells }) => cells).join("\n")),
    months: monthsIn(head.notesBefore.flatMap(({ cells }) => cells)),
    blanks: blankWords(data),
    fill: typicalFill(data),
    isRagged: isRagged(data, width),
    hasTabs: dialect.delimiter !== "\t" && data.some(({ cells }) => cells.some((cell) => cell.endsWith("\t"))),
  };
}

/** Whether the first row says in words what the columns hold: texts where all other rows have numbers and dates. */
function isDescribed([first, ...rest]: readonly TextRecord[]): boolean {
  if (first === undefined || rest.length < fewestRows) return false;
  const kinds = first.cells.map((cell) => cellKind(cell));
  if (kinds.some((kind) => kind !== "text" && kind !== "blank")) return false;
  const valued = kinds.flatMap((kind, column) => (valueKind(rest.slice(0, 200), column) === undefined ? [] : [kind]));
  return valued.filter((kind) => kind === "text").length >= fewestRows;
}

const fewestRows = 3;

/** `2024`, and the year of days written `20241231`. */
function yearsIn(text: string): readonly string[] {
  const found = text.match(/(?<!\d)(19|20)\d{2}(?=((0[1-9]|1[0-2])([0-2]\d|3[01]))?(?!\d))/g);
  return [...new Set(found ?? [])];
}

function monthsIn(cells: readonly string[]): readonly string[] {
  return [...new Set(cells.flatMap((cell) => monthIn(cell) ?? []))];
}

/** An occasional short line is damage; if many are short, or nearly all are, it is the file's habit. */
function isRagged(data: readonly TextRecord[], width: number): boolean {
  const full = data.filter(({ cells }) => cells.length > 1);
  const short = full.filter(({ cells }) => cells.length < width).length;
  return short > 3 && short > 0.05 * full.length;
}

/** Columns at the end with neither name nor values are commas left over from a spreadsheet. */
function withoutBlankTail(names: readonly string[], data: readonly TextRecord[]): readonly string[] {
  let width = names.length;
  const isBlank = (column: number) =>
    (names[column] ?? "").trim() === "" && data.every(({ cells }) => (cells[column] ?? "").trim() === "");
  while (width > 1 && data.length > 0 && isBlank(width - 1)) width -= 1;
  return names.slice(0, width);
}
