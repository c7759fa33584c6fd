import type { Dimension } from "../domain/catalog.ts";
import type { CohortQuery, GridColumn } from "../domain/cohort.ts";
import { isTime, printValue } from "../domain/dimension-value.ts";
import { observedSteps, periodEnd, type RowSpan, type Span } from "./cohort-axis.ts";
import { type PlannedFilter, predicate } from "./predicate.ts";
import { type Cell, named, Parameters, type Run, selectFrom, whereAll } from "./statement.ts";

/** A row's customers: how many in all, and how many in the denominator of each column. */
export interface RowSize extends RowSpan {
  /** As exports print it; the empty text for no value. */
  readonly key: string;
  readonly customers: number;
  customersAt(column: number, columns: readonly GridColumn[]): number;
}

export interface SizePlan {
  readonly query: CohortQuery;
  readonly filters: readonly PlannedFilter[];
  readonly rows: Dimension;
  readonly isCohortRows: boolean;
  readonly span: Span;
}

interface Part {
  readonly key: string;
  /** Steps lived through whole, or the period of acquisition; null where the row is one cohort. */
  readonly step: Cell;
  readonly customers: number;
  readonly first: string;
  readonly last: string;
}

/**
 * The sizes of a grid's rows from the customers alone, whatever they bought. Rows of an attribute of the order line share
 * one size, that of everybody, under the key of the empty text.
 */
export async function readSizes(plan: SizePlan, run: Run, signal?: AbortSignal): Promise<readonly RowSize[]> {
  const parts = (await run(compileSizes(plan), signal)).map(
    ([key, step, customers, first, last]): Part => ({
      key: printValue(plan.rows, typeof key === "boolean" ? String(key) : (key ?? null)),
      step: step ?? null,
      customers: Number(customers),
      first: String(first),
      last: String(last),
    }),
  );
  const sizes = [...Map.groupBy(parts, (part) => part.key)].map(([key, group]) => sizeOf(plan, key, group));
  const byKey = (a: RowSize, b: RowSize) => (a.key < b.key ? -1 : 1);
  return isTime(plan.rows) ? sizes.sort(byKey) : sizes.sort((a, b) => b.customers - a.customers || byKey(a, b));
}

function compileSizes({ query, filters, rows, isCohortRows, span }: SizePlan) {
  const parameters = new Parameters();
  const key = rows.of === "customer" ? rows.expression : "cast(null as varchar)";
  const step = query.axis === "calendar" ? `acquisition_${query.grain}` : observedSteps(query, span);
  const conditions = filters
    .filter((filter) => filter.dimension.of === "customer")
    .map((filter) => predicate(filter, filter.dimension.expression, parameters));
  const columns = [
    named(key, "cohort"),
    named(isCohortRows ? "cast(null as integer)" : step, "step"),
    "count(*) as customers",
    "min(acquired_at) as first_acquired",
    "max(acquired_at) as last_acquired",
  ];
  const sql = selectFrom(columns, ["from silver.dim_customer_acquisition", whereAll(conditions), "group by all"]);
  return { sql, params: parameters.values };
}

function sizeOf(plan: SizePlan, key: string, parts: readonly Part[]): RowSize {
  const customers = parts.reduce((sum, part) => sum + part.customers, 0);
  const moments = parts.flatMap((part) => [part.first, part.last]).sort();
  return {
    key,
    customers,
    firstAcquired: moments[0] ?? "",
    lastAcquired: moments.at(-1) ?? "",
    cohortStart: plan.isCohortRows ? moments[0]?.slice(0, 10) : undefined,
    customersAt: plan.isCohortRows ? () => customers : countsAt(plan, parts),
  };
}

function countsAt({ query }: SizePlan, parts: readonly Part[]): RowSize["customersAt"] {
  let known: { readonly columns: readonly GridColumn[]; readonly counts: readonly number[] } | undefined;
  const countOf = (column: number, columns: readonly GridColumn[]) => {
    if (query.axis === "tenure") return sum(parts.filter((part) => Number(part.step) > column));
    const end = periodEnd(query, column, columns);
    return sum(parts.filter((part) => String(part.step) < end));
  };
  return (column, columns) => {
    if (known?.columns !== columns) known = { columns, counts: columns.map((_, index) => countOf(index, columns)) };
    return known.counts[column] ?? 0;
  };
}

function sum(parts: readonly Part[]): number {
  return parts.reduce((total, part) => total + part.customers, 0);
}
