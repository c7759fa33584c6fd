import { cellKind } from "./cell-kind.ts";
import type { TextRecord } from "./split-records.ts";

/** What databases write for no value, and nobody for anything else. */
const certain = ["NULL", "\\N"];
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
 * The words that stand for no value in a table of which these are the first records: those of databases, and of the other
 * usual ones those that stand among the numbers or dates of some column.
 */
export function blankWords(records: readonly TextRecord[]): readonly string[] {
  const seen = new Map<number, Set<string>>();
  for (const { cells } of records) {
    for (const [column, cell] of cells.entries()) {
      if (!possible.has(cell)) continue;
      const known = seen.get(column);
      if (known) known.add(cell);
      else seen.set(column, new Set([cell]));
    }
  }
  const found = [...seen].flatMap(([column, words]) => (isOfValues(records, column) ? [...words] : []));
  return [...certain, ...new Set(found)];
}

function isOfValues(records: readonly TextRecord[], column: number): boolean {
  const kinds = records
    .map(({ cells }) => cells[column] ?? "")
    .filter((cell) => !possible.has(cell))
    .map(cellKind)
    .filter((kind) => kind !== "blank");
  return kinds.length >= fewest && kinds.filter((kind) => kind !== "text").length >= 0.8 * kinds.length;
}
