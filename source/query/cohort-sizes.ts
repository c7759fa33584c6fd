import type { Dimension } from "../domain/catalog.ts";
import type { CohortQuery } from "../domain/cohort.ts";
import { printValue } from "../domain/dimension-value.ts";
import type { RowSpan, Span } from "./cohort-axis.ts";
import { isByTheEndOf, isTimeOfLine, lastDayOfLines } from "./customer-base.ts";
import { type PlannedFilter, predicate } from "./predicate.ts";
import { type Cell, groupBy, named, Parameters, type Run, selectFrom, whereAll } from "./statement.ts";

/** One cohort of one row: its customers are the denominator of all of its cells. */
export interface CohortSize extends RowSpan {
  /** The row's key as exports print it, empty for no value or without a split. */
  readonly row: string;
  readonly cohort: string;
  readonly customers: number;
}

export interface SizePlan {
  readonly query: CohortQuery;
  readonly filters: readonly PlannedFilter[];
  readonly cohorts: Dimension;
  /** The dimension whose values are the rows; undefined if the cohorts are. */
  readonly split: Dimension | undefined;
  readonly span: Span;
}

/** Whether a split divides customers: by their attributes, or by the times by which they were acquired. */
export function hasOwnSizes(split: Dimension | undefined): split is Dimension {
  return split !== undefined && (split.of === "customer" || isTimeOfLine(split));
}

/**
 * The sizes of a grid's cohorts from the customers alone, whatever they bought, oldest cohort first. Other attributes of
 * the order line do not divide customers: their values share the sizes under the empty row key.
 */
export async function readSizes(plan: SizePlan, run: Run, signal?: AbortSignal): Promise<readonly CohortSize[]> {
  const rows = await run(compileSizes(plan), signal);
  const sizes = rows.map(([row, cohort, customers, first, last]) => ({
    row: hasOwnSizes(plan.split) ? printCell(plan.split, row) : "",
    cohort: printCell(plan.cohorts, cohort),
    customers: Number(customers),
    firstAcquired: String(first),
    lastAcquired: String(last),
  }));
  return sizes.sort((a, b) => (a.firstAcquired < b.firstAcquired ? -1 : 1));
}

/** A cell of a result as exports print it. */
export function printCell(dimension: Dimension, cell: Cell | undefined): string {
  return printValue(dimension, typeof cell === "boolean" ? String(cell) : (cell ?? null));
}

function compileSizes({ filters, cohorts, split }: SizePlan) {
  const parameters = new Parameters();
  const conditions = filters
    .filter((filter) => filter.dimension.of === "customer")
    .map((filter) => predicate(filter, filter.dimension.expression, parameters));
  const last = lastDayOfLines(filters, undefined);
  if (last !== undefined) conditions.push(`acquisition_date <= cast(${parameters.bind(last)} as date)`);
  const columns = [
    splitColumn(split),
    named(cohorts.expression, cohorts.name),
    "count(*) as customers",
    "min(acquired_at) as first_acquired",
    "max(acquired_at) as last_acquired",
  ];
  const from = ["from silver.dim_customer_acquisition", joinOfTimes(split), whereAll(conditions), groupBy(2)];
  return { sql: selectFrom(columns, from), params: parameters.values };
}

function splitColumn(split: Dimension | undefined): string {
  if (!hasOwnSizes(split)) return "cast(null as varchar) as everybody";
  return split.of === "customer" ? named(split.expression, split.name) : split.name;
}

function joinOfTimes(split: Dimension | undefined): string {
  if (split === undefined || !isTimeOfLine(split)) return "";
  const times = `select distinct ${named(split.expression, split.name)} from silver.fct_transactions`;
  return `inner join (${times}) as times on ${isByTheEndOf(split, "acquisition_date")}`;
}
