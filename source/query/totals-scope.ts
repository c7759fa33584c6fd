import type { Period } from "../domain/period.ts";
import { type Dialect, duckdbDialect } from "../engine/dialect.ts";
import type { Aggregate } from "./aggregate.ts";
import { lineClauses, linesFrom } from "./facts.ts";
import { carriesDiscount, type PlannedFilter, predicate } from "./predicate.ts";
import { type Clause, groupBy, named, type Parameters, selectFrom, within } from "./statement.ts";

interface AnyScope {
  readonly filters: readonly PlannedFilter[];
  readonly seed: number;
  /** The engine's dialect; DuckDB's if absent. */
  readonly dialect?: Dialect;
}

/** Two calendar periods of all customers. */
export interface PeriodScope extends AnyScope {
  readonly of: "period";
  readonly base: Period;
  readonly compare: Period;
}

/** Two groups of customers in the same days. */
export interface GroupScope extends AnyScope {
  readonly of: "groups";
  readonly period: Period;
  readonly base: readonly PlannedFilter[];
  readonly compare: readonly PlannedFilter[];
}

export type TotalsScope = PeriodScope | GroupScope;

/** Customers are resampled in buckets, or one by one if there are few. */
export type TotalsUnits = "buckets" | "customers";

/** Order line dimensions for the segments of a total, one at a time, because they restate factors of the bridge. */
export const lineSegmentDimensions = ["transaction_type", "discount_program", "bag_size", "price_point"] as const;

/** One for each value of a byte. */
export const totalsBuckets = 256;

/** Whether a line of `lines` stands in a side of the question. */
const isOfSides = "in_base or in_compare";

/** The side of a line: 0 base, 1 compare. */
export const sideColumn = "case when in_base then 0 else 1 end as side";

/**
 * Clauses that end in `lines`: these columns of the order lines that the filters keep, and whether each is in the base and
 * in the compare.
 */
export function sideLines(
  scope: TotalsScope,
  parameters: Parameters,
  columns: readonly LineColumn[],
): readonly Clause[] {
  const aggregate = aggregateOf(scope);
  const [inBase, inCompare] = sidesOf(scope, parameters);
  const sides = [`${inBase} as in_base`, `${inCompare} as in_compare`];
  const clauses = lineClauses(aggregate, parameters);
  const select = (own: Readonly<Record<LineColumn, string>>, among: readonly string[]) =>
    selectFrom([...columns.map((name) => named(own[name], name)), ...sides], linesFrom(aggregate, parameters, among));
  if (!columns.includes("guest")) return [...clauses, ["lines", select(lineColumns, [])]];
  // Apart, so that orders are read of the few lines that need them.
  const customers = select({ ...lineColumns, guest: "cast(null as varchar)" }, ["customer_key is not null"]);
  const guests = select(lineColumns, ["customer_key is null"]);
  return [...clauses, ["lines", `${customers}\nunion all\n${guests}`]];
}

/** The owners of lines in `lines`, customers and guests' orders, each with the sides that they stand in. */
export const ownersOfSides = selectFrom(
  ["customer_key", "guest", "bool_or(in_base) as in_base", "bool_or(in_compare) as in_compare"],
  ["from lines", `where ${isOfSides}`, groupBy(2)],
);

/** `from` and `where` of the lines of both sides. */
export const fromSides = ["from lines", `where ${isOfSides}`] as const;

/** The bucket of a customer or an order, by MD5, since an engine's own hash changes between versions. */
export function bucketOf(owner: string, { seed, dialect }: TotalsScope, parameters: Parameters): string {
  const text = `${owner} || ':' || cast(${parameters.bind(seed)} as varchar)`;
  return `cast(${(dialect ?? duckdbDialect).byteOf(text)} as integer)`;
}

const lineColumns = {
  transaction_id: "transaction_id",
  order_id: "order_id",
  /** The order of a line without a customer, which is its own owner. */
  guest: "order_id",
  customer_id: "customer_id",
  customer_key: "customer_key",
  program: "case when discount_program <> 'none' then discount_program end",
  product: "coalesce(product_id, 'unknown')",
  units: "bags",
  list_revenue: "list_revenue",
  discount: "discounts",
  reversals: "reversals",
  plug: "plug",
  net_revenue: "net_revenue",
  transaction_type: "transaction_type",
  discount_program: "discount_program",
  bag_size: "bag_size",
  price_point: "price_point",
} as const;

/** A column of an order line. */
export type LineColumn = keyof typeof lineColumns;

/** The lines that a question about totals reads. */
export function aggregateOf(scope: TotalsScope): Aggregate {
  if (scope.of === "period") return { by: [], measures: [], filters: scope.filters };
  const dimensions = [...scope.base, ...scope.compare].map(({ dimension }) => dimension);
  return { by: [...new Set(dimensions)], measures: [], filters: scope.filters, period: scope.period };
}

/** Whether a line is in the base, and whether in the compare. */
export function sidesOf(scope: TotalsScope, parameters: Parameters): readonly [string, string] {
  if (scope.of === "period") {
    const isIn = (period: Period) => within("transaction_date", period, parameters);
    return [isIn(scope.base), isIn(scope.compare)];
  }
  const isIn = (filters: readonly PlannedFilter[]) => {
    const all = filters.map((filter) =>
      filter.dimension.of === "discount"
        ? carriesDiscount(filter, "transaction_id", parameters)
        : predicate(filter, expressionOf(filter), parameters),
    );
    return `coalesce(${all.join(" and ")}, false)`;
  };
  return [isIn(scope.base), isIn(scope.compare)];
}

/** A line dimension's expression; for customers and profiles, the column of their clause. */
function expressionOf({ dimension }: PlannedFilter): string {
  return dimension.of === "line" ? dimension.expression : dimension.name;
}
