import type { Catalog } from "../../domain/catalog.ts";
import { dimensionOf } from "../../domain/catalog.ts";
import { addDays, addMonths, type Period, printPeriod, startOf, yearBefore } from "../../domain/period.ts";
import type { Filter } from "../../domain/slice.ts";
import { questionErrors } from "../../errors/question.ts";
import { planFilters } from "../../query/predicate.ts";
import type { TotalsScope } from "../../query/totals-scope.ts";
import { conditionText } from "../condition-text.ts";
import type { Question } from "../investigation.ts";
import { nearestBase } from "../nearest-base.ts";

/** Why the total of a measure over all customers differs between two calendar periods. */
export interface PeriodQuestion {
  readonly of: "period";
  readonly metric: string;
  readonly base: Period;
  readonly compare: Period;
  readonly filters: readonly Filter[];
  readonly seed: number;
  readonly replicates: number;
}

/** Why the total of a measure differs between two groups of customers in the same days. */
export interface GroupsQuestion {
  readonly of: "groups";
  readonly metric: string;
  readonly period: Period;
  readonly baseWhere: readonly Filter[];
  readonly compareWhere: readonly Filter[];
  /** On both groups. */
  readonly filters: readonly Filter[];
  readonly seed: number;
  readonly replicates: number;
}

export type TotalsQuestion = PeriodQuestion | GroupsQuestion;
export type AnyQuestion = Question | TotalsQuestion;

export function isTotals(question: AnyQuestion): question is TotalsQuestion {
  return "of" in question;
}

/** The labels of the two sides: `2024-Q1`, or the group's filters. */
export function sideLabels(question: TotalsQuestion): readonly [string, string] {
  if (question.of === "period") return [printPeriod(question.base), printPeriod(question.compare)];
  const group = (filters: readonly Filter[]) => filters.map(conditionText).join(" and ");
  return [group(question.baseWhere), group(question.compareWhere)];
}

/**
 * The options of the two groups by what customers bought first, of which each customer has one value; undefined if the
 * catalog has no such dimension, or if both groups keep the same value.
 */
function groupsAtEntry({ baseWhere, compareWhere }: GroupsQuestion, catalog: Catalog): string | undefined {
  const known = new Set(catalog.dimensions.map(({ name }) => name));
  const all = [...baseWhere, ...compareWhere];
  const shared = baseWhere
    .flatMap(({ values }) => values)
    .some((value) => compareWhere.some((one) => one.values.includes(value)));
  if (shared || !all.every(({ dimension }) => known.has(`acquisition_${dimension}`))) return undefined;
  const option = (name: string, filters: readonly Filter[]) =>
    filters.map((one) => `--${name} "acquisition_${conditionText(one)}"`).join(" ");
  return `${option("base-where", baseWhere)} ${option("compare-where", compareWhere)}`;
}

/** Throws UserError with the nearest question if customers are in both groups; periods may share customers. */
export function refuseShared(question: TotalsQuestion, catalog: Catalog, customers: number): void {
  if (question.of !== "groups" || customers === 0) return;
  const groups = sideLabels(question);
  const common = commonValues(question, catalog);
  if (common !== undefined) throw questionErrors.sharedValues({ groups, common });
  const nearest = groupsAtEntry(question, catalog);
  throw questionErrors.sharedCustomers({ groups, customers, nearest });
}

/** The values, as `home_store=H1`, that both groups keep of something that each customer has one value of; undefined if none. */
function commonValues({ baseWhere, compareWhere }: GroupsQuestion, catalog: Catalog): string | undefined {
  const ofCustomers = baseWhere.filter(({ dimension }) => dimensionOf(catalog, dimension).of === "customer");
  for (const one of ofCustomers)
    for (const other of compareWhere.filter(({ dimension }) => dimension === one.dimension)) {
      const [listed, against] = one.op === "in" ? [one, other] : [other, one];
      const isKept = (value: string) => against.values.includes(value) === (against.op === "in");
      const values = listed.op === "in" ? listed.values.filter(isKept) : [];
      if (values.length > 0) return conditionText({ dimension: one.dimension, op: "in", values });
    }
  return undefined;
}

/** The newest quarter that lies wholly within the data. */
export function newestQuarter({ to }: Period): Period {
  const after = startOf("quarter", addDays(to, 1));
  return { from: addMonths(after, -3), to: addDays(after, -1) };
}

/**
 * What the statements of a question read; its filters have their dimensions resolved. Throws UserError for periods that overlap,
 * run backward or lie outside the data, and for groups without a filter; UsageError for names that the catalog does not have.
 */
export function totalsScope(question: TotalsQuestion, catalog: Catalog, days: Period): TotalsScope {
  const { seed } = question;
  const filters = planFilters(catalog, question.filters);
  if (question.of === "groups") {
    const { period, baseWhere, compareWhere } = question;
    if (baseWhere.length === 0 || compareWhere.length === 0) throw questionErrors.groupsNeeded();
    for (const { dimension } of [...baseWhere, ...compareWhere]) dimensionOf(catalog, dimension);
    refuseOutside([period], days);
    const [base, compare] = [planFilters(catalog, baseWhere), planFilters(catalog, compareWhere)];
    return { of: "groups", period, base, compare, filters, seed };
  }
  const { base, compare } = question;
  checkPeriods(base, compare);
  refuseOutside([base, compare], days);
  return { of: "period", base, compare, filters, seed };
}

function checkPeriods(base: Period, compare: Period): void {
  const labels = [printPeriod(base), printPeriod(compare)] as const;
  const periods = `base ${labels[0]}, compare ${labels[1]}`;
  if (base.from > base.to || compare.from > compare.to) throw questionErrors.backwardPeriods({ periods });
  if (base.from <= compare.to && compare.from <= base.to) {
    const nearest = printPeriod(nearestBase(compare));
    throw questionErrors.overlappingTotals({ periods, base: nearest, compare: labels[1] });
  }
  if (base.from > compare.from) throw questionErrors.swappedPeriods({ periods, base: labels[0], compare: labels[1] });
}

/** Rejects periods without a day in the data, naming the nearest two periods that can be compared. */
function refuseOutside(periods: readonly Period[], days: Period): void {
  const outside = periods.find(({ from, to }) => to < days.from || from > days.to);
  if (outside === undefined) return;
  const compare = newestQuarter(days);
  const base = yearBefore(compare);
  throw questionErrors.outsideData({
    period: printPeriod(outside),
    days: `${days.from} to ${days.to}`,
    base: printPeriod(base),
    compare: printPeriod(compare),
  });
}
