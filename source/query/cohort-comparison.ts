import { type CohortGrid, type CohortQuery, type GridRow, planComparison } from "../domain/cohort.ts";
import { cellAtAge, comparedKey } from "../domain/equal-age.ts";
import { nearest } from "../domain/nearest.ts";
import { questionErrors } from "../errors/question.ts";
import type { UsageError } from "../errors.ts";

/**
 * Names the row that each row is compared with: the cohort a year earlier, the previous one, or one that the query names.
 * Cells are compared one by one at equal age (see `compareCell`). A plan is not a row: `withPlan` compares with it. Throws
 * UsageError for a row that does not exist.
 */
export function compareRows(
  query: CohortQuery,
  rows: readonly GridRow[],
  columns: CohortGrid["columns"],
): readonly GridRow[] {
  const { compare } = query;
  if (compare === undefined || compare === planComparison || columns.length === 0) return rows;
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const isNamed = compare !== "year" && compare !== "prior";
  if (isNamed && !byKey.has(compare)) throw unknownCohort(compare, [...byKey.keys()]);
  const keyFor = (row: GridRow) => (isNamed || query.split === undefined ? comparedKey(compare, row.key) : undefined);
  return rows.map((row) => {
    const other = byKey.get(keyFor(row) ?? "");
    return other && other.key !== row.key && isOfAge(row) && isOfAge(other) ? { ...row, against: other.key } : row;
  });
}

/** Whether the row's first cell is complete; if it is not, no later one is. */
function isOfAge(row: GridRow): boolean {
  return cellAtAge(row, 0)?.complete === true;
}

function unknownCohort(wanted: string, keys: readonly string[]): UsageError {
  const near = nearest(wanted, keys);
  return questionErrors.noCohort({ wanted, first: keys[0] ?? "", last: keys.at(-1) ?? "", near });
}
