import type { Catalog } from "./catalog.ts";
import { isTime } from "./dimension-value.ts";
import type { Filter, Slice } from "./slice.ts";

/** Whether the slice names a time that a comparison could move. */
export function canCompare(slice: Slice, catalog: Catalog): boolean {
  return slice.period !== undefined || slice.filters.some((filter) => isTimeFilter(filter, catalog));
}

function isTimeFilter({ dimension, op, values }: Filter, catalog: Catalog): boolean {
  const found = catalog.dimensions.find((one) => one.name === dimension);
  return found !== undefined && isTime(found) && op === "in" && values.some((value) => value !== "");
}

/** The slice without its comparison if nothing says which time to compare. */
export function comparable(slice: Slice, catalog: Catalog): Slice {
  const { against, ...rest } = slice;
  return against === undefined || canCompare(slice, catalog) ? slice : rest;
}

/** What a view of a slice asks for: a pivot has two dimensions, one measure, no cut, and the totals of both sides. */
export function viewSlice(view: "boards" | "table" | "pivot", whole: Slice, catalog: Catalog): Slice {
  const slice = comparable(whole, catalog);
  if (view !== "pivot") return slice;
  const { against: _, top: __, ...rest } = slice;
  return { ...rest, by: slice.by.slice(0, 2), measures: slice.measures.slice(0, 1), totals: true, subtotals: true };
}
