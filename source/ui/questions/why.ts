import type { Question } from "../../analysis/investigation.ts";
import { treeMetric } from "../../analysis/investigation-metric.ts";
import type { AnyQuestion } from "../../analysis/totals/question.ts";
import { totalsMeasures } from "../../analysis/totals/totals-investigation.ts";
import { type Catalog, dimensionOf, type Measure, perCustomer, totalMeasure } from "../../domain/catalog.ts";
import type { DataSet } from "../../domain/data-set.ts";
import { isTime } from "../../domain/dimension-value.ts";
import {
  addDays,
  daysBetween,
  type Grain,
  isWholeMonths,
  justBefore,
  monthsIn,
  type Period,
  parsePeriod,
  printPeriod,
  shiftDays,
  shiftMonths,
  yearBefore,
} from "../../domain/period.ts";
import type { Filter } from "../../domain/slice.ts";
import { filterWords } from "../state/filters.ts";
import { labelOf } from "../state/measures.ts";
import { totalOfCohorts } from "./cohort-totals.ts";

/** The question whose headline is the number under the cursor, with remarks; or why there is none. */
export type Why = { readonly question: AnyQuestion; readonly said: readonly string[] } | { readonly problem: string };

/** The context of a "why?". */
export interface WhyContext {
  readonly catalog: Catalog;
  readonly dataSet: DataSet;
  readonly home: Question;
}

/** A question in the making: remarks on it, and what it leaves unexplained of the number under the cursor. */
export interface Draft {
  readonly said: string[];
  readonly unexplained: string[];
  /** The measure itself, if the number is a total and not per customer. */
  total?: string;
}

/** The days of lifetime that count; if absent, those of the home question. */
export interface Window {
  readonly firstDay?: number;
  readonly days?: number;
}

/** The question if it explains the number itself; otherwise what cannot be explained, and the nearest question in words. */
export function answered(question: Question, { said, unexplained, total }: Draft, context: WhyContext): Why {
  const { catalog } = context;
  const whole = total === undefined ? question : totalOfCohorts(question, total, context);
  if (unexplained.length === 0 && whole !== undefined) return { question: whole, said };
  if (total !== undefined) unexplained.unshift(`${labelOf(catalog, total).toLowerCase()} in total`);
  const near = withAgedCustomers(question, context);
  const periods = `${printPeriod(near.compare)} against ${printPeriod(near.base)}`;
  return refused(unexplained, near, `of customers acquired ${periods}, ${daysText(near)}`, catalog);
}

/** What cannot be explained, and the nearest question: its measure, what it is about, and its filters. */
export function refused(
  unexplained: readonly string[],
  { metric, filters }: AnyQuestion,
  about: string,
  catalog: Catalog,
): Why {
  const nearest = [
    `${labelOf(catalog, metric).toLowerCase()} ${about}`,
    ...filters.map((one) => filterWords(one, catalog)),
  ];
  return { problem: `Cannot explain ${unexplained.join(", nor ")}. Nearest question: ${nearest.join(", ")}` };
}

/**
 * The question itself if any of its customers have lived through its days; otherwise of the newest earlier periods of which all
 * have, or the home question if the data has none.
 */
function withAgedCustomers(question: Question, { dataSet, home }: WhyContext): Question {
  const lastDay = (question.firstDay ?? 0) + question.switches.windowDays - 1;
  const isOver = (day: string) => addDays(day, lastDay) <= dataSet.to;
  if (isOver(question.compare.from)) return question;
  let { base, compare } = question;
  const step = compare;
  while (!isOver(compare.to) && base.from >= dataSet.from) [base, compare] = [moved(base, step), moved(compare, step)];
  return base.from < dataSet.from ? home : { ...question, base, compare };
}

/** A period moved back by the length of `step`. */
function moved(period: Period, step: Period): Period {
  return isWholeMonths(step) && isWholeMonths(period)
    ? shiftMonths(period, -monthsIn(step))
    : shiftDays(period, -(daysBetween(step.from, step.to) + 1));
}

/**
 * The question with its two periods: the named comparison if there is one, otherwise the year before, otherwise the period just
 * before.
 */
export function between(
  question: Question,
  compare: Period,
  against: Period | undefined,
  draft: Draft,
  context: WhyContext,
): Why {
  const { from } = context.dataSet;
  const pair = (base: Period, later: Period) => answered({ ...question, base, compare: later }, draft, context);
  if (against !== undefined && (against.to < compare.from || against.from > compare.to))
    return against.from < compare.from ? pair(against, compare) : pair(compare, against);
  const before = yearBefore(compare);
  if (before.from >= from) return pair(before, compare);
  const previous = justBefore(compare);
  if (previous.to < from) return { problem: `Nothing is before ${printPeriod(compare)}: choose a later cohort` };
  draft.said.push(
    `the data has no year before ${printPeriod(compare)}: against ${printPeriod(previous)}; c chooses another`,
  );
  return pair(previous, compare);
}

