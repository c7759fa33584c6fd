import type { Catalog } from "../../../domain/catalog.ts";
import { type CohortQuery, type GridRow, isCumulative, stepsOf } from "../../../domain/cohort.ts";
import { addDays, addGrains, parsePeriod, printStart, startOf } from "../../../domain/period.ts";
import type { Filter } from "../../../domain/slice.ts";
import { weekStartOf } from "../../../domain/week.ts";
import { narrowedTo } from "../../state/filters.ts";
import type { PreparedGrid } from "./prepared.ts";

/**
 * The filters for the order lines and customers in one cell: those of the grid, its row, its columns (all up to this one in a
 * running total) and its cohorts. Undefined if no dimension can express it: a calendar step of tenure is a different month for
 * every cohort, so it needs cohorts as rows and customers who were acquired in the same step.
 */
export function cellFilters(
  { grid, measure }: Pick<PreparedGrid, "grid" | "measure">,
  row: GridRow,
  column: number,
  catalog: Catalog,
): readonly Filter[] | undefined {
  const { query } = grid;
  const firstColumn = isCumulative(query, measure) ? 0 : column;
  const keys = grid.columns.slice(firstColumn, column + 1).map(({ key }) => key);
  const step = columnFilter(query, row.key, keys, weekStartOf(catalog));
  if (step === undefined) return undefined;
  const own = [rowFilter(query, row.key), ...cohortFilter(query, row, column), step];
  const isKnown = own.every((filter) => catalog.dimensions.some((one) => one.name === filter.dimension));
  return isKnown ? own.reduce(narrowedTo, query.filters) : undefined;
}

/** The filters for all customers of a row: those of the grid, and its own. */
export function rowFilters(query: CohortQuery, row: string): readonly Filter[] {
  return narrowedTo(query.filters, rowFilter(query, row));
}

function rowFilter({ split, grain }: CohortQuery, row: string): Filter {
  return { dimension: split ?? `acquisition_${grain}`, op: "in", values: [row] };
}

/** By age, a row of several cohorts covers those old enough; in calendar time, all that exist by then. */
function cohortFilter({ axis, grain }: CohortQuery, row: GridRow, column: number): readonly Filter[] {
  const held = row.cohorts?.slice(0, row.cells[column]?.cohorts);
  if (axis === "calendar" || held === undefined) return [];
  return [{ dimension: `acquisition_${grain}`, op: "in", values: [spanned(held)] }];
}

function columnFilter(
  query: CohortQuery,
  row: string,
  columns: readonly string[],
  weekStart: number | undefined,
): Filter | undefined {
  if (query.brackets !== undefined) return undefined;
  const grain = stepsOf(query);
  const dimension = `transaction_${grain}`;
  if (query.axis === "calendar") return { dimension, op: "in", values: [spanned(columns)] };
  const steps = columns.map(Number);
  if (query.tenure === "rolling") {
    if (grain !== "quarter") return { dimension: `tenure_${grain}`, op: "in", values: columns };
    const months = steps.flatMap((step) => [0, 1, 2].map((month) => String(step * 3 + month)));
    return { dimension: "tenure_month", op: "in", values: months };
  }
  if (query.split !== undefined) return undefined;
  const { from, to } = parsePeriod(row);
  const first = startOf(grain, from, weekStart);
  if (first !== startOf(grain, query.grain === "week" ? addDays(to, 6) : to, weekStart)) return undefined;
  const starts = steps.map((step) => printStart(grain, addGrains(grain, first, step)));
  return { dimension, op: "in", values: [spanned(starts)] };
}

/** `2024-01..2024-06` from the first to the last of several keys, or the only key. */
function spanned(keys: readonly string[]): string {
  const [first = "", last = first] = [keys[0], keys.at(-1)];
  return first === last ? first : `${first}..${last}`;
}
