import type { Catalog, Dimension } from "../domain/catalog.ts";
import { isTime, printValue } from "../domain/dimension-value.ts";
import { nearest } from "../domain/nearest.ts";
import { emptySlice, type Filter, type Slice } from "../domain/slice.ts";
import { countLines } from "./drill-through.ts";
import { ownerTables } from "./owner-tables.ts";
import { planFilters } from "./predicate.ts";
import { groupBy, type Run, selectFrom } from "./statement.ts";

/** Values that a filter names but the data does not have. */
export interface UnknownValues {
  readonly dimension: string;
  readonly values: readonly string[];
  /** The first of them, each with similar values in the data; with all of them if there are few. */
  readonly examples: readonly { readonly value: string; readonly near: readonly string[] }[];
}

const mostExamples = 3;

/** The filter values (except times) that the data does not have; for the first few of them, the nearest values that it has. */
export async function unknownValues(
  catalog: Catalog,
  filters: readonly Filter[],
  run: Run,
): Promise<readonly UnknownValues[]> {
  const found: UnknownValues[] = [];
  for (const { dimension, values } of planFilters(catalog, filters)) {
    if (isTime(dimension)) continue;
    const known = await valuesOf(dimension, run);
    const unknown = values.filter((one) => !known.has(one));
    if (unknown.length === 0) continue;
    const examples = unknown.slice(0, mostExamples).map((value) => ({ value, near: like(value, [...known]) }));
    found.push({ dimension: dimension.name, values: unknown, examples });
  }
  return found;
}

const fewValues = 100;

/**
 * The same filters without most of the values that the data does not have, if there are so many that they would slow down
 * every statement. They keep the same rows.
 */
export function withoutUnknown(filters: readonly Filter[], unknown: readonly UnknownValues[]): readonly Filter[] {
  return filters.map((filter) => {
    const found = unknown.find(({ dimension }) => dimension === filter.dimension);
    if (found === undefined || found.values.length <= fewValues) return filter;
    const left = new Set(found.values.slice(fewValues));
    return { ...filter, values: filter.values.filter((value) => !left.has(value)) };
  });
}

/** A filter without which order lines remain, and how many. */
export interface Lift {
  readonly filter: Filter;
  readonly orderLines: number;
}

/** For an empty slice: the filters that leave order lines when lifted on their own, most lines first. */
export async function liftsOf(catalog: Catalog, slice: Slice, run: Run): Promise<readonly Lift[]> {
  const lifts: Lift[] = [];
  for (const filter of slice.filters) {
    const filters = slice.filters.filter((other) => other !== filter);
    const orderLines = await countLines(catalog, { ...emptySlice, period: slice.period, filters }, run);
    if (orderLines > 0) lifts.push({ filter, orderLines });
  }
  return lifts.sort((a, b) => b.orderLines - a.orderLines);
}

async function valuesOf(dimension: Dimension, run: Run): Promise<ReadonlySet<string>> {
  const sql = selectFrom([`${dimension.expression} as value`], [`from ${ownerTables[dimension.of]}`, groupBy(1)]);
  const rows = await run({ sql, params: [] });
  const known = new Set(
    rows.map(([value]) => printValue(dimension, typeof value === "boolean" ? null : (value ?? null))),
  );
  if (dimension.of === "customer" && !known.has("") && (await hasGuests(run))) known.add("");
  return known;
}

/** Whether there are order lines without a customer, which have no value of a customer's dimension. */
async function hasGuests(run: Run): Promise<boolean> {
  const sql = "select customer_key from silver.fct_transactions where customer_key is null limit 1";
  return (await run({ sql, params: [] })).length > 0;
}

function like(value: string, known: readonly string[]): readonly string[] {
  const names = known.filter(Boolean);
  const near = value === "" ? [] : nearest(value, names);
  return near.length > 0 || names.length > 8 ? near : names.sort();
}
