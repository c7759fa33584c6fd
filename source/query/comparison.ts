import type { Catalog, Dimension } from "../domain/catalog.ts";
import { isTime } from "../domain/dimension-value.ts";
import { type Period, printPeriod } from "../domain/period.ts";
import type { Slice } from "../domain/slice.ts";
import { questionErrors } from "../errors/question.ts";
import type { Aggregate, Key } from "./aggregate.ts";
import { distanceTo, earlier, movedStart } from "./distance.ts";
import { coveredDays, coveredYears, movedFilter } from "./moved-filter.ts";
import type { PlannedFilter } from "./predicate.ts";

/**
 * The same slice at another time: every time filter moves by the same distance, the days of the order lines and the
 * cohorts alike, so that customers are compared at equal age.
 */
export interface PlannedComparison {
  readonly description: string;
  /** The days that this period's days are compared with. */
  readonly days: Period;
  shift(aggregate: Aggregate): Aggregate;
  /** Translates a key of the earlier period to the key it is compared with, and back. */
  keyNow(by: readonly Dimension[], key: Key): Key;
  keyBefore(by: readonly Dimension[], key: Key): Key;
}

/** How to make a slice's comparison with another time; undefined without one. Throws UsageError if the slice names no time to compare. */
export function comparisonOf(catalog: Catalog, slice: Slice, aggregate: Aggregate): PlannedComparison | undefined {
  if (slice.against === undefined || slice.against === "plan") return undefined;
  const named = slice.period ?? filteredDays(aggregate.filters);
  if (!named) throw questionErrors.nothingToCompare();
  const distance = distanceTo(named, slice.against);
  const target = typeof slice.against === "object" ? slice.against : undefined;
  refuseOverlap(slice.period, target ?? (slice.period && earlier(slice.period, distance)));
  const periodOf = (period: Period | undefined) => period && (target ?? earlier(period, distance));
  const filters = aggregate.filters.map((filter) => movedFilter(catalog, filter, distance));
  const moveKey = (by: readonly Dimension[], key: Key, sign: 1 | -1): Key =>
    by.map((dimension, index) => {
      const value = key[index] ?? null;
      return typeof value === "string" ? movedStart(dimension, value, distance, sign) : value;
    });
  return {
    description: describe(filters, periodOf(slice.period)),
    days: target ?? earlier(named, distance),
    shift: (from) => ({ ...from, period: periodOf(from.period), filters }),
    keyNow: (by, key) => moveKey(by, key, 1),
    keyBefore: (by, key) => moveKey(by, key, -1),
  };
}

/** Days on both sides show no change; a period longer than a year shares such days with the year before. */
function refuseOverlap(period: Period | undefined, before: Period | undefined): void {
  if (!period || !before || before.to < period.from || period.to < before.from) return;
  throw questionErrors.overlappingComparison({ days: printPeriod(period), before: printPeriod(before) });
}

/** From the first to the last day of the first filter that keeps times. */
function filteredDays(filters: readonly PlannedFilter[]): Period | undefined {
  const filter = filters.find(
    ({ dimension, op, values }) => isOfTime(dimension) && op === "in" && values.some(Boolean),
  );
  if (!filter) return undefined;
  const periods = filter.values
    .filter(Boolean)
    .flatMap((value) =>
      filter.dimension.fiscal ? (coveredYears(filter.dimension, value) ?? []) : coveredDays(filter.dimension, value),
    );
  if (periods.length === 0) return undefined;
  const [first = ""] = periods.map((period) => period.from).sort();
  return {
    from: first,
    to:
      periods
        .map((period) => period.to)
        .sort()
        .at(-1) ?? first,
  };
}

function isOfTime(dimension: Dimension): boolean {
  return isTime(dimension) || dimension.fiscal !== undefined;
}

function describe(filters: readonly PlannedFilter[], lines: Period | undefined): string {
  const moved = filters
    .filter((filter) => isTime(filter.dimension))
    .map(
      ({ dimension, op, values }) =>
        `${dimension.label.toLowerCase()} ${op === "in" ? "" : "not "}${values.map((value) => value || "(none)").join(", ")}`,
    );
  return [...(lines ? [printPeriod(lines)] : []), ...moved].join(" · ");
}
