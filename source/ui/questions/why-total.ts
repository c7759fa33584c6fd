import type { PeriodQuestion } from "../../analysis/totals/question.ts";
import { totalsMeasures } from "../../analysis/totals/totals-investigation.ts";
import { type Catalog, totalMeasure } from "../../domain/catalog.ts";
import { planComparison } from "../../domain/cohort.ts";
import {
  daysBetween,
  isWholeMonths,
  justBefore,
  monthsBetween,
  monthsIn,
  type Period,
  printPeriod,
  shiftDays,
  shiftMonths,
  yearBefore,
} from "../../domain/period.ts";
import type { Filter, Slice } from "../../domain/slice.ts";
import { labelOf } from "../state/measures.ts";
import { inBoth, isAcquisition, isOnDays, periodsKept, refused, type Why, type WhyContext } from "./why.ts";

/** A number of a slice. */
export interface PointedValue {
  readonly measure: string;
  /** The filters that select its row; none for the whole slice. */
  readonly selection: readonly Filter[];
  /** What the number is, if not a plain value of the measure: a share, the rest beyond the first values. */
  readonly isNot?: string | undefined;
}

/** The days of the order lines in a number of a slice: its period, narrowed by filters on the lines' days. */
export interface LineDays {
  /** Undefined if they are not consecutive or cannot be named. */
  readonly period: Period | undefined;
  readonly filters: readonly Filter[];
}

/** Undefined if a number covers order lines of all days. */
export function lineDays(slice: Slice, filters: readonly Filter[], catalog: Catalog): LineDays | undefined {
  const onDays = filters.filter((one) => isOnDays(one, catalog));
  const own = slice.period === undefined ? [] : [[slice.period]];
  if (onDays.length === 0 && own.length === 0) return undefined;
  if (onDays.some(({ op }) => op === "not_in")) return { period: undefined, filters: onDays };
  const runs = [...own, ...onDays.map((filter) => periodsKept(filter, catalog))].reduce(inBoth);
  return { period: runs.length === 1 ? runs[0] : undefined, filters: onDays };
}

/** Why does a period have this total: the order lines of its days against the same lines of the compared days. */
export function whyTotal(
  slice: Slice,
  { measure, isNot }: PointedValue,
  all: readonly Filter[],
  days: LineDays,
  context: WhyContext,
): Why {
  const { catalog, dataSet, home } = context;
  const unexplained: string[] = isNot === undefined ? [] : [isNot];
  const metric = totalMetric(measure, catalog);
  if (metric !== measure) unexplained.push(labelOf(catalog, measure).toLowerCase());
  const cohorts = all.filter((one) => isAcquisition(one, catalog));
  if (cohorts.length > 0) unexplained.push("cohorts, which the comparison moves together with the days");
  if (days.period === undefined) unexplained.push("days that do not follow each other");
  const compare = days.period ?? slice.period ?? home.compare;
  if (compare.to > dataSet.to) unexplained.push("days that are not over yet");
  const filters = all.filter((one) => !days.filters.includes(one) && !cohorts.includes(one));
  const base = baseOf(slice, compare, days);
  const found = [base, justBefore(compare)].find((one) => one.from >= dataSet.from && one.to < compare.from);
  if (found === undefined) return { problem: `Nothing is before ${printPeriod(compare)}: choose later days` };
  const { seed, replicates } = home;
  const question: PeriodQuestion = { of: "period", metric, base: found, compare, filters, seed, replicates };
  if (unexplained.length > 0)
    return refused(unexplained, question, `in ${printPeriod(compare)} against ${printPeriod(found)}`, catalog);
  const said =
    found === base ? [] : [`the data has no ${printPeriod(base)}: against ${printPeriod(found)}; c chooses another`];
  return { question, said };
}

/** The days that the slice is compared with; the year before if it has no comparison. */
function baseOf({ period, against }: Slice, compare: Period, { filters }: LineDays): Period {
  if (against === undefined || against === "year" || against === planComparison) return yearBefore(compare);
  const named = period ?? compare;
  if (against !== "prior" && filters.length === 0) return against;
  const before = against === "prior" ? justBefore(named) : against;
  if (isWholeMonths(named) && isWholeMonths(before)) {
    const months = against === "prior" ? monthsIn(named) : monthsBetween(before.from, named.from);
    return shiftMonths(compare, -months);
  }
  return shiftDays(compare, -daysBetween(before.from, named.from));
}

/** The metric of a measure's total; net revenue if that total cannot be explained. */
export function totalMetric(measure: string, catalog: Catalog): string {
  const found = catalog.measures.find((one) => one.name === measure);
  const total = found === undefined ? measure : totalMeasure(catalog, found).name;
  return totalsMeasures[total] === undefined ? "net_revenue" : total;
}
