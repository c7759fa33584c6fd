import type { Statement } from "../domain/cohort.ts";
import { namedJoin } from "./named-join.ts";
import { stagedJoins, stagedNet } from "./staged-net.ts";
import { type Clause, groupBy, moneySum, orderBy, Parameters, selectFrom, withClauses, within } from "./statement.ts";
import {
  carriedClause,
  carriedColumns,
  type LineColumn,
  placedClauses,
  sidesOfCustomers,
  type TotalsScope,
  type TotalsUnits,
} from "./totals-scope.ts";

/** The number of products with their own price and share; the rest are one product, "Other". */
export const mostProducts = 200;

/** What the tree adds up. */
const amounts = ["list_revenue", "reversals", "plug", "net_revenue"] as const;

/** One row: customers and guests' orders of each side, customers on both sides. */
export function totalsCounts(scope: TotalsScope): Statement {
  const guests = "(select count(distinct order_id) from placed where customer_key is null)";
  const customersOf = (side: string) => `count(*) filter (where ${side})`;
  return statement(
    scope,
    ["order_id", "transaction_date"],
    ["sides", sidesOfCustomers],
    [
      [
        `count(*) + ${guests} as owners`,
        `${customersOf("in_base")} as customers_base`,
        `${customersOf("in_compare")} as customers_compare`,
        `${customersOf("in_base and in_compare")} as customers_both`,
        "(select min(transaction_date) from placed) as first_day",
        "(select max(transaction_date) from placed) as last_day",
      ],
      ["from sides"],
    ],
  );
}

/** Rows: each program of a discount on the lines of both sides. A line may have several. */
export function totalsPrograms(scope: TotalsScope): Statement {
  return statement(scope, carriedColumns, carriedClause(), [
    ["program"],
    ["from carried", "group by program", "order by program"],
  ]);
}

/**
 * Rows: side, unit, kind, product, customers, orders, units, list value, reversals, plug, net revenue as booked, then list value
 * on and discount of each program. The rows without a product are of all products; those of a product have only units and
 * list value, of lines with units, since others have no price. Money in currency units, as doubles of exact sums. One
 * statement, so that the lines are found and their customers placed once.
 */
export function totalsCells(scope: TotalsScope, units: TotalsUnits, programs: readonly string[]): Statement {
  const parameters = new Parameters();
  const columns = [...carriedColumns, ...amounts, "order_id", "units", "product"] as const;
  const clauses = placedClauses(scope, parameters, { columns, units, kinds: true });
  const ofPrograms = selectFrom(
    [...keys, ...programs.flatMap((program, at) => programSums(at, parameters.bind(program)))],
    ["from carried", groupBy(keys.length)],
  );
  const final = `${rowsOfAll(programs)}\nunion all\n${rowsOfProducts(programs)}\n${orderBy(keys.length + 1)}`;
  const all: readonly Clause[] = [
    ...clauses,
    carriedClause(keys),
    ["whole", wholeSums],
    ["of_programs", ofPrograms],
    ["top", topProducts],
  ];
  return { sql: withClauses(all, final), params: parameters.values };
}

const keys = ["side", "unit", "kind"] as const;

const wholeSums = selectFrom(
  [
    ...keys,
    "count(distinct customer_key) as customers",
    "count(distinct order_id) as orders",
    "cast(coalesce(sum(units), 0) as double) as units",
    ...amounts.map((name) => `cast(${moneySum(name)} as double) as ${name}`),
  ],
  ["from placed", groupBy(keys.length)],
);

const topProducts = selectFrom(
  ["product"],
  ["from placed", "group by product", "order by sum(abs(list_revenue)) desc, product", `limit ${mostProducts}`],
);

/** List value on and discount of a program, by its place. */
function programSums(at: number, program: string): readonly string[] {
  const is = `filter (where program = ${program})`;
  return [
    `cast(coalesce(sum(list_revenue) ${is}, 0) as double) as list_${at + 1}`,
    `cast(coalesce(sum(discount) ${is}, 0) as double) as discount_${at + 1}`,
  ];
}

function programColumns(programs: readonly string[]): readonly string[] {
  return programs.flatMap((_, at) => [`list_${at + 1}`, `discount_${at + 1}`]);
}

