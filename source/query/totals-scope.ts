import type { Period } from "../domain/period.ts";
import { type Dialect, duckdbDialect } from "../engine/dialect.ts";
import type { Aggregate } from "./aggregate.ts";
import { lineClauses, linesFrom } from "./facts.ts";
import { carriesDiscount, type PlannedFilter, predicate } from "./predicate.ts";
import { type Clause, type Parameters, selectFrom, within } from "./statement.ts";

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

/** One for each value of a byte. */
export const totalsBuckets = 256;

/**
 * Clauses that end in `placed`: the order lines of both sides, each with its side (0 base, 1 compare), the kind of its
 * customer and its resampling unit. A customer's kind depends on the lines that the filters keep.
 */
export function placedClauses(scope: TotalsScope, units: TotalsUnits, parameters: Parameters): readonly Clause[] {
  const aggregate = aggregateOf(scope);
  const clauses = lineClauses(aggregate, parameters);
  const sides = sidesOf(scope, parameters);
  const { dialect = duckdbDialect } = scope;
  const lines = selectFrom([...lineColumns, ...sides], linesFrom(aggregate, parameters));
  return [
    ...clauses,
    ["lines", lines, dialect.materialized],
    ["kinds", kindsOf(scope, parameters)],
    [
      "placed",
      selectFrom(
        [
          "lines.*",
          "case when lines.in_base then 0 else 1 end as side",
          "coalesce(kinds.kind, 'guests') as kind",
          `${unitOf(units, scope.seed, dialect, parameters)} as unit`,
        ],
        [
          "from lines",
          "left join kinds on lines.customer_id = kinds.customer_id",
          "where lines.in_base or lines.in_compare",
        ],
      ),
    ],
  ];
}

/**
 * The clause `carried` after those of `placed`: one row per order line and program of its discounts, with the line's side,
 * unit, kind and list value, and the program's discount. Only lines with several programs are looked up by discount.
 */
export const carriedClause: Clause = [
  "carried",
  `${selectFrom(
    ["side", "unit", "kind", "program", "list_revenue", "discount"],
    ["from placed", "where program is not null and program <> 'several'"],
  )}
union all
${selectFrom(
  [
    "any_value(placed.side) as side",
    "any_value(placed.unit) as unit",
    "any_value(placed.kind) as kind",
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
)}`,
];

/** A customer, or an order without one. Buckets by MD5: an engine's own hash changes between versions. */
function unitOf(units: TotalsUnits, seed: number, dialect: Dialect, parameters: Parameters): string {
  const owner = "coalesce(lines.customer_id, lines.order_id)";
  if (units === "customers") return `cast(dense_rank() over (order by ${owner}) as integer) - 1`;
  const text = `${owner} || ':' || cast(${parameters.bind(seed)} as varchar)`;
  return `cast(${dialect.byteOf(text)} as integer)`;
}

const lineColumns = [
  "transaction_id",
  "order_id",
  "customer_id",
  "transaction_date",
  "case when discount_program <> 'none' then discount_program end as program",
  "coalesce(product_id, 'unknown') as product",
  "bags as units",
  "list_revenue",
  "discounts as discount",
  "reversals",
  "plug",
  "net_revenue",
];

/** The lines that a question about totals reads; for a period question those of all days, since they show who is new. */
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

function kindsOf(scope: TotalsScope, parameters: Parameters): string {
  const kind =
    scope.of === "groups"
      ? "'all'"
      : `case
        when bool_or(in_base) and bool_or(in_compare) then 'retained'
        when bool_or(in_base) then 'lost'
        when min(transaction_date) > cast(${parameters.bind(scope.base.to)} as date) then 'new'
        else 'returned'
    end`;
  return selectFrom(
    ["customer_id", `${kind} as kind`, "bool_or(in_base) and bool_or(in_compare) as in_both"],
    [
      "from lines",
      "where customer_id is not null",
      "group by customer_id",
      "having bool_or(in_base) or bool_or(in_compare)",
    ],
  );
}
