import { linesFrom } from "./facts.ts";
import { type PlannedFilter, predicate } from "./predicate.ts";
import { type Clause, groupBy, type Parameters, selectFrom } from "./statement.ts";
import {
  aggregateOf,
  bucketOf,
  fromSides,
  type GroupScope,
  type LineColumn,
  type PeriodScope,
  sideColumn,
  sideLines,
  sidesOf,
  type TotalsScope,
  type TotalsUnits,
} from "./totals-scope.ts";

/**
 * Kinds of customers in a question about two periods. `retained` ordered in both, `lost` in the base period only, `new`
 * ordered for the first time after it, `returned` ordered before it and again in the compare period. `guests` are orders
 * without a customer. Two groups of customers have the one kind `all`, and guests. In `placed`, a kind is its number here:
 * texts take longer to group.
 */
export const customerKinds = ["retained", "lost", "new", "returned", "all", "guests"] as const;
export type CustomerKind = (typeof customerKinds)[number];

/** The name of a kind by its number in the column `kind`. */
export const kindName = `case kind ${customerKinds.map((name, number) => `when ${number} then '${name}'`).join(" ")} end`;

function numberOf(kind: CustomerKind): number {
  return customerKinds.indexOf(kind);
}

/**
 * Clauses that end in `placed`: these columns of the order lines of both sides, each with its side (0 base, 1 compare) and,
 * if lines are resampled in `units`, the unit and the kind of its customer. A customer's are computed once, not for each of
 * his lines.
 */
export function placedClauses(
  scope: TotalsScope,
  parameters: Parameters,
  columns: readonly LineColumn[],
  units?: TotalsUnits,
): readonly Clause[] {
  const own = [...new Set(columns)];
  const needed = new Set<LineColumn>(["customer_key", ...own, ...ownerColumns(units)]);
  const lines = sideLines(scope, parameters, [...needed]);
  const owners = units === undefined ? undefined : ownersIn(scope, units, parameters);
  const [from, where] = fromSides;
  const placed = selectFrom(
    [...own.map((name) => `lines.${name}`), sideColumn, ...(owners?.columns ?? [])],
    [from, owners?.join ?? "", where],
  );
  return [...lines, ...(owners?.clauses ?? []), ["placed", placed]];
}

/** The columns that tell a unit: an order without a customer is one by itself. */
function ownerColumns(units: TotalsUnits | undefined): readonly LineColumn[] {
  if (units === undefined) return [];
  return units === "customers" ? ["customer_id", "order_id"] : ["order_id"];
}

/** Columns of `placed`, with the clauses and the join that they need. */
interface Owners {
  readonly columns: readonly string[];
  readonly clauses: readonly Clause[];
  readonly join: string;
}

/** The unit and the kind of each line's customer; an order without a customer is a unit by itself. */
function ownersIn(scope: TotalsScope, units: TotalsUnits, parameters: Parameters): Owners {
  const isBuckets = units === "buckets";
  const place = "dense_rank() over (order by coalesce(lines.customer_id, lines.order_id))";
  const unit = isBuckets
    ? `coalesce(owners.bucket, ${bucketOf("lines.order_id", scope, parameters)}) as unit`
    : `cast(${place} as integer) - 1 as unit`;
  const join = "left join owners on lines.customer_key = owners.customer_key";
  if (scope.of === "period") {
    const bucket = isBuckets ? [`${bucketOf("customer.customer_id", scope, parameters)} as bucket`] : [];
    const kind = `coalesce(owners.kind, ${numberOf("guests")}) as kind`;
    return { columns: [kind, unit], clauses: kindClauses(scope, bucket, parameters), join };
  }
  const kind = `case when lines.customer_key is null then ${numberOf("guests")} else ${numberOf("all")} end as kind`;
  if (!isBuckets) return { columns: [kind, unit], clauses: [], join: "" };
  return { columns: [kind, unit], clauses: [["owners", groupBuckets(scope, parameters)]], join };
}

/** Clauses that end in `owners`: the customers of both periods, each with the kind and these columns of `customer`. */
function kindClauses(scope: PeriodScope, columns: readonly string[], parameters: Parameters): readonly Clause[] {
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
        when stood.in_base and stood.in_compare then ${numberOf("retained")}
        when stood.in_base then ${numberOf("lost")}
        when stood.first_on > cast(${parameters.bind(base.to)} as date) then ${numberOf("new")}
        else ${numberOf("returned")}
    end as kind`;
  const customers =
    "inner join silver.dim_customer_acquisition as customer on stood.customer_key = customer.customer_key";
  const owners = selectFrom(
    ["stood.customer_key", kind, ...columns],
    ["from stood", columns.length === 0 ? "" : customers, "where stood.in_base or stood.in_compare"],
  );
  return [
    ["stood", stood],
    ["owners", owners],
  ];
}

/** Before every order line. */
const firstDay = "0001-01-01";

/** The buckets of the customers of both groups; of all customers, if the groups are told apart by order lines. */
function groupBuckets(scope: GroupScope, parameters: Parameters): string {
  const isIn = (filters: readonly PlannedFilter[]) =>
    `(${filters.map((filter) => predicate(filter, filter.dimension.expression, parameters)).join(" and ")})`;
  const isOfCustomers = [...scope.base, ...scope.compare].every(({ dimension }) => dimension.of === "customer");
  return selectFrom(
    ["customer_key", `${bucketOf("customer_id", scope, parameters)} as bucket`],
    [
      "from silver.dim_customer_acquisition",
      isOfCustomers ? `where ${isIn(scope.base)} or ${isIn(scope.compare)}` : "",
    ],
  );
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
