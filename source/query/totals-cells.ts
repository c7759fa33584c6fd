import type { Statement } from "../domain/cohort.ts";
import { namedJoin } from "./named-join.ts";
import { stagedJoins, stagedNet } from "./staged-net.ts";
import { type Clause, groupBy, moneySum, orderBy, Parameters, selectFrom, withClauses } from "./statement.ts";
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
 * Rows: side, unit, kind, customers, orders, units, list value, reversals, plug, net revenue as booked, then list value on
 * and discount of each program. Money in currency units, as doubles of exact sums.
 */
export function kindCells(scope: TotalsScope, units: TotalsUnits, programs: readonly string[]): Statement {
  const parameters = new Parameters();
  const columns = [...carriedColumns, ...amounts, "order_id", "units"] as const;
  const clauses = placedClauses(scope, parameters, { columns, units, kinds: true });
  const perProgram = programs.flatMap((program, index) => {
    const is = `filter (where program = ${parameters.bind(program)})`;
    return [
      `cast(coalesce(sum(list_revenue) ${is}, 0) as double) as list_${index + 1}`,
      `cast(coalesce(sum(discount) ${is}, 0) as double) as discount_${index + 1}`,
    ];
  });
  const keys = ["side", "unit", "kind"];
  const whole = selectFrom(
    [
      ...keys,
      "count(distinct customer_key) as customers",
      "count(distinct order_id) as orders",
      "cast(coalesce(sum(units), 0) as double) as units",
      ...amounts.map((name) => `cast(${moneySum(name)} as double) as ${name}`),
    ],
    ["from placed", groupBy(keys.length)],
  );
  const ofPrograms = selectFrom([...keys, ...perProgram], ["from carried", groupBy(keys.length)]);
  const onPrograms = programs.flatMap((_, index) =>
    ["list", "discount"].map((what) => `coalesce(of_programs.${what}_${index + 1}, 0) as ${what}_${index + 1}`),
  );
  const final = selectFrom(
    ["whole.*", ...onPrograms],
    [
      "from whole",
      `left join of_programs on ${keys.map((key) => `whole.${key} = of_programs.${key}`).join(" and ")}`,
      orderBy(keys.length),
    ],
  );
  const all: readonly Clause[] = [...clauses, carriedClause(keys), ["whole", whole], ["of_programs", ofPrograms]];
  return { sql: withClauses(all, final), params: parameters.values };
}

/** Rows: side, unit, kind, product, units, list value in currency units. Lines without units have no price. */
export function productCells(scope: TotalsScope, units: TotalsUnits): Statement {
  const parameters = new Parameters();
  const columns = ["product", "units", "list_revenue"] as const;
  const clauses = placedClauses(scope, parameters, { columns, units, kinds: true });
  const top = selectFrom(
    ["product"],
    ["from placed", "group by product", "order by sum(abs(list_revenue)) desc, product", `limit ${mostProducts}`],
  );
  const final = selectFrom(
    [
      "placed.side",
      "placed.unit",
      "placed.kind",
      "coalesce(top.product, 'Other') as product_name",
      "cast(sum(placed.units) as double) as units",
      `cast(${moneySum("placed.list_revenue")} as double) as list_revenue`,
    ],
    ["from placed", "left join top on placed.product = top.product", "where placed.units <> 0", groupBy(4), orderBy(4)],
  );
  return { sql: withClauses([...clauses, ["top", top]], final), params: parameters.values };
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
      "left join bronze.stg_transactions as staged on placed.transaction_id = staged.transaction_id",
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
    ["tied", tied],
  ];
  return { sql: withClauses(clauses, final), params: parameters.values };
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
