import { defaultFirstDay } from "../../../analysis/first-day.ts";
import type { Question } from "../../../analysis/investigation.ts";
import { treeMetric } from "../../../analysis/investigation-metric.ts";
import { type Catalog, dimensionOf } from "../../../domain/catalog.ts";
import type { CohortQuery } from "../../../domain/cohort.ts";
import type { DataSet } from "../../../domain/data-set.ts";
import {
  addDays,
  daysBetween,
  type Grain,
  monthsBetween,
  type Period,
  parsePeriod,
  printPeriod,
} from "../../../domain/period.ts";
import type { Filter, Slice } from "../../../domain/slice.ts";
import { canMix } from "./can-mix.ts";
import { justBefore, yearBefore } from "./periods.ts";

/** A question, and what had to be taken otherwise than it was pointed at; or why there is none. */
export type Why = { readonly question: Question; readonly said: readonly string[] } | { readonly problem: string };

/** What "why?" is asked in. */
export interface WhyContext {
  readonly catalog: Catalog;
  readonly dataSet: DataSet;
  readonly home: Question;
}

/** Why is this cell of the grid as it is: its cohort at its age, against the cohort it is compared with. */
export function whyCell(
  query: CohortQuery,
  at: {
    readonly row: string | undefined;
    readonly column: string | undefined;
    readonly against?: string | undefined;
    /** Whether cell and comparison are at 100 %, so that there is no change to explain. */
    readonly isWhole?: boolean;
  },
  context: WhyContext,
): Why {
  const { home } = context;
  const said: string[] = [];
  const own: readonly Filter[] =
    query.split === undefined || at.row === undefined ? [] : [{ dimension: query.split, op: "in", values: [at.row] }];
  const filters = customerFilters([...query.filters, ...own], context.catalog, said);
  const metric = metricFor(query.measure, context, said);
  const cohort = query.split === undefined && at.row !== undefined ? cohortPeriod(query.grain, at.row) : undefined;
  const pointed = windowOf(query, cohort, at.column, said);
  const window = at.isWhole === true ? afterWhole(pointed, metric, said) : withFirstDay(pointed, metric);
  const question = { ...home, ...window, metric, filters, switches: { ...home.switches, ...windowDays(window) } };
  if (cohort === undefined) {
    said.push(`rows are no cohorts: ${printPeriod(home.base)} to ${printPeriod(home.compare)}`);
    return { question: withoutDays(question), said };
  }
  const against = at.against === undefined ? undefined : cohortPeriod(query.grain, at.against);
  return between(withoutDays(question), cohort, against, context, said);
}

/** Why is this value of a slice as it is: its customers, by the cohorts that its filters or its period name. */
export function whySlice(slice: Slice, selection: readonly Filter[], context: WhyContext): Why {
  const said: string[] = [];
  const kept = slice.filters.filter((one) => !selection.some((other) => other.dimension === one.dimension));
  const all = [...kept, ...selection];
  const times = all.filter((one) => isAcquisition(one, context.catalog));
  const runs = cohortsKept(times, context.catalog);
  if (runs?.length === 0) return { problem: "No customer came in all of these periods: lift a filter" };
  const ages = all.filter((one) => windowOfAge(one) !== undefined);
  const others = all.filter((one) => !times.includes(one) && !(ages.length === 1 && ages.includes(one)));
  const filters = customerFilters(others, context.catalog, said);
  const metric = metricFor(slice.measures[0] ?? "", context, said);
  const window = withFirstDay(
    ages.length === 1 ? (ages.flatMap((one) => windowOfAge(one) ?? [])[0] ?? {}) : {},
    metric,
  );
  const switches = { ...context.home.switches, ...windowDays(window) };
  const question = withoutDays({ ...context.home, ...window, metric, filters, switches });
  const [first, last] = [runs?.[0], runs?.at(-1)];
  if (first !== undefined && last !== undefined && first !== last) {
    if (runs !== undefined && runs.length > 2) said.push(firstAndLast(first, last, runs.length));
    return { question: { ...question, base: first, compare: last }, said };
  }
  if (last !== undefined) return between(question, last, againstOf(slice, last), context, said);
  if (slice.period !== undefined) {
    said.push("the days are taken as those on which customers came");
    return between(question, slice.period, againstOf(slice, slice.period), context, said);
  }
  return { question, said };
}

