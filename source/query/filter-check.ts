import type { Catalog, Dimension } from "../domain/catalog.ts";
import { isTime, printValue } from "../domain/dimension-value.ts";
import { nearest } from "../domain/nearest.ts";
import { emptySlice, type Filter, type Slice } from "../domain/slice.ts";
import { answerSlice } from "./answer-slice.ts";
import { planFilters } from "./predicate.ts";
import { type Run, selectFrom } from "./statement.ts";

/** A value that a filter names and the data does not have. */
export interface UnknownValue {
  readonly dimension: string;
  readonly value: string;
  /** Values that the data has and that look like it; all of them where there are few. */
  readonly near: readonly string[];
}

const tables = {
  customer: "silver.dim_customer_acquisition",
  line: "silver.fct_transactions",
  profile: "silver.dim_coffee_profile",
} as const;

/** The values of filters (times apart) that the data does not have, with the nearest ones it has. */
export async function unknownValues(
  catalog: Catalog,
  filters: readonly Filter[],
  run: Run,
): Promise<readonly UnknownValue[]> {
  const found: UnknownValue[] = [];
  for (const { dimension, values } of planFilters(catalog, filters)) {
    if (isTime(dimension)) continue;
    const known = await valuesOf(dimension, run);
    for (const value of values.filter((one) => !known.has(one)))
      found.push({ dimension: dimension.name, value, near: like(value, [...known]) });
  }
  return found;
}

/** A filter without which something is left, and how many order lines that is. */
export interface Lift {
  readonly filter: Filter;
  readonly orderLines: number;
}

/** For a slice that nothing is left of: the filters that leave something when they alone are lifted, most first. */
export async function liftsOf(catalog: Catalog, slice: Slice, run: Run): Promise<readonly Lift[]> {
  const lifts: Lift[] = [];
  for (const filter of slice.filters) {
    const filters = slice.filters.filter((other) => other !== filter);
    const { rows } = await answerSlice(
      catalog,
      { ...emptySlice, measures: ["order_lines"], period: slice.period, filters },
      run,
    );
    const orderLines = Number(rows[0]?.values[0] ?? 0);
    if (orderLines > 0) lifts.push({ filter, orderLines });
  }
  return lifts.sort((a, b) => b.orderLines - a.orderLines);
}

async function valuesOf(dimension: Dimension, run: Run): Promise<ReadonlySet<string>> {
  const sql = selectFrom([`${dimension.expression} as value`], [`from ${tables[dimension.of]}`, "group by all"]);
  const rows = await run({ sql, params: [] });
  return new Set(rows.map(([value]) => printValue(dimension, typeof value === "boolean" ? null : (value ?? null))));
}

function like(value: string, known: readonly string[]): readonly string[] {
  const names = known.filter(Boolean);
  const near = value === "" ? [] : nearest(value, names);
  return near.length > 0 || names.length > 8 ? near : names.sort();
}
