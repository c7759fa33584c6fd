import { defaultSwitches, type Question } from "../../../analysis/investigation.ts";
import type { Catalog } from "../../../domain/catalog.ts";
import type { CohortQuery } from "../../../domain/cohort.ts";
import type { Period } from "../../../domain/period.ts";

/**
 * Why is this cohort as it is: its period against the same one a year before, under the grid's filters on customers.
 * Undefined where rows are no periods of acquisition.
 */
export function questionForCohort(
  query: CohortQuery,
  cohort: string | undefined,
  home: Question | undefined,
  catalog: Catalog,
): Question | undefined {
  const compare = cohort === undefined || query.split !== undefined ? undefined : periodOf(cohort);
  if (compare === undefined) return undefined;
  const filters = query.filters.filter(
    (filter) => catalog.dimensions.find((one) => one.name === filter.dimension)?.of === "customer",
  );
  return {
    metric: home?.metric ?? "net_revenue_per_customer",
    base: aYearBefore(compare),
    compare,
    filters,
    switches: home?.switches ?? defaultSwitches,
    seed: home?.seed ?? 7,
    replicates: home?.replicates ?? 2000,
  };
}

/** Days of a month, quarter or week key, both ends included; undefined for anything else. */
export function periodOf(key: string): Period | undefined {
  const month = /^(\d{4})-(\d{2})$/.exec(key);
  if (month !== null) return months(Number(month[1]), Number(month[2]), 1);
  const quarter = /^(\d{4})-Q([1-4])$/.exec(key);
  if (quarter !== null) return months(Number(quarter[1]), Number(quarter[2]) * 3 - 2, 3);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(key)) return undefined;
  return { from: key, to: isoDay(Date.parse(`${key}T00:00:00Z`) + 6 * 86_400_000) };
}

function months(year: number, month: number, count: number): Period {
  return { from: isoDay(Date.UTC(year, month - 1, 1)), to: isoDay(Date.UTC(year, month - 1 + count, 0)) };
}

function aYearBefore(period: Period): Period {
  const isWholeMonths = period.from.endsWith("-01") && isoDay(Date.parse(period.to) + 86_400_000).endsWith("-01");
  if (!isWholeMonths) return { from: shift(period.from), to: shift(period.to) };
  const [year, month] = period.from.split("-").map(Number);
  const [endYear, endMonth] = period.to.split("-").map(Number);
  const count = ((endYear ?? 0) - (year ?? 0)) * 12 + (endMonth ?? 0) - (month ?? 0) + 1;
  return months((year ?? 0) - 1, month ?? 1, count);
}

/** 52 weeks before, so that a week stays a week. */
function shift(day: string): string {
  return isoDay(Date.parse(`${day}T00:00:00Z`) - 364 * 86_400_000);
}

function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
