import { type CohortGrid, type GridRow, smallCohort } from "../../../domain/cohort.ts";

/**
 * The row to start on: the newest whose first period is complete and that has a comparison, so that "why?" has an answer at
 * once, preferably of enough customers on both sides; otherwise the newest complete one. Rows that are not cohorts start with
 * the first.
 */
export function homeRow(grid: CohortGrid): number {
  if (grid.query.split !== undefined) return 0;
  const sizes = new Map(grid.rows.map(({ key, customers }) => [key, customers]));
  const isComplete = (row: GridRow) => row.cells.find((cell) => cell !== undefined)?.complete === true;
  const isCompared = (row: GridRow) => isComplete(row) && row.against !== undefined;
  const isLarge = (row: GridRow) =>
    row.customers >= smallCohort &&
    (row.against === undefined || (sizes.get(row.against) ?? smallCohort) >= smallCohort);
  const choices = [(row: GridRow) => isCompared(row) && isLarge(row), isCompared, isComplete];
  return Math.max(0, choices.map((is) => grid.rows.findLastIndex(is)).find((row) => row >= 0) ?? 0);
}
