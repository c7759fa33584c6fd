import type { Period } from "../domain/period.ts";
import { type Dialect, duckdbDialect } from "../engine/dialect.ts";
import type { Aggregate } from "./aggregate.ts";
import { lineClauses, linesFrom } from "./facts.ts";
import { carriesDiscount, type PlannedFilter, predicate } from "./predicate.ts";
import { type Clause, named, type Parameters, selectFrom, within } from "./statement.ts";

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

/** What a statement needs to know of each order line beside its side and its customer. */
export interface PlacedNeeds {
  readonly columns: readonly LineColumn[];
  /** Its resampling unit. */
  readonly units?: TotalsUnits;
  /** The kind of its customer, which depends on the lines that the filters keep. */
  readonly kinds?: boolean;
}

/**
 * Clauses that end in `placed`: the order lines of both sides, each with its side (0 base, 1 compare) and what is needed.
 * A customer's unit is computed once, not for each of his lines.
 */
export function placedClauses(scope: TotalsScope, parameters: Parameters, needs: PlacedNeeds): readonly Clause[] {
  const aggregate = aggregateOf(scope);
  const own = new Set<LineColumn>(["customer_key", ...needs.columns, ...ownersOf(needs.units)]);
  const read = [...own].map((name) => named(lineColumns[name], name));
  const lines = selectFrom([...read, ...sidesOf(scope, parameters)], linesFrom(aggregate, parameters));
  const kind = needs.kinds === true ? kindOf(scope, parameters) : undefined;
  const isOfSides = needs.kinds === true && scope.of === "period";
  const among = isOfSides ? "where customer_key in (select customer_key from sides)" : "";
  const unit = unitOf(needs.units, among, scope, parameters);
  const columns = [
    "lines.*",
    "case when lines.in_base then 0 else 1 end as side",
    ...(kind === undefined ? [] : [kind.column]),
    ...(unit === undefined ? [] : [unit.column]),
  ];
  const joins = [kind?.join ?? "", unit?.join ?? ""];
  const placed = selectFrom(columns, ["from lines", ...joins, "where lines.in_base or lines.in_compare"]);
  return [
    ...lineClauses(aggregate, parameters),
    ["lines", lines],
    ...(kind?.clauses ?? []),
    ...(unit?.clauses ?? []),
    ["placed", placed],
  ];
}

/** A column of `placed`, with the clauses and the join that it needs. */
interface Placed {
  readonly column: string;
  readonly clauses: readonly Clause[];
  readonly join: string;
}

/** The columns of `placed` that `carried` reads. */
export const carriedColumns = ["transaction_id", "program", "list_revenue", "discount"] as const;

/**
 * The clause `carried` after those of `placed`: one row per order line and program of its discounts, with these columns of
 * the line, its list value, and the program's discount. Only lines with several programs are looked up by discount.
 */
export function carriedClause(columns: readonly string[] = []): Clause {
  const single = selectFrom(
    [...columns, "program", "list_revenue", "discount"],
    ["from placed", "where program is not null and program <> 'several'"],
  );
  const several = selectFrom(
    [
      ...columns.map((column) => `any_value(placed.${column}) as ${column}`),
      "named.program",
      "any_value(placed.list_revenue) as list_revenue",
      "sum(named.amount) as discount",
    ],
    [
      "from placed",
      "inner join silver.fct_line_discounts as named on placed.transaction_id = named.transaction_id",
      "where placed.program = 'several'",
      "group by placed.transaction_id, named.program",
    ],
  );
  return ["carried", `${single}\nunion all\n${several}`];
}

/** The columns that tell a unit: an order without a customer is one by itself. */
function ownersOf(units: TotalsUnits | undefined): readonly LineColumn[] {
  if (units === undefined) return [];
  return units === "customers" ? ["customer_id", "order_id"] : ["order_id"];
}

/**
 * A customer, or an order without one. Buckets by MD5, since an engine's own hash changes between versions; `among` keeps the
 * customers that need one.
 */
