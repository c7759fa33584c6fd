import type { Question } from "../../analysis/investigation.ts";
import type { GroupsQuestion } from "../../analysis/totals/question.ts";
import type { Catalog } from "../../domain/catalog.ts";
import { isWholeMonths, type Period, printPeriod } from "../../domain/period.ts";
import type { Filter } from "../../domain/slice.ts";

/**
 * The total of a measure over the same days of lifetime of two cohorts, as two groups; undefined if no filter selects those
 * days.
 */
export function totalOfCohorts(
  question: Question,
  metric: string,
  { catalog, dataSet }: { readonly catalog: Catalog; readonly dataSet: Period },
): GroupsQuestion | undefined {
  const age = ageFilter(question);
  const groups = [question.base, question.compare].map(acquiredIn);
  const [baseWhere, compareWhere] = groups;
  const isKnown = ({ dimension }: Filter) => catalog.dimensions.some(({ name }) => name === dimension);
  if (age === undefined || baseWhere === undefined || compareWhere === undefined) return undefined;
  if (![age, baseWhere, compareWhere].every(isKnown)) return undefined;
  const { seed, replicates } = question;
  return {
    of: "groups",
    metric,
    period: { from: dataSet.from, to: dataSet.to },
    baseWhere: [baseWhere],
    compareWhere: [compareWhere],
    filters: [...question.filters, age],
    seed,
    replicates,
  };
}

function acquiredIn(period: Period): Filter {
  const dimension = isWholeMonths(period) ? "acquisition_month" : "acquisition_date";
  return { dimension, op: "in", values: [printPeriod(period)] };
}

/** The days of lifetime as full months or weeks of tenure, if they are such. */
function ageFilter({ switches: { windowDays }, firstDay = 0 }: Question): Filter | undefined {
  for (const [dimension, unit] of [
    ["tenure_month", 30],
    ["tenure_week", 7],
  ] as const) {
    if (firstDay % unit !== 0 || windowDays % unit !== 0) continue;
    const values = Array.from({ length: windowDays / unit }, (_, at) => String(firstDay / unit + at));
    return { dimension, op: "in", values };
  }
  return undefined;
}
