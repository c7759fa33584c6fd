import type { CohortGrid } from "../../../domain/cohort.ts";

/**
 * The row to start on: the newest whose first period is complete and that has a comparison, so that "why?" has an answer at
 * once; otherwise the newest complete one. Rows that are not cohorts start with the first.
 */
export function homeRow(grid: CohortGrid): number {
  if (grid.query.split !== undefined) return 0;
  const isComplete = grid.rows.map((row) => row.cells.find((cell) => cell !== undefined)?.complete === true);
  const compared = grid.rows.findLastIndex((row, index) => isComplete[index] && row.against !== undefined);
  return compared >= 0 ? compared : Math.max(0, isComplete.lastIndexOf(true));
}
