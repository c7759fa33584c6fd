import { defaultFirstDay } from "../../analysis/first-day.ts";
import type { Catalog } from "../../domain/catalog.ts";
import { planComparison } from "../../domain/cohort.ts";
import { addDays, justBefore, type Period } from "../../domain/period.ts";
import type { Filter, Slice } from "../../domain/slice.ts";
import {
  answered,
  between,
  cohortFilters,
  type Draft,
  inBoth,
  isAcquisition,
  metricFor,
  overDays,
  periodsKept,
  type Why,
  type WhyContext,
  type Window,
} from "./why.ts";
import { lineDays, type PointedValue, whyTotal } from "./why-total.ts";

/** Why does a slice have this value: its customers, by the cohort and the days of lifetime in its filters. */
export function whySlice(slice: Slice, { measure, selection, isNot }: PointedValue, context: WhyContext): Why {
  const { catalog, home } = context;
  const draft: Draft = { said: [], unexplained: isNot === undefined ? [] : [isNot] };
  const kept = slice.filters.filter((one) => !selection.some((other) => other.dimension === one.dimension));
  const all = [...kept, ...selection];
  const days = lineDays(slice, all, catalog);
  if (days !== undefined) return whyTotal(slice, { measure, selection, isNot }, all, days, context);
  const times = all.filter((one) => isAcquisition(one, catalog));
  const runs = cohortsKept(times, catalog);
  if (runs?.length === 0) return { problem: "No customer came in all of these periods: lift a filter" };
  const metric = metricFor(measure, context, draft);
  const ages = all.filter((one) => windowOfAge(one) !== undefined);
  const window = windowOf(ages, defaultFirstDay(catalog, metric), draft);
  const others = all.filter((one) => !times.includes(one) && !(ages.length === 1 && ages.includes(one)));
  const filters = cohortFilters(others, catalog, draft);
  const question = overDays({ ...home, metric, filters }, window);
  const [first, last] = [runs?.[0], runs?.at(-1)];
  if (last === undefined) {
    draft.unexplained.push("all cohorts in one number");
    return answered(question, draft, context);
  }
  if (first !== undefined && first !== last) {
    draft.unexplained.push("several cohorts in one number");
    return between(question, last, first, draft, context);
  }
  const lived = (question.firstDay ?? 0) + question.switches.windowDays;
  if (addDays(last.to, lived) > context.dataSet.to) draft.unexplained.push("customers whose days are not over yet");
  return between(question, last, againstOf(slice, last), draft, context);
}

/** The single window that the filters on tenure select; none for order lines of all ages. */
function windowOf(ages: readonly Filter[], firstDay: number, { unexplained }: Draft): Window {
  const [age, ...more] = ages;
  if (age !== undefined && more.length === 0) return windowOfAge(age) ?? {};
  unexplained.push("order lines of all ages");
  return firstDay === 0 ? {} : { firstDay };
}

/** The days of lifetime that a filter on tenure keeps, if they are consecutive. */
function windowOfAge({ dimension, op, values }: Filter): Window | undefined {
  const unit = dimension === "tenure_month" ? 30 : dimension === "tenure_week" ? 7 : 0;
  const steps = values.map(Number).toSorted((a, b) => a - b);
  const first = steps[0] ?? -1;
  const isRun = steps.every((step, index) => Number.isInteger(step) && step === first + index);
  if (unit === 0 || op !== "in" || first < 0 || !isRun) return undefined;
  return { ...(first === 0 ? {} : { firstDay: first * unit }), days: steps.length * unit };
}

/** The acquisition periods of the customers that all these filters keep, in order; undefined if no filter selects any. */
function cohortsKept(times: readonly Filter[], catalog: Catalog): readonly Period[] | undefined {
  const named = times.map((one) => periodsKept(one, catalog)).filter((runs) => runs.length > 0);
  return named.length === 0 ? undefined : named.reduce(inBoth);
}

function againstOf({ against }: Slice, compare: Period): Period | undefined {
  if (against === undefined || against === "year" || against === planComparison) return undefined;
  return against === "prior" ? justBefore(compare) : against;
}
