import { type Catalog, type Dimension, dimensionOf } from "../domain/catalog.ts";
import { filterPeriod, isTime } from "../domain/dimension-value.ts";
import { addGrains, type Grain, type Period } from "../domain/period.ts";
import type { Filter } from "../domain/slice.ts";
import { questionErrors } from "../errors/question.ts";
import { type Parameters, within } from "./statement.ts";

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

/** SQL that is true or false (never null) for a row; `expression` is the dimension's expression over the relation being filtered. */
export function predicate(filter: PlannedFilter, expression: string, parameters: Parameters): string {
  const { dimension, values } = filter;
  const ranges = isTime(dimension) ? values.filter(Boolean).flatMap((value) => startsIn(dimension, value)) : [];
  const parts = [
    ...oneOf(expression, singleValues(filter, ranges, parameters)),
    ...ranges.filter(({ from, to }) => from !== to).map((range) => within(expression, range, parameters)),
    ...(values.includes("") ? [`${expression} is null`] : []),
  ];
  const any = parts.length === 1 ? parts.join("") : `(${parts.join(" or ")})`;
  return filter.op === "in" ? any : `not coalesce(${any}, false)`;
}

/** More values than these are a range. */
const mostStarts = 12;

/**
 * The days that a filter's text covers; those of few months or other such values one by one, since DuckDB expects far more rows
 * of a range, and then joins ten million order lines in the slower way.
 */
function startsIn(dimension: Dimension, text: string): readonly Period[] {
  const period = filterPeriod(dimension, text);
  const grain = dimension.type as Grain;
  if (grain === "day") return [period];
  const starts: Period[] = [];
  for (let day = period.from; day <= period.to; day = addGrains(grain, day, 1)) {
    if (starts.length === mostStarts) return [period];
    starts.push({ from: day, to: day });
  }
  return starts;
}

/** Whether a row without a value passes: the order line of a guest has no attribute of a customer. */
export function passesWithout({ op, values }: PlannedFilter): boolean {
  return values.includes("") === (op === "in");
}

/** A predicate for a row of customers under the alias `customer`, which may be joined with other tables. */
export function customerPredicate(filter: PlannedFilter, parameters: Parameters): string {
  const { expression, isSavedSegment } = filter.dimension;
  if (isSavedSegment !== true) return predicate(filter, `customer.${expression}`, parameters);
  const members = `select customer_key from silver.dim_customer_acquisition where ${predicate(filter, expression, parameters)}`;
  return `customer.customer_key in (${members})`;
}

/** SQL that is true for a line (given the SQL of its id) with one of the named discounts, or for no name, a line without any. */
export function carriesDiscount({ op, values }: PlannedFilter, id: string, parameters: Parameters): string {
  const discounts = `${id} in (select transaction_id from silver.fct_line_discounts`;
  const names = values.filter(Boolean).map((value) => parameters.bind(value));
  const parts = [
    ...(names.length > 0 ? [`${discounts} where discount_name in (${names.join(", ")}))`] : []),
    ...(values.includes("") ? [`not ${discounts})`] : []),
  ];
  return `${op === "in" ? "" : "not "}(${parts.join(" or ")})`;
}

/** One list instead of many comparisons: thousands of them take minutes to plan. */
function oneOf(expression: string, values: readonly string[]): readonly string[] {
  if (values.length === 0) return [];
  return [values.length === 1 ? `${expression} = ${values[0]}` : `${expression} in (${values.join(", ")})`];
}

function singleValues(
  { dimension, values }: PlannedFilter,
  ranges: readonly Period[],
  parameters: Parameters,
): readonly string[] {
  if (isTime(dimension))
    return ranges.filter(({ from, to }) => from === to).map(({ from }) => `cast(${parameters.bind(from)} as date)`);
  const given = values.filter(Boolean);
  if (dimension.type === "integer")
    return given.map((value) => `cast(${parameters.bind(wholeNumber(dimension, value))} as integer)`);
  return given.map((value) => parameters.bind(value));
}

function wholeNumber(dimension: Dimension, value: string): number {
  if (/^-?\d{1,9}$/.test(value)) return Number(value);
  throw questionErrors.noWholeNumber({ dimension: dimension.name, value });
}
