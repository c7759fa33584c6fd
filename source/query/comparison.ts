import type { Dimension } from "../domain/catalog.ts";
import { filterPeriod, isTime } from "../domain/dimension-value.ts";
import {
  addDays,
  addMonths,
  daysBetween,
  isWholeMonths,
  monthsBetween,
  type Period,
  printPeriod,
  shiftDays,
  shiftMonths,
  startOf,
} from "../domain/period.ts";
import type { Slice } from "../domain/slice.ts";
import { UsageError } from "../errors.ts";
import type { Aggregate, Key } from "./aggregate.ts";
import type { PlannedFilter } from "./predicate.ts";

/**
 * The same slice at another time: every time filter moves by the same distance, the days of the order lines and the
 * cohorts alike, so that customers are compared at equal age.
 */
export interface PlannedComparison {
  readonly description: string;
  shift(aggregate: Aggregate): Aggregate;
  /** A key of the earlier period as the key it is compared with. */
  keyNow(by: readonly Dimension[], key: Key): Key;
}

interface Distance {
  readonly unit: "months" | "days";
  readonly count: number;
}

/** How a slice's comparison is to be had; undefined without one. Throws UsageError where no time is named to compare. */
export function comparisonOf(slice: Slice, aggregate: Aggregate): PlannedComparison | undefined {
  if (slice.against === undefined) return undefined;
  const named = slice.period ?? acquisitionPeriod(aggregate.filters);
  if (!named) {
    throw new UsageError("There is no period to compare", {
      why: "A comparison moves the period of the slice, and this slice covers all of the data.",
      next: 'Give one, for example --from 2025-01-01 --to 2025-03-31, or --where "acquisition_quarter=2025-Q1".',
    });
  }
  const distance = distanceTo(named, slice.against);
  const target = typeof slice.against === "object" ? slice.against : undefined;
  return {
    description: describe(aggregate, distance, target),
    shift: (from) => ({
      ...from,
      period: from.period && (target ?? movePeriod(from.period, distance, -1)),
      filters: from.filters.map((filter) => moveFilter(filter, distance)),
      without: from.without && {
        by: from.without.by,
        keys: from.without.keys.map((key) => moveKey(from.without?.by ?? [], key, distance, -1)),
      },
    }),
    keyNow: (by, key) => moveKey(by, key, distance, 1),
  };
}

function acquisitionPeriod(filters: readonly PlannedFilter[]): Period | undefined {
  const filter = filters.find((candidate) => isTime(candidate.dimension) && candidate.op === "in");
  const periods = filter?.values
    .map((value) => filterPeriod(filter.dimension, value))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  const first = periods?.[0];
  return first && { from: first.from, to: periods?.at(-1)?.to ?? first.to };
}

function distanceTo(period: Period, against: NonNullable<Slice["against"]>): Distance {
  if (against === "year") return { unit: "months", count: 12 };
  if (against === "prior") {
    return isWholeMonths(period)
      ? { unit: "months", count: monthsBetween(period.from, addDays(period.to, 1)) }
      : { unit: "days", count: daysBetween(period.from, period.to) + 1 };
  }
  return isWholeMonths(period) && isWholeMonths(against)
    ? { unit: "months", count: monthsBetween(against.from, period.from) }
    : { unit: "days", count: daysBetween(against.from, period.from) };
}

function movePeriod(period: Period, { unit, count }: Distance, sign: 1 | -1): Period {
  return unit === "months" ? shiftMonths(period, sign * count) : shiftDays(period, sign * count);
}

function moveFilter(filter: PlannedFilter, distance: Distance): PlannedFilter {
  if (!isTime(filter.dimension)) return filter;
  const values = filter.values.map((value) => {
    if (value === "") return value;
    const moved = movePeriod(filterPeriod(filter.dimension, value), distance, -1);
    return filter.dimension.type === "week" ? startOf("week", addDays(moved.from, 3)) : printPeriod(moved);
  });
  return { ...filter, values };
}

function moveKey(by: readonly Dimension[], key: Key, distance: Distance, sign: 1 | -1): Key {
  return by.map((dimension, index) => {
    const value = key[index] ?? null;
    return isTime(dimension) && typeof value === "string" ? moveStart(dimension, value, distance, sign) : value;
  });
}

function moveStart(dimension: Dimension, start: string, { unit, count }: Distance, sign: 1 | -1): string {
  const moved = unit === "months" ? addMonths(start, sign * count) : addDays(start, sign * count);
  return dimension.type === "week" ? startOf("week", addDays(moved, 3)) : moved;
}

function describe(aggregate: Aggregate, distance: Distance, target: Period | undefined): string {
  const lines = aggregate.period && (target ?? movePeriod(aggregate.period, distance, -1));
  const moved = aggregate.filters
    .filter((filter) => isTime(filter.dimension))
    .map((filter) => `${filter.dimension.label.toLowerCase()} ${moveFilter(filter, distance).values.join(", ")}`);
  return [...(lines ? [printPeriod(lines)] : []), ...moved].join(" · ");
}