function firstAndLast(first: Period, last: Period, count: number): string {
  const two = `${printPeriod(first)} and ${printPeriod(last)}`;
  return `${two} are compared, the first and the last of ${count} periods: c chooses others`;
}

/** The two periods: what it is held against where that is named, else the year before, else the one just before. */
function between(
  question: Question,
  compare: Period,
  against: Period | undefined,
  { dataSet }: WhyContext,
  said: string[],
): Why {
  if (against !== undefined && (against.to < compare.from || against.from > compare.to)) {
    const isBefore = against.from < compare.from;
    const [base, other] = isBefore ? [against, compare] : [compare, against];
    return { question: { ...question, base, compare: other }, said };
  }
  const before = yearBefore(compare);
  if (before.from >= dataSet.from) return { question: { ...question, base: before, compare }, said };
  const previous = justBefore(compare);
  if (previous.to < dataSet.from)
    return { problem: `Nothing is before ${printPeriod(compare)}: choose a later cohort` };
  said.push(`the data has no year before ${printPeriod(compare)}: against ${printPeriod(previous)}; c chooses another`);
  return { question: { ...question, base: previous, compare }, said };
}

interface Window {
  readonly firstDay?: number;
  readonly days?: number;
}

/** The days of lifetime that a column stands for; a calendar column is taken in days of each customer's own. */
function windowOf(query: CohortQuery, cohort: Period | undefined, column: string | undefined, said: string[]): Window {
  const unit = { month: 30, week: 7, quarter: 90 }[query.grain];
  const isAge = query.axis === "tenure";
  const age = isAge ? Number(column ?? "0") : ageOf(query.grain, cohort, column);
  if (!Number.isInteger(age) || age < 0) return {};
  if ((!isAge || query.tenure === "calendar") && age > 0) {
    said.push(`${query.grain} ${age} is taken in ${unit} days of each customer's own`);
  }
  const isSum = query.values === "cumulative" || query.measure.startsWith("cumulative");
  if (isSum) return { days: unit * (age + 1) };
  return age === 0 ? { days: unit } : { firstDay: unit * age, days: unit };
}

/** Where no days were pointed at: those that are the metric's default. */
function withFirstDay(window: Window, metric: string): Window {
  const firstDay = defaultFirstDay(metric);
  return window.days !== undefined || firstDay === 0 ? window : { ...window, firstDay };
}

/** Days in which the metric can differ, in place of first days in which everybody is still there. */
function afterWhole(window: Window, metric: string, said: string[]): Window {
  const firstDay = defaultFirstDay(metric);
  if (firstDay === 0 || window.firstDay !== undefined) return window;
  said.push(`everybody is there in the first days: taken from day ${firstDay} on`);
  return { ...window, firstDay };
}

/** The days of lifetime that a filter on tenure keeps, where they follow each other. */
function windowOfAge({ dimension, op, values }: Filter): Window | undefined {
  const unit = dimension === "tenure_month" ? 30 : dimension === "tenure_week" ? 7 : 0;
  const steps = values.map(Number).toSorted((a, b) => a - b);
  const first = steps[0] ?? -1;
  const isRun = steps.every((step, index) => Number.isInteger(step) && step === first + index);
  if (unit === 0 || op !== "in" || first < 0 || !isRun) return undefined;
  return { ...(first === 0 ? {} : { firstDay: first * unit }), days: steps.length * unit };
}

