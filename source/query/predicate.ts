import { type Catalog, type Dimension, dimensionOf } from "../domain/catalog.ts";
import { filterPeriod, isTime } from "../domain/dimension-value.ts";
import type { Filter } from "../domain/slice.ts";
import { questionErrors } from "../errors/question.ts";
import type { Parameters } from "./statement.ts";

/** A filter with its dimension found in the catalog. */
export interface PlannedFilter {
  readonly dimension: Dimension;
  readonly op: Filter["op"];
  readonly values: readonly string[];
}

/** Finds the dimensions of the filters; throws UsageError for an unknown one or one without values. */
export function planFilters(catalog: Catalog, filters: readonly Filter[]): readonly PlannedFilter[] {
  return filters.map((filter) => {
    const dimension = dimensionOf(catalog, filter.dimension);
    if (filter.values.length === 0) {
      throw questionErrors.filterWithoutValue({ dimension: filter.dimension });
    }
    return { dimension, op: filter.op, values: filter.values };
  });
}

/** SQL that is true or false (never null) for a row; `expression` is the dimension's over the relation at hand. */
export function predicate(filter: PlannedFilter, expression: string, parameters: Parameters): string {
  const parts = filter.values.map((value) => matches(filter.dimension, expression, value, parameters));
  const any = parts.length === 1 ? parts.join("") : `(${parts.join(" or ")})`;
  return filter.op === "in" ? any : `not coalesce(${any}, false)`;
}

function matches(dimension: Dimension, expression: string, value: string, parameters: Parameters): string {
  if (value === "") return `${expression} is null`;
  if (isTime(dimension)) {
    const { from, to } = filterPeriod(dimension, value);
    const first = `cast(${parameters.bind(from)} as date)`;
    return from === to
      ? `${expression} = ${first}`
      : `${expression} between ${first} and cast(${parameters.bind(to)} as date)`;
  }
  if (dimension.type === "integer")
    return `${expression} = cast(${parameters.bind(wholeNumber(dimension, value))} as integer)`;
  return `${expression} = ${parameters.bind(value)}`;
}

function wholeNumber(dimension: Dimension, value: string): number {
  if (/^-?\d{1,9}$/.test(value)) return Number(value);
  throw questionErrors.noWholeNumber({ dimension: dimension.name, value });
}