/** The metric for the measure itself; if there is none, the nearest one, with the measure noted as unexplained. */
export function metricFor(measure: string, { catalog, home }: WhyContext, draft: Draft): string {
  const asked = catalog.measures.find((one) => one.name === measure);
  const found = asked?.cumulative ? perCustomer(catalog, totalMeasure(catalog, asked)) : asked;
  const name = found?.name ?? measure;
  const known = found === undefined ? [] : [found, perCustomer(catalog, found)].filter((one) => one !== undefined);
  // A driver tree is per customer; a measure without one is explained by mix and rate as it is.
  const isItself = found !== undefined && (treeMetric(name) ? found.additivity === "ratio" : canMix(catalog, found));
  if (isItself) return name;
  const label = labelOf(catalog, measure).toLowerCase();
  if (totalsMeasures[name] !== undefined && known.length > 1) draft.total = name;
  else draft.unexplained.push(known.length > 1 ? `${label} in total` : label);
  const divided = catalog.measures.find((one) => one.name === asked?.numerator);
  const near = [divided, divided && perCustomer(catalog, divided), ...known].filter((one) => one !== undefined);
  const other = near.findLast((one) => treeMetric(one.name) !== undefined || canMix(catalog, one));
  return other?.name ?? home.metric;
}

/** Whether a measure without a driver tree can be explained by mix and rate: a sum over order lines, or one per customer. */
export function canMix(catalog: Catalog, { additivity, cumulative, denominator }: Measure): boolean {
  if (cumulative || additivity === "cohort") return false;
  if (additivity !== "ratio") return true;
  return catalog.measures.some((one) => one.name === denominator && one.additivity === "cohort");
}

/** The days of lifetime that a question covers. */
export function daysText({ switches: { windowDays }, firstDay = 0 }: Question): string {
  return firstDay === 0 ? `first ${windowDays} days` : `days ${firstDay}-${firstDay + windowDays - 1}`;
}

/** The filters that apply to a question about cohorts: all but those on the calendar days of order lines. */
export function cohortFilters(filters: readonly Filter[], catalog: Catalog, { unexplained }: Draft): readonly Filter[] {
  const onDays = filters.filter((one) => isOnDays(one, catalog));
  const out = onDays.map((one) => dimensionOf(catalog, one.dimension).label);
  if (out.length > 0) unexplained.push(`order lines of some ${[...new Set(out)].join(" and ").toLowerCase()} only`);
  return filters.filter((one) => !onDays.includes(one));
}

/** Whether a filter is on the calendar days of order lines. */
export function isOnDays({ dimension }: Filter, catalog: Catalog): boolean {
  const found = dimensionOf(catalog, dimension);
  return found.of === "line" && isTime(found);
}

/** The question over its own window, as booked: a cell counts every reversal, whatever its date. */
export function overDays(question: Question, { days = question.switches.windowDays, firstDay }: Window): Question {
  const { firstDay: _, ...rest } = question;
  const switches = { ...question.switches, windowDays: days, reversalDays: "any" as const };
  return { ...rest, ...(firstDay === undefined ? {} : { firstDay }), switches };
}

export function isAcquisition({ dimension, op }: Filter, catalog: Catalog): boolean {
  const found = dimensionOf(catalog, dimension);
  return op === "in" && found.of === "customer" && ["day", "week", "month", "quarter"].includes(found.type);
}

/** The acquisition periods that a filter on acquisition keeps, in order, with adjacent ones joined. */
export function periodsKept({ dimension, values }: Filter, catalog: Catalog): readonly Period[] {
  const { type } = dimensionOf(catalog, dimension);
  const named = values.filter((value) => value !== "").map((value) => cohortPeriod(type as Grain, value));
  const runs: Period[] = [];
  for (const period of named.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = runs.at(-1);
    if (last !== undefined && period.from <= addDays(last.to, 1))
      runs[runs.length - 1] = { from: last.from, to: later(last.to, period.to) };
    else runs.push(period);
  }
  return runs;
}

/** The days of a cohort's key; a week's key is its first day. */
export function cohortPeriod(grain: Grain, key: string): Period {
  const period = parsePeriod(key);
  return grain === "week" ? { from: period.from, to: addDays(period.to, 6) } : period;
}

/** The days that are in a period of both. */
export function inBoth(some: readonly Period[], others: readonly Period[]): readonly Period[] {
  return some
    .flatMap((one) => others.map((other) => ({ from: later(one.from, other.from), to: earlier(one.to, other.to) })))
    .filter(({ from, to }) => from <= to);
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}