function unitOf(
  units: TotalsUnits | undefined,
  among: string,
  scope: TotalsScope,
  parameters: Parameters,
): Placed | undefined {
  if (units === undefined) return undefined;
  if (units === "customers") {
    const place = "dense_rank() over (order by coalesce(lines.customer_id, lines.order_id))";
    return { column: `cast(${place} as integer) - 1 as unit`, clauses: [], join: "" };
  }
  const { seed, dialect = duckdbDialect } = scope;
  const bucketOf = (owner: string) =>
    `cast(${dialect.byteOf(`${owner} || ':' || cast(${parameters.bind(seed)} as varchar)`)} as integer)`;
  const buckets = selectFrom(
    ["customer_key", `${bucketOf("customer_id")} as bucket`],
    ["from silver.dim_customer_acquisition", among],
  );
  return {
    column: `coalesce(buckets.bucket, ${bucketOf("lines.order_id")}) as unit`,
    clauses: [["buckets", buckets]],
    join: "left join buckets on lines.customer_key = buckets.customer_key",
  };
}

/** The kind of the customers: by where they stand in two periods; `all` in groups. */
function kindOf(scope: TotalsScope, parameters: Parameters): Placed {
  if (scope.of === "groups")
    return {
      column: "case when lines.customer_key is null then 'guests' else 'all' end as kind",
      clauses: [],
      join: "",
    };
  const before = { ...aggregateOf(scope), period: { from: firstDay, to: scope.base.to } };
  const earlier = selectFrom(["distinct customer_key"], linesFrom(before, parameters));
  const kind = `case
        when sides.in_base and sides.in_compare then 'retained'
        when sides.in_base then 'lost'
        when earlier.customer_key is null then 'new'
        else 'returned'
    end as kind`;
  const kinds = selectFrom(
    ["sides.customer_key", kind],
    ["from sides", "left join earlier on sides.customer_key = earlier.customer_key"],
  );
  return {
    column: "coalesce(kinds.kind, 'guests') as kind",
    clauses: [
      ["sides", sidesOfCustomers],
      ["earlier", earlier],
      ["kinds", kinds],
    ],
    join: "left join kinds on lines.customer_key = kinds.customer_key",
  };
}

/** Before every order line. */
const firstDay = "0001-01-01";

/** The sides that each customer of `lines` stands in. */
export const sidesOfCustomers = selectFrom(
  ["customer_key", "bool_or(in_base) as in_base", "bool_or(in_compare) as in_compare"],
  ["from lines", "where customer_key is not null and (in_base or in_compare)", "group by customer_key"],
);

const lineColumns = {
  transaction_id: "transaction_id",
  order_id: "order_id",
  customer_id: "customer_id",
  customer_key: "customer_key",
  transaction_date: "transaction_date",
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
function aggregateOf(scope: TotalsScope): Aggregate {
  if (scope.of === "period") return { by: [], measures: [], filters: scope.filters };
  const dimensions = [...scope.base, ...scope.compare].map(({ dimension }) => dimension);
  return { by: [...new Set(dimensions)], measures: [], filters: scope.filters, period: scope.period };
}

function sidesOf(scope: TotalsScope, parameters: Parameters): readonly string[] {
  if (scope.of === "period") {
    return [
      `${within("transaction_date", scope.base, parameters)} as in_base`,
      `${within("transaction_date", scope.compare, parameters)} as in_compare`,
    ];
  }
  const all = (filters: readonly PlannedFilter[]) =>
    filters
      .map((filter) =>
        filter.dimension.of === "discount"
          ? carriesDiscount(filter, "transaction_id", parameters)
          : predicate(filter, expressionOf(filter), parameters),
      )
      .join(" and ");
  return [`coalesce(${all(scope.base)}, false) as in_base`, `coalesce(${all(scope.compare)}, false) as in_compare`];
}

/** A line dimension's expression; for customers and profiles, the column of their clause. */
function expressionOf({ dimension }: PlannedFilter): string {
  return dimension.of === "line" ? dimension.expression : dimension.name;
}
