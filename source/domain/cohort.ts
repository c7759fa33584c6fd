import { compareFigures, type Figure } from "./amount.ts";
import { type Bracket, printBracket } from "./bracket.ts";
import type { Measure } from "./catalog.ts";
import type { Filter } from "./slice.ts";

export type CohortGrain = "week" | "month" | "quarter";

/** What a cohort grid shows; plain data, so that it can be saved, compared and sent. */
export interface CohortQuery {
  readonly measure: string;
  readonly axis: "tenure" | "calendar";
  /** The length of the periods in which a row's customers were acquired. */
  readonly grain: CohortGrain;
  /** The length of the steps of tenure; absent, and in calendar time: as long as the rows' periods. */
  readonly steps?: CohortGrain;
  /** Days of lifetime as columns, instead of steps. */
  readonly brackets?: readonly Bracket[];
  /** Rolling: 30-day (7-day) steps from each customer's own acquisition; calendar: calendar months (weeks) since. */
  readonly tenure: "rolling" | "calendar";
  readonly values: "count" | "percent" | "cumulative";
  readonly filters: readonly Filter[];
  /** `year`, `prior`, `plan`, or the key of a cohort that every row is compared with at equal age. */
  readonly compare?: string;
  /** A dimension whose values are the rows instead of acquisition cohorts. */
  readonly split?: string;
  /** A customer is active in a cell with at least this number of orders there; absent: one. */
  readonly retainedOrders?: number;
  /** How many steps of each cohort are projected beyond its complete ones. */
  readonly project?: number;
}

type Columns = Pick<CohortQuery, "axis" | "grain" | "steps" | "brackets">;

/**
 * The length of a grid's columns. In calendar time they are as long as the rows' periods, so that no cell divides by
 * customers who were not acquired yet.
 */
export function stepsOf({ axis, grain, steps = grain }: Columns): CohortGrain {
  return axis === "calendar" ? grain : steps;
}

/** The name of a column by age: `M0` for the first month. */
export function stepLabel(query: Columns, step: number | string): string {
  const bracket = query.brackets?.[Number(step)];
  if (bracket !== undefined) return `D${printBracket(bracket)}`;
  return `${stepsOf(query).charAt(0).toUpperCase()}${step}`;
}

/** `value` is undefined if nothing could be measured; a sum of money is an exact amount. */
export interface GridCell {
  readonly value: Figure | undefined;
  /** Customers who make up the denominator. */
  readonly customers: number;
  /** Whether every customer of the cell lived through its whole window before the data ended. */
  readonly complete: boolean;
  /** In a row of several cohorts: how many the cell holds, the first ones of the row's `cohorts`. */
  readonly cohorts?: number;
  /** In an average of cohorts: their sum. */
  readonly sum?: Figure;
  /** Where the grid is compared with a plan that has a line for the cell. */
  readonly planned?: Figure;
}

/**
 * What a row of several cohorts shows: a rate weighted by customers; the average of its cohorts if amounts are shown by
 * age, since fewer cohorts are old enough at each step; otherwise, in calendar time, their sum.
 */
export function meaningOfRows(
  query: Pick<CohortQuery, "axis" | "values">,
  measure: Pick<Measure, "additivity">,
): "weighted" | "average" | "sum" {
  if (measure.additivity === "ratio" || query.values === "percent") return "weighted";
  return query.axis === "tenure" ? "average" : "sum";
}

/** What a query compares with, and a row is compared with, that has a plan. */
export const planComparison = "plan";

/** Rates of fewer customers than this are noise: muted on screen, flagged `small` in exports. */
export const smallCohort = 30;

/** Whether a cell is a rate of too few customers to mean anything. */
export function isSmall(
  cell: Pick<GridCell, "customers">,
  query: Pick<CohortQuery, "values">,
  measure: Pick<Measure, "additivity"> | undefined,
): boolean {
  const isRate = query.values === "percent" || measure?.additivity === "ratio";
  return isRate && cell.customers < smallCohort;
}

/** Whether the figures of a grid are running totals. */
export function isCumulative(
  query: Pick<CohortQuery, "values">,
  measure: Pick<Measure, "cumulative"> | undefined,
): boolean {
  return query.values === "cumulative" || measure?.cumulative === true;
}

/**
 * Whether a running total is lower than in the column before while the cell holds other cohorts: the cohorts changed, so no
 * customer's total need have fallen.
 */
export function isFallOfOtherCohorts(
  query: Pick<CohortQuery, "values">,
  measure: Pick<Measure, "cumulative"> | undefined,
  row: GridRow,
  column: number,
): boolean {
  const [cell, before] = [row.cells[column], row.cells[column - 1]];
  if (!isCumulative(query, measure) || cell?.value === undefined || before?.value === undefined) return false;
  return cell.cohorts !== before.cohorts && compareFigures(cell.value, before.value) < 0;
}

/** A figure that is projected, with its 95 % interval if there are enough past projections to give one. */
export interface ProjectedCell {
  readonly value: number;
  readonly low: number | undefined;
  readonly high: number | undefined;
}

export interface GridColumn {
  readonly key: string;
  readonly label: string;
}

export interface GridRow {
  readonly key: string;
  readonly label: string;
  readonly customers: number;
  /** One per column; undefined where the row can have no customers (before acquisition, after the data's end). */
  readonly cells: readonly (GridCell | undefined)[];
  /** Keys of the cohorts in a row of several, oldest first. */
  readonly cohorts?: readonly string[];
  /** One per column: the projection if the cell is not complete. It is not a cell: no total, average or comparison includes it. */
  readonly projected?: readonly (ProjectedCell | undefined)[];
  /** Key of the row that it is compared with at equal age, if both have a complete cell; or `plan`. */
  readonly against?: string;
}

/** The name of the total row in a table: `all`, or `average` if it is the average of its cohorts. */
export function shortTotal({ total }: Pick<CohortGrid, "total">): string {
  return total.label === "all (average)" ? "average" : "all";
}

export interface CohortGrid {
  readonly query: CohortQuery;
  readonly columns: readonly GridColumn[];
  readonly rows: readonly GridRow[];
  /** All cohorts as one row, in the sense of `meaningOfRows`; the same whether the grid is split or not. */
  readonly total: GridRow;
  /** Last day of the data. */
  readonly dataEnd: string;
  readonly sql: readonly Statement[];
}

/** SQL with its bound values, in order of `$1`, `$2` … */
export interface Statement {
  readonly sql: string;
  readonly params: readonly (string | number)[];
}
