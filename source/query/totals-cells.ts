import type { Statement } from "../domain/cohort.ts";
import { namedJoin } from "./named-join.ts";
import { stagedJoins, stagedNet } from "./staged-net.ts";
import {
  type Clause,
  groupBy,
  moneySum,
  named,
  orderBy,
  Parameters,
  selectFrom,
  withClauses,
  within,
} from "./statement.ts";
import { carriedClause, carriedColumns, kindName, placedClauses } from "./totals-placed.ts";
import { ownersOfSides, sideLines, type TotalsScope, type TotalsUnits } from "./totals-scope.ts";

/** The number of products with their own price and share; the rest are one product, "Other". */
export const mostProducts = 200;

/** What the tree adds up. */
const amounts = ["list_revenue", "reversals", "plug", "net_revenue"] as const;

/** One row: customers and guests' orders of each side, customers on both sides. */
export function totalsCounts(scope: TotalsScope): Statement {
  const parameters = new Parameters();
  const customersOf = (side: string) => `count(customer_key) filter (where ${side})`;
  const sql = withClauses(
    [...sideLines(scope, parameters, ["customer_key", "guest"]), ["owners", ownersOfSides]],
    selectFrom(
      [
        "count(*) as owners",
        `${customersOf("in_base")} as customers_base`,
        `${customersOf("in_compare")} as customers_compare`,
        `${customersOf("in_base and in_compare")} as customers_both`,
      ],
      ["from owners"],
    ),
  );
  return { sql, params: parameters.values };
}

/**
 * Rows: side, unit, kind, product, program, customers, orders, units, list value, reversals, plug, net revenue as booked,
 * discount. The rows with neither product nor program are of all lines. Those of a product have only units and list value, of
 * lines with units, since others have no price; those of a program only list value and discount, and a line may have several
 * programs. Money in currency units, as doubles of exact sums. One statement, so that the lines are found and their customers
 * placed once.
 */
export function totalsCells(scope: TotalsScope, units: TotalsUnits): Statement {
  const parameters = new Parameters();
  const columns = ["customer_key", ...carriedColumns, ...amounts, "order_id", "units", "product"] as const;
  const cells = [ofAll, ofProducts, ofPrograms].join("\nunion all\n");
  const clauses: readonly Clause[] = [
    ...placedClauses(scope, parameters, columns, units),
    carriedClause(keys),
    ["top", topProducts],
    ["cells", cells],
  ];
  const final = selectFrom(["side", "unit", named(kindName, "kind"), ...cellNames], ["from cells", orderBy(5)]);
  return { sql: withClauses(clauses, final), params: parameters.values };
}

const keys = ["side", "unit", "kind"] as const;

/** Columns after the keys, in their order. */
const cellNames = ["product_name", "program", "customers", "orders", "units", ...amounts, "discount"];

/** The same with their expressions; 0 for those that are not given. */
function cellColumns(given: Readonly<Record<string, string>>): readonly string[] {
  const none = { product_name: "cast(null as varchar)", program: "cast(null as varchar)", customers: "0", orders: "0" };
  const all: Readonly<Record<string, string>> = { ...none, ...given };
  return cellNames.map((name) => named(all[name] ?? "cast(0 as double)", name));
}

function moneyOf(column: string): string {
  return `cast(${moneySum(column)} as double)`;
}

const ofAll = selectFrom(
  [
    ...keys,
    ...cellColumns({
      customers: "count(distinct customer_key)",
      orders: "count(distinct order_id)",
      units: "cast(coalesce(sum(units), 0) as double)",
      ...Object.fromEntries(amounts.map((name) => [name, moneyOf(name)])),
    }),
  ],
  ["from placed", groupBy(keys.length)],
);

const topProducts = selectFrom(
  ["product"],
  ["from placed", "group by product", "order by sum(abs(list_revenue)) desc, product", `limit ${mostProducts}`],
);

const ofProducts = selectFrom(
  [
    ...keys,
    ...cellColumns({
      product_name: "coalesce(top.product, 'Other')",
      units: "cast(sum(placed.units) as double)",
      list_revenue: moneyOf("placed.list_revenue"),
    }),
  ],
  ["from placed", "left join top on placed.product = top.product", "where placed.units <> 0", groupBy(keys.length + 1)],
);

const ofPrograms = selectFrom(
  [
    ...keys,
    ...cellColumns({
      program: "carried.program",
      list_revenue: moneyOf("carried.list_revenue"),
      discount: moneyOf("carried.discount"),
    }),
  ],
  ["from carried", "group by side, unit, kind, program"],
);

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
    ...placedClauses(scope, parameters, columns),
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
    sql: withClauses(placedClauses(scope, parameters, ["transaction_id"]), final),
    params: parameters.values,
  };
}
