import { cellKind, filledIn } from "./cell-kind.ts";
import { valueKind } from "./header-row.ts";
import { isPeriodName } from "./period-names.ts";
import type { TextRecord } from "./split-records.ts";

/** Whether a record below a table could be the header of another one, by the table's records just above it. */
export function mayBeginTable(cells: readonly string[], above: readonly TextRecord[], isAfterBreak: boolean): boolean {
  if (!areNames(cells)) return false;
  const isAmong = (cell: string, column: number) => above.some((row) => row.cells[column]?.trim() === cell.trim());
  if (cells.some((cell, column) => cell.trim() !== "" && isAmong(cell, column))) return false;
  const width = Math.max(...above.map((row) => row.cells.length));
  const valued = Array.from({ length: width }, (_, at) => at).filter((at) => valueKind(above, at) !== undefined);
  const named = valued.filter((column) => (cells[column] ?? "").trim() !== "");
  if (isAfterBreak) return named.length > 0 || (cells.length !== width && filledIn(cells) > 2);
  // Without a break above it, it could be a damaged record.
  return named.length > 1 && named.length === valued.length && !cells.some((cell) => /\d/.test(cell));
}

/** How many records must fit below names for these to be a header: a note is often a name and a value. */
export function rowsNeeded(names: readonly string[]): number {
  return filledIn(names) > 2 ? 1 : 2;
}

/** Whether a record could be one of the table with these names: values below names, and nothing where there is no name. */
export function fitsBelow(names: readonly string[], { cells }: TextRecord): boolean {
  const isNamed = (column: number) => (names[column] ?? "").trim() !== "" || (column === 0 && names.length > 2);
  const kinds = cells.map((cell) => cellKind(cell));
  if (filledIn(cells) < 2 || kinds.some((kind, column) => kind !== "blank" && !isNamed(column))) return false;
  return kinds.some((kind) => kind !== "blank" && kind !== "text");
}

/** A table among the lines above another one: names of at least three columns, and rows that fit below them. */
export interface TableAbove {
  readonly names: TextRecord;
  readonly rows: readonly TextRecord[];
}

/** The tables among the lines above another one, which are notes otherwise. */
export function tablesAmong(notes: readonly TextRecord[]): readonly TableAbove[] {
  const found: TableAbove[] = [];
  for (let at = 0; at < notes.length; at += 1) {
    const names = notes[at];
    if (names === undefined || filledIn(names.cells) < 3 || !areNames(names.cells)) continue;
    const below = notes.slice(at + 1);
    const end = below.findIndex((record) => !fitsBelow(names.cells, record));
    const rows = end < 0 ? below : below.slice(0, end);
    if (rows.length < 2) continue;
    found.push({ names, rows });
    at += rows.length;
  }
  return found;
}

/** Whether a header is that of the table above again, in other letters, or the lower one of its two rows. */
export function isSameHeader(cells: readonly string[], header: readonly string[] | undefined): boolean {
  if (header === undefined) return false;
  const plain = (cell: string | undefined) => (cell ?? "").trim().toLowerCase();
  return cells.every((cell, column) => plain(cell) === "" || plain(header[column]).endsWith(plain(cell)));
}

/** Different texts without numbers other than those of periods. */
function areNames(cells: readonly string[]): boolean {
  const own = new Set<string>();
  for (const cell of cells) {
    const name = cell.trim().toLowerCase();
    if (name === "") continue;
    if (own.has(name) || !isName(name)) return false;
    own.add(name);
  }
  return own.size > 1;
}

/** Called for nearly every record, most of which have a number in their first cells. */
function isName(text: string): boolean {
  if (text.length > longestName || text.endsWith(":")) return false;
  if (/\d{2}/.test(text))
    return /(^|\D)(19|20)\d{2}(\D|$)/.test(text) && cellKind(text) !== "date" && isPeriodName(text);
  return /\p{L}/u.test(text) && cellKind(text) === "text";
}

const longestName = 60;
