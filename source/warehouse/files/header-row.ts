import { type CellKind, cellKind, filledIn } from "./cell-kind.ts";
import { isPeriodName } from "./period-names.ts";
import type { TextRecord } from "./split-records.ts";

/** Where a table starts among the first records of a file. */
export interface HeaderRow {
  /** Names as written, including blank ones; undefined if the first record is already data. */
  readonly names: readonly string[] | undefined;
  /** Index of the first record of data. */
  readonly dataAt: number;
  /** Physical line of the header. */
  readonly line: number | undefined;
  /** Non-empty records before the table. */
  readonly notesBefore: readonly TextRecord[];
}

/** Notes and titles rarely take more. */
const mostNotes = 60;
const mostNotesOfValues = 15;

/**
 * Finds the record where the table starts: as wide as the table, texts rather than values, all names different. Headers of two
 * rows (merged cells) are combined. `givenLine` is trusted; 0 means that there is no header.
 */
export function findHeader(records: readonly TextRecord[], givenLine?: number): HeaderRow {
  const width = typicalFill(records);
  const first = Math.max(
    0,
    records.findIndex(({ cells }) => filledIn(cells) > 0),
  );
  if (givenLine === 0) return headerless(records, first);
  if (givenLine !== undefined) {
    const at = records.findIndex(({ line }) => line >= givenLine);
    return headerAt(records, at < 0 ? first : at);
  }
  const ruled = aboveRule(records, width);
  if (ruled !== undefined) return headerAt(records, ruled);
  for (let at = first; at < Math.min(records.length, mostNotes); at += 1) {
    const cells = records[at]?.cells ?? [];
    if (isWide(cells, width)) {
      // A line of values before the header, such as facts about the export, also contains texts.
      const isNamed = isHeader(records, at);
      const isPure = isNamed && cells.every((cell) => isName(cellKind(cell), cell));
      if (isPure && isDescribed(records, at, width)) return headerAt(records, at + 1);
      const header = (isPure ? at : laterHeader(records, at, width)) ?? (isNamed ? at : undefined);
      return header === undefined ? headerless(records, at) : headerAt(records, header);
    }
    if (isPair(records, at, width)) return headerAt(records, at + 1, cells);
  }
  return headerAt(records, first);
}

/** The names over a line drawn below them. */
function aboveRule(records: readonly TextRecord[], width: number): number | undefined {
  const rule = records
    .slice(0, mostNotes)
    .findIndex(({ cells }) => cells.length > 2 && cells.every((cell) => /^[-=]{3,}$/.test(cell.trim())));
  const cells = records[rule - 1]?.cells ?? [];
  return rule > 0 && isWide(cells, width) && cells.every((cell) => isName(cellKind(cell), cell)) ? rule - 1 : undefined;
}

