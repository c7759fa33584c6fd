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

/** What a statement needs to know of each order line beside its side. */
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
  const lines = sideLines(scope, parameters, [
    ...new Set<LineColumn>(["customer_key", ...needs.columns, ...ownersOf(needs.units)]),
  ]);
  const kind = needs.kinds === true ? kindOf(scope, parameters) : undefined;
  const unit = unitOf(needs.units, kind?.among, scope, parameters);
  const columns = [
    ...[...new Set(needs.columns)].map((name) => `lines.${name}`),
    sideColumn,
    ...(kind === undefined ? [] : [kind.column]),
    ...(unit === undefined ? [] : [unit.column]),
  ];
  const [from, where] = fromSides;
  const placed = selectFrom(columns, [from, kind?.join ?? "", unit?.join ?? "", where]);
  return [...lines, ...(kind?.clauses ?? []), ...(unit?.clauses ?? []), ["placed", placed]];
}

/** A column of `placed`, with the clauses and the join that it needs. */
interface Placed {
  readonly column: string;
  readonly clauses: readonly Clause[];
  readonly join: string;
  /** The clause that lists the customers of both sides, if there is one. */
  readonly among?: string;
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

/** A customer, or an order without one; `among` names a clause with the customers that need one. */
function unitOf(
  units: TotalsUnits | undefined,
  among: string | undefined,
  scope: TotalsScope,
  parameters: Parameters,
): Placed | undefined {
  if (units === undefined) return undefined;
  if (units === "customers") {
    const place = "dense_rank() over (order by coalesce(lines.customer_id, lines.order_id))";
    return { column: `cast(${place} as integer) - 1 as unit`, clauses: [], join: "" };
  }
  const buckets = selectFrom(
    ["customer_key", `${bucketOf("customer_id", scope, parameters)} as bucket`],
    [
      "from silver.dim_customer_acquisition",
      among === undefined ? "" : `where customer_key in (select customer_key from ${among})`,
    ],
  );
  return {
    column: `coalesce(buckets.bucket, ${bucketOf("lines.order_id", scope, parameters)}) as unit`,
    clauses: [["buckets", buckets]],
    join: "left join buckets on lines.customer_key = buckets.customer_key",
  };
}

/** The bucket of a customer or an order, by MD5, since an engine's own hash changes between versions. */
export function bucketOf(owner: string, { seed, dialect }: TotalsScope, parameters: Parameters): string {
  const text = `${owner} || ':' || cast(${parameters.bind(seed)} as varchar)`;
  return `cast(${(dialect ?? duckdbDialect).byteOf(text)} as integer)`;
}

/** The kind of the customers: by where they stand in two periods; `all` in groups. */
function kindOf(scope: TotalsScope, parameters: Parameters): Placed {
  if (scope.of === "groups")
    return {
      column: "case when lines.customer_key is null then 'guests' else 'all' end as kind",
      clauses: [],
      join: "",
    };
  const { base, compare } = scope;
  const [, last = base.to] = [base.to, compare.to].sort();
  const untilThen = { ...aggregateOf(scope), period: { from: firstDay, to: last } };
  const [inBase, inCompare] = sidesOf(scope, parameters);
  const stood = selectFrom(
    [
      "customer_key",
      `bool_or(${inBase}) as in_base`,
      `bool_or(${inCompare}) as in_compare`,
      "min(transaction_date) as first_on",
    ],
    [...linesFrom(untilThen, parameters, ["customer_key is not null"]), groupBy(1)],
  );
  const kind = `case
        when in_base and in_compare then 'retained'
        when in_base then 'lost'
        when first_on > cast(${parameters.bind(base.to)} as date) then 'new'
        else 'returned'
    end as kind`;
  const kinds = selectFrom(["customer_key", kind], ["from stood", `where ${isOfSides}`]);
  return {
    column: "coalesce(kinds.kind, 'guests') as kind",
    clauses: [
      ["stood", stood],
      ["kinds", kinds],
    ],
    join: "left join kinds on lines.customer_key = kinds.customer_key",
    among: "kinds",
  };
}

/** Before every order line. */
const firstDay = "0001-01-01";

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
function aggregateOf(scope: TotalsScope): Aggregate {
  if (scope.of === "period") return { by: [], measures: [], filters: scope.filters };
  const dimensions = [...scope.base, ...scope.compare].map(({ dimension }) => dimension);
  return { by: [...new Set(dimensions)], measures: [], filters: scope.filters, period: scope.period };
}

/** Whether a line is in the base, and whether in the compare. */
function sidesOf(scope: TotalsScope, parameters: Parameters): readonly [string, string] {
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