function ageOf(grain: CohortQuery["grain"], cohort: Period | undefined, column: string | undefined): number {
  const there = column === undefined ? undefined : cohortPeriod(grain, column);
  if (cohort === undefined || there === undefined) return 0;
  if (grain === "week") return Math.round(daysBetween(cohort.from, there.from) / 7);
  return monthsBetween(cohort.from, there.from) / (grain === "quarter" ? 3 : 1);
}

function windowDays({ days }: Window): { readonly windowDays?: number } {
  return days === undefined ? {} : { windowDays: days };
}

function withoutDays({ days: _, ...question }: Question & Window): Question {
  return question;
}

/** A measure's own metric; where none can be taken apart for it, the home metric. */
function metricFor(measure: string, { catalog, home }: WhyContext, said: string[]): string {
  const name = measure.replace(/^cumulative_net/, "net_revenue");
  const perCustomer = `${name}_per_customer`;
  const known = [name, perCustomer].filter((one) => catalog.measures.some((own) => own.name === one));
  const found = known.filter((one) => treeMetric(one) !== undefined).at(-1);
  if (found !== undefined) return found;
  const other = catalog.measures.findLast((one) => known.includes(one.name) && canMix(catalog, one));
  if (other !== undefined) return other.name;
  const label = catalog.measures.find((one) => one.name === measure)?.label ?? measure;
  said.push(`${label.toLowerCase()} is explained through net revenue per customer`);
  return home.metric;
}

function customerFilters(filters: readonly Filter[], catalog: Catalog, said: string[]): readonly Filter[] {
  const isOfCustomer = ({ dimension }: Filter) => dimensionOf(catalog, dimension).of === "customer";
  const out = filters.filter((one) => !isOfCustomer(one)).map((one) => dimensionOf(catalog, one.dimension).label);
  if (out.length > 0) said.push(`left out, being of order lines: ${[...new Set(out)].join(", ").toLowerCase()}`);
  return filters.filter(isOfCustomer);
}

function isAcquisition({ dimension, op }: Filter, catalog: Catalog): boolean {
  const found = dimensionOf(catalog, dimension);
  return op === "in" && found.of === "customer" && ["day", "week", "month", "quarter"].includes(found.type);
}

/** The periods in which customers came whom all these filters keep, in order; undefined where none names any. */
function cohortsKept(times: readonly Filter[], catalog: Catalog): readonly Period[] | undefined {
  const named = times.map((one) => runsOf(periodsNamed(one, catalog))).filter((runs) => runs.length > 0);
  return named.length === 0 ? undefined : named.reduce(inBoth);
}

function inBoth(some: readonly Period[], others: readonly Period[]): readonly Period[] {
  const later = (one: string, other: string) => (one > other ? one : other);
  const earlier = (one: string, other: string) => (one < other ? one : other);
  return some
    .flatMap((one) => others.map((other) => ({ from: later(one.from, other.from), to: earlier(one.to, other.to) })))
    .filter(({ from, to }) => from <= to);
}

function periodsNamed({ dimension, values }: Filter, catalog: Catalog): readonly Period[] {
  const { type } = dimensionOf(catalog, dimension);
  return values.filter((value) => value !== "").map((value) => cohortPeriod(type as Grain, value));
}

/** Days of a cohort's key; a week's key is its Monday. */
function cohortPeriod(grain: Grain, key: string): Period {
  const period = parsePeriod(key);
  return grain === "week" ? { from: period.from, to: addDays(period.to, 6) } : period;
}

/** In order, neighbours as one period. */
function runsOf(periods: readonly Period[]): readonly Period[] {
  const runs: Period[] = [];
  for (const period of periods.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = runs.at(-1);
    if (last !== undefined && period.from <= addDays(last.to, 1))
      runs[runs.length - 1] = { from: last.from, to: period.to };
    else runs.push(period);
  }
  return runs;
}

function againstOf({ against }: Slice, compare: Period): Period | undefined {
  if (against === undefined || against === "year") return undefined;
  return against === "prior" ? justBefore(compare) : against;
}
