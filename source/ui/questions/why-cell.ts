import { defaultFirstDay } from "../../analysis/first-day.ts";
import type { Catalog } from "../../domain/catalog.ts";
import { type CohortQuery, type GridCell, isCumulative, stepsOf } from "../../domain/cohort.ts";
import type { Period } from "../../domain/period.ts";
import type { Filter } from "../../domain/slice.ts";
import {
  answered,
  between,
  cohortFilters,
  cohortPeriod,
  type Draft,
  isAcquisition,
  metricFor,
  overDays,
  periodsKept,
  type Why,
  type WhyContext,
  type Window,
} from "./why.ts";

/** A cell of the grid. */
export interface PointedCell {
  readonly row: string | undefined;
  readonly column: string | undefined;
  readonly cell: Pick<GridCell, "complete"> | undefined;
  readonly against?: string | undefined;
  /** Whether both the cell and its comparison are at 100 %, so that there is no change to explain. */
  readonly isWhole?: boolean;
}

/** Why does this cell of the grid have this value: its cohort at its age against the compared cohort. */
export function whyCell(query: CohortQuery, at: PointedCell, context: WhyContext): Why {
  const { home, catalog } = context;
  const draft: Draft = { said: [], unexplained: [] };
  const cohort = query.split === undefined && at.row !== undefined ? cohortPeriod(query.grain, at.row) : undefined;
  const metric = metricFor(query.measure, context, draft);
  const filters = filtersOf(query, at.row, cohort, catalog, draft);
  if (query.retainedOrders !== undefined)
    draft.unexplained.push(`customers with at least ${query.retainedOrders} orders in a period`);
  const window = windowOf(query, at, metric, catalog, draft);
  const question = overDays({ ...home, metric, filters }, window);
  if (at.cell?.complete !== true) draft.unexplained.push("a period that is not complete");
  if (cohort === undefined) {
    draft.unexplained.unshift("a row of several cohorts");
    return answered(question, draft, context);
  }
  const against = at.against === undefined ? undefined : cohortPeriod(query.grain, at.against);
  return between(question, cohort, against, draft, context);
}

/** The filters on customers and the row's own; filters on acquisition become the cohort's if they keep all of it. */
function filtersOf(
  query: CohortQuery,
  row: string | undefined,
  cohort: Period | undefined,
  catalog: Catalog,
  draft: Draft,
): readonly Filter[] {
  const own: readonly Filter[] =
    query.split === undefined || row === undefined ? [] : [{ dimension: query.split, op: "in", values: [row] }];
  const times = query.filters.filter((one) => isAcquisition(one, catalog));
  const keepsCohort = (filter: Filter) =>
    periodsKept(filter, catalog).some(({ from, to }) => cohort && from <= cohort.from && cohort.to <= to);
  if (cohort !== undefined && !times.every(keepsCohort)) draft.unexplained.push("a part of a cohort");
  return cohortFilters([...query.filters.filter((one) => !times.includes(one)), ...own], catalog, draft);
}

/** The days of lifetime that a column stands for; undefined if it stands for none. */
function windowOf(
  query: CohortQuery,
  { column, isWhole }: PointedCell,
  metric: string,
  catalog: Catalog,
  draft: Draft,
): Window {
  const measure = catalog.measures.find((one) => one.name === query.measure);
  const steps = stepsOf(query);
  if (query.values === "percent" && measure?.unit !== "ratio") draft.unexplained.push(`percent of the first ${steps}`);
  if (query.axis === "calendar") draft.unexplained.push(`a calendar ${steps}`);
  else if (query.tenure === "calendar") draft.unexplained.push(`a ${steps} of tenure by the calendar`);
  const bracket = query.brackets?.[Number(column ?? "0")];
  if (bracket !== undefined && isWhole !== true) {
    const [first, days] = [isCumulative(query, measure) ? 0 : bracket.from, bracket.to + 1];
    return first === 0 ? { days } : { firstDay: first, days: days - first };
  }
  const unit = { month: 30, week: 7, quarter: 90 }[steps];
  const age = query.axis === "tenure" ? Number(column ?? "0") : 0;
  if (isWhole === true) {
    draft.unexplained.push("a cell where everybody is there in both cohorts");
    if (age === 0) return { firstDay: defaultFirstDay(catalog, metric) };
  }
  if (isCumulative(query, measure)) return { days: unit * (age + 1) };
  return age === 0 ? { days: unit } : { firstDay: unit * age, days: unit };
}
