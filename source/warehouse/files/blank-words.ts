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
 * ones, in columns of numbers or dates only. NA may be North America in the column beside.
 */
export function blankWords(records: readonly TextRecord[]): ReadonlyMap<number, readonly string[]> {
  const seen = new Map<number, Set<string>>();
  for (const { cells } of records) {
    for (const [column, cell] of cells.entries()) {
      if (!possible.has(cell)) continue;
      const known = seen.get(column);
      if (known) known.add(cell);
      else seen.set(column, new Set([cell]));
    }
  }
  const found = [...seen].filter(([column]) => isOfValues(records, column));
  return new Map(found.map(([column, words]) => [column, [...words]]));
}

function isOfValues(records: readonly TextRecord[], column: number): boolean {
  const kinds = records
    .map(({ cells }) => cells[column] ?? "")
    .filter((cell) => !possible.has(cell))
    .map(cellKind)
    .filter((kind) => kind !== "blank");
  return kinds.length >= fewest && kinds.filter((kind) => kind !== "text").length >= 0.8 * kinds.length;
}
