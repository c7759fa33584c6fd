import { difference, type Figure } from "./amount.ts";
import { type CohortGrid, type GridCell, type GridRow, planComparison } from "./cohort.ts";
import { cohortBefore, cohortYearBefore } from "./period.ts";

/** The key of the row that a cohort is compared with: a year earlier, the previous period, or a named one. */
export function comparedKey(compare: string, cohort: string): string | undefined {
  if (compare === "year") return cohortYearBefore(cohort);
  return compare === "prior" ? cohortBefore(cohort) : compare;
}

/** A cell beside the compared row's cell at equal age, or beside its plan. */
export interface CellComparison {
  /** Key of the compared row, or `plan`. */
  readonly against: string;
  readonly before: Figure;
  readonly change: Figure;
  /** As computed by `changeShare`. */
  readonly share: number | undefined;
}

/**
 * Sets one cell beside the compared row's cell of equal age (the same number of columns after that row's own first one), or
 * beside its plan. Undefined without a comparison, or if either cell is missing or has customers who did not live through all
 * of it.
 */
export function compareCell(grid: CohortGrid, row: GridRow, column: number): CellComparison | undefined {
  const against = row.against;
  const cell = row.cells[column];
  if (against === undefined) return undefined;
  const before = against === planComparison ? plannedAt(cell) : otherAt(grid, row, column);
  if (!cell?.complete || !before?.complete || cell.value === undefined || before.value === undefined) return undefined;
  const change = difference(cell.value, before.value);
  const share = changeShare(Number(cell.value), Number(before.value));
  return { against, before: before.value, change, share };
}

function otherAt({ rows }: CohortGrid, row: GridRow, column: number): GridCell | undefined {
  const other = rows.find((one) => one.key === row.against);
  return other && cellAtAge(other, column - firstColumn(row));
}

function plannedAt(cell: GridCell | undefined): Pick<GridCell, "value" | "complete"> | undefined {
  return cell && { value: cell.planned, complete: true };
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
