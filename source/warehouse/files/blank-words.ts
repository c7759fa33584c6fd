import { cellKind } from "./cell-kind.ts";
import type { TextRecord } from "./split-records.ts";

/** What databases write for no value, and nobody for anything else. */
export const nullWords = ["NULL", "\\N"] as const;
/** What may also be a text: the code of Namibia, a name. */
const possible = new Set([
  "(null)",
  "[NULL]",
  "<NULL>",
  "null",
  "NaN",
  "nan",
  "NaT",
  ".",
  "#NULL!",
  "<NA>",
  "NA",
  "N/A",
  "#N/A",
  "None",
]);
const fewest = 3;

/**
 * The words that stand for no value, by the place of the column, in a table of which these are the first records: the usual
 * ones that occur among the numbers or dates of some column. They are texts in a column of codes, where NA may be North America.
 */
export function blankWords(records: readonly TextRecord[]): ReadonlyMap<number, readonly string[]> {
  const width = records.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const columns = Array.from({ length: width }, (_, column) => records.map(({ cells }) => cells[column] ?? ""));
  const words = new Set<string>();
  for (const cells of columns) {
    const own = cells.filter((cell) => possible.has(cell));
    if (own.length > 0 && areValues(cells)) for (const word of own) words.add(word);
  }
  if (words.size === 0) return new Map();
  return new Map([...columns.entries()].filter(([, cells]) => !areCodes(cells)).map(([place]) => [place, [...words]]));
}

/** Whether a column holds numbers or dates, apart from such words. */
function areValues(cells: readonly string[]): boolean {
  const kinds = cells
    .filter((cell) => !possible.has(cell))
    .map(cellKind)
    .filter((kind) => kind !== "blank");
  return kinds.length >= fewest && kinds.filter((kind) => kind !== "text").length >= 0.8 * kinds.length;
}

/** Whether a column holds a few short codes, such as EMEA and APAC, or DE and US. */
function areCodes(cells: readonly string[]): boolean {
  const others = cells.filter((cell) => cell !== "" && !possible.has(cell));
  return others.length > 0 && others.every((cell) => /^[A-Z]{2,5}$/.test(cell));
}
