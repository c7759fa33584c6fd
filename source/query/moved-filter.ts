import { type Catalog, type Dimension, dimensionOf } from "../domain/catalog.ts";
import { filterPeriod, isTime } from "../domain/dimension-value.ts";
import { fiscalPeriod } from "../domain/fiscal-year.ts";
import { endOf, type Grain, type Period, printPeriod, startOf } from "../domain/period.ts";
import { type Distance, earlier, earlierWeeks } from "./distance.ts";
import type { PlannedFilter } from "./predicate.ts";

/**
 * A filter on time, moved back by the distance. If the earlier days are not whole periods of its dimension (a quarter, one
 * month earlier), the filter is on the finer dimension that can express them.
 */
export function movedFilter(catalog: Catalog, filter: PlannedFilter, distance: Distance): PlannedFilter {
  if (filter.dimension.fiscal) return movedYears(catalog, filter, distance);
  if (!isTime(filter.dimension)) return filter;
  const periods = filter.values
    .filter((value) => value !== "")
    .map((value) => earlierPeriod(filter.dimension, value, distance));
  const dimension = coveringDimension(catalog, filter.dimension, periods);
  const moved = periods.map((period) => printFor(dimension, period));
  return { ...filter, dimension, values: [...moved, ...filter.values.filter((value) => value === "")] };
}

/** Fiscal years and quarters moved back by the distance, as days. */
function movedYears(catalog: Catalog, filter: PlannedFilter, distance: Distance): PlannedFilter {
  const dimension = dimensionOf(catalog, "transaction_date");
  const periods = filter.values.flatMap((value) => coveredYears(filter.dimension, value) ?? []);
  return { ...filter, dimension, values: periods.map((period) => printPeriod(earlier(period, distance))) };
}

/** The days of a fiscal year or quarter; undefined for no value. */
export function coveredYears({ fiscal }: Dimension, value: string): Period | undefined {
  return fiscal && fiscalPeriod(value, fiscal);
}

/** The days that a value of a time dimension covers; a week covers all of its seven. */
export function coveredDays(dimension: Dimension, value: string): Period {
  const period = filterPeriod(dimension, value);
  return dimension.type === "week" ? { from: period.from, to: endOf("week", period.to, dimension.weekStart) } : period;
}

function earlierPeriod(dimension: Dimension, value: string, distance: Distance): Period {
  const days = coveredDays(dimension, value);
  return dimension.type === "week" ? earlierWeeks(days, distance, dimension.weekStart) : earlier(days, distance);
}

/** The dimension itself, or the first finer one whose periods make up all of these days. */
function coveringDimension(catalog: Catalog, dimension: Dimension, periods: readonly Period[]): Dimension {
  const finer = catalog.dimensions.find(({ name }) => name === dimension.finer);
  if (!finer || periods.every((period) => isWhole(dimension, period))) return dimension;
  return coveringDimension(catalog, finer, periods);
}

function isWhole({ type, weekStart }: Dimension, { from, to }: Period): boolean {
  const grain = type as Grain;
  return startOf(grain, from, weekStart) === from && endOf(grain, to, weekStart) === to;
}

function printFor(dimension: Dimension, period: Period): string {
  if (dimension.type !== "week") return printPeriod(period);
  const last = startOf("week", period.to, dimension.weekStart);
  return last === period.from ? last : `${period.from}..${last}`;
}
