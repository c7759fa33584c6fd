import type { CohortGrid } from "../../../domain/cohort.ts";

/**
 * The row to begin with: the newest whose first period is complete and that has something to be compared with, so that
 * "why?" has an answer at once; else the newest complete one. Rows that are no cohorts begin with the first.
 */
export function homeRow(grid: CohortGrid): number {
  if (grid.query.split !== undefined) return 0;
  const isComplete = grid.rows.map((row) => row.cells.find((cell) => cell !== undefined)?.complete === true);
  const compared = grid.rows.findLastIndex((row, index) => isComplete[index] && row.against !== undefined);
  return compared >= 0 ? compared : Math.max(0, isComplete.lastIndexOf(true));
}
