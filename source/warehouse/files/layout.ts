import { blankWords } from "./blank-words.ts";
import { cellKind } from "./cell-kind.ts";
import { columnNames } from "./column-names.ts";
import { commonWidth, findDialect, firstRecords } from "./dialect.ts";
import { findHeader, type HeaderRow, typicalFill, valueKind } from "./header-row.ts";
import { leftAbove } from "./other-tables.ts";
import { monthIn } from "./period-names.ts";
import { RowFilter } from "./row-filter.ts";
import type { Dialect, TextRecord } from "./split-records.ts";
import type { Layout } from "./table-layout.ts";
import { tablesAmong } from "./table-start.ts";

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

/** The layout of a table that starts with these records; of several, one below the other, that of the longest. */
export function layoutOf(records: readonly TextRecord[], dialect: Dialect, headerLine?: number): Layout | undefined {
  if (!records.some(({ cells }) => cells.some((cell) => cell.trim() !== ""))) return undefined;
  const first = layoutBelow(records, dialect, findHeader(records, headerLine));
  const longer = headerLine === undefined ? longerTable(records, first) : undefined;
  return longer === undefined ? first : layoutBelow(records, dialect, findHeader(records, longer));
}

function layoutBelow(records: readonly TextRecord[], dialect: Dialect, head: HeaderRow): Layout {
  const below = records.slice(head.dataAt);
  const descriptions = head.names !== undefined && isDescribed(below) ? below.slice(0, 1) : [];
  const data = below.slice(descriptions.length);
  const width = Math.max(head.names?.length ?? 0, head.names === undefined ? commonWidth(data) : 1);
  const named = head.names ?? Array.from({ length: width }, () => "");
  const { columns, twice } = columnNames(withoutBlankTail(named, data));
  const lastLine = records.at(head.dataAt - 1)?.line ?? 0;
  const tables = tablesAmong(head.notesBefore);
  const ofTables = new Set(tables.flatMap(({ names, rows }) => [names, ...rows]));
  const notes = head.notesBefore.filter((record) => !ofTables.has(record));
  return {
    ...{ dialect, columns, twice, width, header: head.names, headerLine: head.line },
    dataLine: data[0]?.line ?? lastLine + 1,
    notesBefore: [...notes, ...descriptions].map(({ line }) => line),
    above: tables.map(leftAbove),
    years: yearsIn(notes.flatMap(({ cells }) => cells).join("\n")),
    months: monthsIn(notes.flatMap(({ cells }) => cells)),
    blanks: blankWords(data),
    fill: typicalFill(data),
    isRagged: isRagged(data, width),
    hasTabs: dialect.delimiter !== "\t" && data.some(({ cells }) => cells.some((cell) => cell.endsWith("\t"))),
  };
}

/** The line of the header of a table below a short one, such as the lines below a summary. */
function longerTable(records: readonly TextRecord[], layout: Layout): number | undefined {
  const filter = new RowFilter(layout);
  const own = records.filter(({ line }) => line >= layout.dataLine).flatMap((record) => filter.push(record));
  const { records: last, leftOut } = filter.end();
  const others = leftOut.filter(({ header }) => header !== undefined).toSorted((a, b) => b.rows - a.rows);
  const [longest] = others;
  const isLonger = longest !== undefined && longest.rows > 2 * (own.length + last.length);
  return isLonger ? longest.header?.line : undefined;
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
