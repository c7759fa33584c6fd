import type { CohortGrid, GridCell, GridComparison, GridRow } from "../domain/cohort.ts";
import { changeShare } from "../domain/equal-age.ts";
import { nearest } from "../domain/nearest.ts";
import { addDays, addMonths, parsePeriod, printStart } from "../domain/period.ts";
import { questionErrors } from "../errors/question.ts";
import type { UsageError } from "../errors.ts";
import type { GridPlan } from "./cohort-values.ts";

/**
 * Sets each row beside another at equal age: the cohort of a year before, or one named cohort. Columns count from each
 * row's own first one, and only those that both have complete; sums are compared as sums, rates as their mean.
 */
export function compareRows(
  plan: GridPlan,
  rows: readonly GridRow[],
  columns: CohortGrid["columns"],
): readonly GridRow[] {
  const { compare } = plan.query;
  if (compare === undefined || columns.length === 0) return rows;
  const byKey = new Map(rows.map((row) => [row.key, row]));
  if (compare !== "year" && !byKey.has(compare)) throw unknownCohort(compare, [...byKey.keys()]);
  return rows.map((row) => {
    const other = byKey.get(compare === "year" ? (yearBefore(plan, row.key) ?? "") : compare);
    const comparison = other && other.key !== row.key ? compareTwo(plan, row, other) : undefined;
    return comparison ? { ...row, comparison } : row;
  });
}

function unknownCohort(wanted: string, keys: readonly string[]): UsageError {
  const near = nearest(wanted, keys);
  return questionErrors.noCohort({ wanted, first: keys[0] ?? "", last: keys.at(-1) ?? "", near });
}

function yearBefore({ query, isCohortRows }: GridPlan, key: string): string | undefined {
  if (!isCohortRows) return undefined;
  if (query.grain === "week") return addDays(key, -364);
  return printStart(query.grain, addMonths(parsePeriod(key).from, -12));
}

function compareTwo(plan: GridPlan, row: GridRow, other: GridRow): GridComparison | undefined {
  const [now, before] = [agedCells(row), agedCells(other)];
  const window: [GridCell, GridCell][] = [];
  for (const [age, cell] of now.entries()) {
    const earlier = before[age];
    if (!cell?.complete || !earlier?.complete) break;
    window.push([cell, earlier]);
  }
  if (window.length === 0) return undefined;
  const value = summary(
    plan,
    window.map(([cell]) => cell),
  );
  const earlier = summary(
    plan,
    window.map(([, cell]) => cell),
  );
  const change = changeShare(value, earlier);
  return { against: other.key, columns: window.length, value, before: earlier, change };
}

/** Cells from the row's own first column on. */
function agedCells(row: GridRow): readonly (GridCell | undefined)[] {
  const first = row.cells.findIndex((cell) => cell !== undefined);
  return first < 0 ? [] : row.cells.slice(first);
}

function summary(plan: GridPlan, cells: readonly GridCell[]): number {
  if (plan.isCumulative || plan.query.values === "percent") return cells.at(-1)?.value ?? 0;
  const sum = cells.reduce((total, cell) => total + (cell.value ?? 0), 0);
  return plan.measure.unit === "ratio" || plan.measure.unit === "customers" ? sum / cells.length : sum;
}
