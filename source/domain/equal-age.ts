import { difference, type Figure } from "./amount.ts";
import type { CohortGrid, GridCell, GridRow } from "./cohort.ts";
import { cohortBefore, cohortYearBefore } from "./period.ts";

/** The key of the row that a cohort is compared with: a year earlier, the previous period, or a named one. */
export function comparedKey(compare: string, cohort: string): string | undefined {
  if (compare === "year") return cohortYearBefore(cohort);
  return compare === "prior" ? cohortBefore(cohort) : compare;
}

/** A cell beside the compared row's cell at equal age. */
export interface CellComparison {
  /** Key of the compared row. */
  readonly against: string;
  readonly before: Figure;
  readonly change: Figure;
  /** As `changeShare` gives it. */
  readonly share: number | undefined;
}

/**
 * Sets one cell beside the compared row's cell of equal age: the same number of columns after that row's own first one.
 * Undefined without a comparison, or if either cell is missing or has customers who did not live through all of it.
 */
export function compareCell(grid: CohortGrid, row: GridRow, column: number): CellComparison | undefined {
  const against = row.against;
  const cell = row.cells[column];
  const other = against === undefined ? undefined : grid.rows.find((one) => one.key === against);
  if (against === undefined || other === undefined) return undefined;
  const before = cellAtAge(other, column - firstColumn(row));
  if (!cell?.complete || !before?.complete || cell.value === undefined || before.value === undefined) return undefined;
  const change = difference(cell.value, before.value);
  const share = changeShare(Number(cell.value), Number(before.value));
  return { against, before: before.value, change, share };
}

/**
 * The change from `before` to `now` over the size of `before`, so that a rise is positive even if `before` is negative;
 * undefined if `before` is 0.
 */
export function changeShare(now: number, before: number): number | undefined {
  return before === 0 ? undefined : (now - before) / Math.abs(before);
}

/** The cell `age` columns after the row's own first one. */
export function cellAtAge(row: GridRow, age: number): GridCell | undefined {
  return age < 0 ? undefined : row.cells[firstColumn(row) + age];
}

/** Index of the first column that the row can have. */
export function firstColumn(row: GridRow): number {
  return Math.max(
    0,
    row.cells.findIndex((cell) => cell !== undefined),
  );
}