function rowsOfAll(programs: readonly string[]): string {
  return selectFrom(
    [
      ...keys.map((key) => `whole.${key}`),
      "cast(null as varchar) as product_name",
      ...["customers", "orders", "units", ...amounts].map((name) => `whole.${name}`),
      ...programColumns(programs).map((name) => `coalesce(of_programs.${name}, 0) as ${name}`),
    ],
    ["from whole", `left join of_programs on ${keys.map((key) => `whole.${key} = of_programs.${key}`).join(" and ")}`],
  );
}

function rowsOfProducts(programs: readonly string[]): string {
  const none = (name: string) => `cast(0 as double) as ${name}`;
  return selectFrom(
    [
      ...keys.map((key) => `placed.${key}`),
      "coalesce(top.product, 'Other') as product_name",
      ...["0 as customers", "0 as orders", "cast(sum(placed.units) as double) as units"],
      `cast(${moneySum("placed.list_revenue")} as double) as list_revenue`,
      ...[...amounts.slice(1), ...programColumns(programs)].map(none),
    ],
    [
      "from placed",
      "left join top on placed.product = top.product",
      "where placed.units <> 0",
      groupBy(keys.length + 1),
    ],
  );
}

/**
 * Rows: side, program, order lines, list value, discount, reversals, plug, net revenue, and the same lines as booked: their
 * number and net revenue in bronze. The row without a program has everything but the discount, which is in the rows of the
 * programs. Money exact, as text.
 */
export function totalsTieOut(scope: TotalsScope): Statement {
  const parameters = new Parameters();
  const text = (name: string, sum: string) => `cast(${sum} as varchar) as ${name}`;
  const none = (name: string) => text(name, "cast(0 as decimal(38, 4))");
  const sum = (name: string) => text(name, moneySum(`placed.${name}`));
  const lines = selectFrom(
    [
      "placed.side",
      "cast(null as varchar) as program",
      "count(*) as order_lines",
      ...[sum("list_revenue"), none("discount"), sum("reversals"), sum("plug"), sum("net_revenue")],
      "count(staged.transaction_id) as staged_lines",
      text("staged_net", moneySum(stagedNet)),
    ],
    [
      "from placed",
      "left join staged on placed.transaction_id = staged.transaction_id",
      stagedJoins,
      "group by placed.side",
    ],
  );
  const discounts = selectFrom(
    [
      "side",
      "program",
      "0 as order_lines",
      ...[none("list_revenue"), text("discount", moneySum("discount")), none("reversals"), none("plug")],
      ...[none("net_revenue"), "0 as staged_lines", none("staged_net")],
    ],
    ["from carried", "group by side, program"],
  );
  const columns = [...carriedColumns, ...amounts];
  const tied = `${lines}\nunion all\n${discounts}`;
  const final = selectFrom(["*"], ["from tied", "order by side, program"]);
  const clauses: readonly Clause[] = [
    ...placedClauses(scope, parameters, { columns }),
    carriedClause(["side"]),
    ["staged", selectFrom(["*"], ["from bronze.stg_transactions", `where ${stagedDays(scope, parameters)}`])],
    ["tied", tied],
  ];
  return { sql: withClauses(clauses, final), params: parameters.values };
}

/** The days of both sides in bronze; a line that has another day there would be missing, and the sides not tie out. */
function stagedDays(scope: TotalsScope, parameters: Parameters): string {
  const periods = scope.of === "period" ? [scope.base, scope.compare] : [scope.period];
  return periods.map((period) => within("cast(transacted_at as date)", period, parameters)).join(" or ");
}

/** Rows: side, program, name, amount of the discounts named by the source. Money exact, as text. */
export function totalsNamedDiscounts(scope: TotalsScope): Statement {
  const parameters = new Parameters();
  const amount = `cast(${moneySum("named.amount")} as varchar) as amount`;
  const final = selectFrom(
    ["placed.side", "named.program", "named.discount_name", amount],
    ["from placed", namedJoin("placed"), groupBy(3), orderBy(3)],
  );
  return {
    sql: withClauses(placedClauses(scope, parameters, { columns: ["transaction_id"] }), final),
    params: parameters.values,
  };
}

function statement(
  scope: TotalsScope,
  columns: readonly LineColumn[],
  clause: Clause,
  [selected, rest]: readonly [readonly string[], readonly string[]],
): Statement {
  const parameters = new Parameters();
  const clauses = [...placedClauses(scope, parameters, { columns }), clause];
  return { sql: withClauses(clauses, selectFrom(selected, rest)), params: parameters.values };
}
