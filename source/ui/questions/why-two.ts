import { conditionText } from "../../analysis/condition-text.ts";
import type { GroupsQuestion } from "../../analysis/totals/question.ts";
import { dimensionOf } from "../../domain/catalog.ts";
import { cell } from "../../domain/cell.ts";
import { type CohortQuery, stepsOf } from "../../domain/cohort.ts";
import { type Period, printPeriod } from "../../domain/period.ts";
import type { Filter, Slice } from "../../domain/slice.ts";
import { labelOf } from "../state/measures.ts";
import { cohortPeriod, refused, type Why, type WhyContext } from "./why.ts";
import { type PointedCell, whyCell } from "./why-cell.ts";
import { totalMetric } from "./why-total.ts";

/** Two rows of the grid in the column under the cursor, in the order they were marked. */
export interface MarkedRows {
  readonly rows: readonly [base: string, compare: string];
  readonly column: string | undefined;
  /** The cells of both rows. */
  readonly cells: readonly (PointedCell["cell"] | undefined)[];
}

/** Why do two marked rows differ: two cohorts at the same age, or two groups of customers in the same days. */
export function whyMarkedRows(query: CohortQuery, { rows, column, cells }: MarkedRows, context: WhyContext): Why {
  const [base, compare] = rows;
  const isComplete = cells.every((one) => one?.complete === true);
  if (query.split === undefined) {
    const [earlier, later] = base < compare ? [base, compare] : [compare, base];
    return whyCell(query, { row: later, against: earlier, column, cell: { complete: isComplete } }, context);
  }
  const unexplained: string[] = isComplete ? [] : ["a period that is not complete"];
  // By age, a row of several cohorts shows an average over those that are old enough.
  if (query.axis === "tenure") unexplained.push("rows of several cohorts by age");
  if (query.values === "percent") unexplained.push(`percent of the first ${stepsOf(query)}`);
  const days = query.axis === "calendar" && column !== undefined ? calendarDays(query, column, context) : undefined;
  const { measure, filters, split: dimension } = query;
  return groups({ measure, dimension, values: rows, filters, days, unexplained }, context);
}

/** Why do two values of a dimension in a slice differ: the same days, with the first value as the base. */
export function whyTwoValues(slice: Slice, measure: string, kept: Filter, context: WhyContext): Why {
  const [base = "", compare = ""] = kept.values;
  const filters = slice.filters.filter((one) => one !== kept);
  const about = { measure, dimension: kept.dimension, values: [base, compare] as const, filters, days: slice.period };
  return groups({ ...about, unexplained: [] }, context);
}

interface TwoGroups {
  readonly measure: string;
  readonly dimension: string;
  readonly values: readonly [base: string, compare: string];
  readonly filters: readonly Filter[];
  /** Undefined: all days of the data. */
  readonly days: Period | undefined;
  readonly unexplained: readonly string[];
}

function groups(about: TwoGroups, { catalog, dataSet, home }: WhyContext): Why {
  const { measure, dimension, values, filters, days } = about;
  const metric = totalMetric(measure, catalog);
  const of = dimensionOf(catalog, dimension).of;
  const unexplained = [
    ...(metric === measure ? [] : [labelOf(catalog, measure).toLowerCase()]),
    ...(of === "customer" ? [] : [`groups by ${labelOf(catalog, dimension).toLowerCase()}, which share customers`]),
    ...about.unexplained,
  ];
  const where = (value: string): readonly Filter[] => [{ dimension, op: "in", values: [value] }];
  const question: GroupsQuestion = {
    of: "groups",
    metric,
    period: days ?? { from: dataSet.from, to: dataSet.to },
    baseWhere: where(values[0]),
    compareWhere: where(values[1]),
    filters,
    seed: home.seed,
    replicates: home.replicates,
  };
  if (unexplained.length === 0) return { question, said: [] };
  const sides = [question.compareWhere, question.baseWhere].map((side) => cell(side.map(conditionText).join(" and ")));
  // Groups that share customers cannot be explained: two channels or regions can.
  const what = of === "customer" ? `${sides[0]} against ${sides[1]}` : "two marketing channels or regions";
  return refused(unexplained, question, `of ${what} in ${printPeriod(question.period)}`, catalog);
}

function calendarDays(query: CohortQuery, column: string, { dataSet }: WhyContext): Period {
  const { from, to } = cohortPeriod(stepsOf(query), column);
  return query.values === "cumulative" ? { from: dataSet.from, to } : { from, to };
}
