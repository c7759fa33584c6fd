import type { Statement } from "../domain/cohort.ts";
import type { Period } from "../domain/period.ts";
import { type Dialect, duckdbDialect } from "../engine/dialect.ts";
import { groupBy, Parameters, selectFrom, whereAll, withClauses, within } from "./statement.ts";

/** What of a plan or an order can change: attributes of its product, and its plan. */
export const switchingDimensions = [
  "product",
  "bag_size",
  "price_point",
  "method",
  "caffeination",
  "roast",
  "flavor",
  "grind",
  "prepaid_orders",
] as const;
export type SwitchingDimension = (typeof switchingDimensions)[number];

export interface SwitchingQuestion {
  readonly of: SwitchingDimension;
  /** Changes of the plan, or from one order of a customer to the next. */
  readonly from: "plans" | "orders";
  readonly period?: Period;
  readonly isByMonth: boolean;
  /** Of the engine that is asked; where absent, DuckDB's. */
  readonly dialect?: Dialect;
}

/**
 * Rows: month where asked for, from, to, events, distinct customers, their share of those who could have changed (customers
 * with a plan, or with an order, in the days), and the price effect per customer: the list price of what they changed to
 * less that of what they changed from, at the day of the change. A change between equal values of the dimension is none.
 */
export function switching(question: SwitchingQuestion): Statement {
  const { of, from, period, isByMonth, dialect = duckdbDialect } = question;
  const parameters = new Parameters();
  const inDays = period === undefined ? [] : [within("changed_on", period, parameters)];
  const conditions = ["from_value is distinct from to_value", "is_change", ...inDays];
  const keys = [
    ...(isByMonth ? ["date_trunc('month', changed_on) as transaction_month"] : []),
    "from_value",
    "to_value",
  ];
  const sql = withClauses(
    [
      ["products", productsOf()],
      ["changes", from === "plans" ? changesOfPlans(of, dialect) : changesOfOrders(of)],
      ["everybody", from === "plans" ? planHolders(period, parameters) : buyers(period, parameters)],
    ],
    selectFrom(
      [
        ...keys,
        "count(*) as events",
        "count(distinct changes.customer_id) as customers",
        "cast(count(distinct changes.customer_id) as double) / max(everybody.customers) as share",
        "cast(sum(to_price - from_price) as double) / count(distinct changes.customer_id) as price_effect_per_customer",
      ],
      [
        "from changes",
        "cross join everybody",
        whereAll(conditions),
        groupBy(keys.length),
        `order by ${isByMonth ? "transaction_month, " : ""}events desc, from_value, to_value`,
      ],
    ),
  );
  return { sql, params: parameters.values };
}

/** Customers who had an active plan in the days. */
function planHolders(period: Period | undefined, parameters: Parameters): string {
  const days =
    period === undefined
      ? []
      : [
          `cast(valid_from as date) <= cast(${parameters.bind(period.to)} as date)`,
          `(valid_to is null or cast(valid_to as date) >= cast(${parameters.bind(period.from)} as date))`,
        ];
  return selectFrom(
    ["count(distinct customer_id) as customers"],
    ["from silver.fct_subscription_periods", whereAll(["state = 'active'", ...days])],
  );
}

/** Customers who ordered in the days. */
function buyers(period: Period | undefined, parameters: Parameters): string {
  const days = period === undefined ? [] : [within("transaction_date", period, parameters)];
  return selectFrom(
    ["count(distinct customer_id) as customers"],
    ["from silver.fct_transactions", whereAll(["customer_id is not null", ...days])],
  );
}

/** One row a product and price. */
function productsOf(): string {
  return selectFrom(
    [...switchingDimensions.slice(1, -1), "product_id", "gross_price", "applies_from", "applies_to"],
    ["from silver.dim_coffee_profile"],
  );
}

function attributeOf(of: SwitchingDimension, product: string, line: string): string {
  if (of === "product") return `${line}.product_id`;
  if (of === "prepaid_orders") return `cast(${line}.prepaid_orders as varchar)`;
  return `${product}.${of}`;
}

/** Every change of a subscription beside the one before it; those called a change of plan are changes. */
function changesOfPlans(of: SwitchingDimension, dialect: Dialect): string {
  const order = "partition by subscription_id order by changed_at, change_id";
  // A change may leave out what stays as it was.
  const past = `${order} rows between unbounded preceding and 1 preceding`;
  const before = (column: string) => `${dialect.lastKnown(column, past)} as before_${column}`;
  const ordered = selectFrom(
    ["*", before("product_id"), before("prepaid_orders"), `row_number() over (${order}) > 1 as has_before`],
    ["from bronze.stg_subscription_state_changes"],
  );
  const fromValue = attributeOf(of, "old_product", "stated").replace("stated.", "stated.before_");
  return selectFrom(
    [
      "stated.customer_id",
      "cast(stated.changed_at as date) as changed_on",
      "stated.state = 'plan_changed' and stated.has_before as is_change",
      `${fromValue} as from_value`,
      `${attributeOf(of, "new_product", "stated")} as to_value`,
      "old_product.gross_price as from_price",
      "new_product.gross_price as to_price",
    ],
    [
      `from (\n${ordered}\n) as stated`,
      ...joined("old_product", "stated.before_product_id", "stated.changed_at"),
      ...joined("new_product", "stated.product_id", "stated.changed_at"),
    ],
  );
}

/** Every order of a customer beside the one before it. Of an order of several products, the one of the largest list value. */
function changesOfOrders(of: SwitchingDimension): string {
  const largest = selectFrom(
    [
      "customer_id",
      "order_id",
      "transacted_at",
      "product_id",
      "prepaid_orders",
      "row_number() over (partition by order_id order by list_revenue desc, transaction_id) as place",
    ],
    ["from silver.fct_transactions", "where customer_id is not null"],
  );
  const before = (column: string) =>
    `lag(${column}) over (partition by customer_id order by transacted_at, order_id) as before_${column}`;
  const ordered = selectFrom(
    ["*", before("product_id"), before("prepaid_orders"), before("order_id")],
    [`from (\n${largest}\n) as lines`, "where place = 1"],
  );
  const past = attributeOf(of, "old_product", "stated").replace("stated.", "stated.before_");
  return selectFrom(
    [
      "stated.customer_id",
      "cast(stated.transacted_at as date) as changed_on",
      "stated.before_order_id is not null as is_change",
      `${past} as from_value`,
      `${attributeOf(of, "new_product", "stated")} as to_value`,
      "old_product.gross_price as from_price",
      "new_product.gross_price as to_price",
    ],
    [
      `from (\n${ordered}\n) as stated`,
      ...joined("old_product", "stated.before_product_id", "stated.transacted_at"),
      ...joined("new_product", "stated.product_id", "stated.transacted_at"),
    ],
  );
}

function joined(name: string, product: string, moment: string): readonly string[] {
  return [
    `left join products as ${name} on ${product} = ${name}.product_id`,
    `    and ${moment} >= ${name}.applies_from and ${moment} < ${name}.applies_to`,
  ];
}