/** How many cells a record of this table usually has filled, apart from blank lines and short notes. */
export function typicalFill(records: readonly TextRecord[]): number {
  const fills = records.map(({ cells }) => filledIn(cells)).filter((filled) => filled > 0);
  const wide = fills.filter((filled) => filled > 1);
  const sorted = (wide.length * 3 > fills.length ? wide : fills).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** The first column often has no name: row numbers of a data frame, groups of a report. */
function isWide(cells: readonly string[], width: number): boolean {
  const named = filledIn(cells) + (cells.length > 2 && (cells[0] ?? "").trim() === "" ? 1 : 0);
  return named >= Math.max(Math.min(2, width), 0.8 * width);
}

/** Whether a record holds sentences about the columns, whose names are in the next one: texts as well, above values. */
function isDescribed(records: readonly TextRecord[], at: number, width: number): boolean {
  const [upper, lower] = [records[at]?.cells ?? [], records[at + 1]?.cells ?? []];
  if (!isWide(lower, width) || !lower.every((cell) => isName(cellKind(cell), cell))) return false;
  const words = (cells: readonly string[]) =>
    cells.reduce((sum, cell) => sum + cell.trim().split(/\s+/).length, 0) / Math.max(1, filledIn(cells));
  const isSentence = words(upper) >= fewestWords && words(upper) >= 1.3 * words(lower);
  return isSentence && isHeader(records, at + 1) && namesValues(records, at + 1);
}

/** Words of a description on average; names of columns rarely have more than two or three. */
const fewestWords = 3.5;

/** Two-cell notes before a table of two columns look like its data, but data has no header further down. */
function laterHeader(records: readonly TextRecord[], from: number, width: number): number | undefined {
  for (let at = from + 1; at < Math.min(from + mostNotesOfValues, records.length - 1); at += 1) {
    const cells = records[at]?.cells ?? [];
    const isNamed = isWide(cells, width) && cells.every((cell) => isName(cellKind(cell), cell));
    if (isNamed && namesValues(records, at) && !isRepeated(records, at)) return at;
  }
  return undefined;
}

/** Whether there are texts above a column of values. */
function namesValues(records: readonly TextRecord[], at: number): boolean {
  const body = records.slice(at + 1, at + 200);
  return (records[at]?.cells ?? []).some((cell, column) => cell.trim() !== "" && valueKind(body, column) !== undefined);
}

/** Two rows of names, neither of them complete; the upper one has merged cells. */
function isPair(records: readonly TextRecord[], at: number, width: number): boolean {
  const [upper, lower] = [records[at]?.cells ?? [], records[at + 1]?.cells ?? []];
  if (filledIn(upper) < 2 || isWide(lower, width) || upper.length < 3) return false;
  const joined = joinedNames(upper, lower);
  return isWide(joined, width) && joined.every((cell) => isName(cellKind(cell), cell));
}

function headerless(records: readonly TextRecord[], at: number): HeaderRow {
  return { names: undefined, dataAt: at, line: undefined, notesBefore: notes(records.slice(0, at)) };
}

function headerAt(records: readonly TextRecord[], at: number, given?: readonly string[]): HeaderRow {
  const cells = records[at]?.cells ?? [];
  const above = given ?? (at > 0 ? upperNames(records[at - 1]?.cells ?? [], cells) : undefined);
  const before = records.slice(0, above === undefined ? at : at - 1);
  const names = above === undefined ? cells : joinedNames(above, cells);
  return { names, dataAt: at + 1, line: records[at]?.line, notesBefore: notes(before) };
}

function notes(records: readonly TextRecord[]): readonly TextRecord[] {
  return records.filter(({ cells }) => filledIn(cells) > 0);
}

/** The row above, if names repeat or are missing and it distinguishes them. */
function upperNames(upper: readonly string[], lower: readonly string[]): readonly string[] | undefined {
  if (filledIn(upper) < 2 || upper.length < lower.length - 1) return undefined;
  if (!upper.every((cell) => isName(cellKind(cell), cell))) return undefined;
  const named = lower.map((name) => name.trim().toLowerCase()).filter((name) => name !== "");
  const isTwice = new Set(named).size < named.length;
  const isFilledAbove = lower.some((name, at) => name.trim() === "" && (upper[at] ?? "").trim() !== "");
  return isTwice || isFilledAbove ? upper : undefined;
}

/** A merged cell's name applies to the columns below it up to the next one. */
function joinedNames(upper: readonly string[], lower: readonly string[]): readonly string[] {
  let group = "";
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, at) => {
    const [above, below] = [(upper[at] ?? "").trim(), (lower[at] ?? "").trim()];
    if (above !== "") group = above;
    if (below === "") return above;
    return group === "" || group === below ? below : `${group} ${below}`;
  });
}

function isName(kind: CellKind, cell: string): boolean {
  return kind === "text" || kind === "blank" || /^\s*(19|20)\d\d\s*$/.test(cell);
}

/** Whether a record as wide as the table is a header: it has texts where the data below has values. */
function isHeader(records: readonly TextRecord[], at: number): boolean {
  const cells = records[at]?.cells ?? [];
  const body = records
    .slice(at + 1, at + 200)
    .filter(({ cells: each }) => (filledIn(each) > 1 || cells.length === 1) && each.join() !== cells.join());
  const kinds = cells.map((cell) => cellKind(cell));
  const typed = cells.map((_, column) => valueKind(body, column));
  const valued = typed.flatMap((kind, column) => (kind === undefined ? [] : [column]));
  const named = valued.filter((column) => {
    const cell = cells[column] ?? "";
    return isName(kinds[column] ?? "blank", cell) || (typed[column] === "number" && isPeriodName(cell));
  });
  if (valued.length > 0 && body.length > 0) return named.length * 2 >= valued.length;
  if (kinds.some((kind, column) => !isName(kind, cells[column] ?? ""))) return false;
  // If all are texts: a header's name is not among the values of its column.
  const repeated = cells.filter((cell, column) => cell.trim() !== "" && body.some((row) => row.cells[column] === cell));
  return repeated.length * 2 <= cells.length || isRepeated(records, at);
}

/** A header that is repeated further down is a header, although its names are in the column. */
function isRepeated(records: readonly TextRecord[], at: number): boolean {
  const header = records[at]?.cells.join("\u0001");
  const others = records.slice(at + 1).filter(({ cells }) => cells.join("\u0001") === header).length;
  return others > 0 && others * 5 < records.length;
}

/** The kind of nearly all values of a column, if they are not texts. */
export function valueKind(body: readonly TextRecord[], column: number): CellKind | undefined {
  const kinds = body.map(({ cells }) => cellKind(cells[column] ?? "")).filter((kind) => kind !== "blank");
  for (const kind of ["number", "date", "email"] as const) {
    const count = kinds.filter((each) => each === kind).length;
    if (count > 0 && count >= 0.8 * kinds.length) return kind;
  }
  return undefined;
}
