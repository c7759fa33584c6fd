import type { Period } from "../domain/period.ts";
import { duckdbDialect } from "../engine/dialect.ts";
import { type Parameters, selectFrom, whereAll, within } from "./statement.ts";
import { productAttributes, type SwitchingQuestion } from "./switching-question.ts";

/** What the statements of changes are built from. */
interface Of {
  readonly question: Pick<SwitchingQuestion, "of" | "from" | "dialect">;
  /** The days of the changes to read; absent: all. */
  readonly days: Period | undefined;
  readonly parameters: Parameters;
  /** Whether a clause `people` names the customers to look at. */
  readonly isFiltered: boolean;
}

/**
 * Columns: customer_id, changed_on, is_change, from_value, to_value, from_price, to_price. Each row is a change of plan, or
 * from one order to the next.
 */
export function changesOf(of: Of): string {
  return of.question.from === "plans" ? changesOfPlans(of) : changesOfOrders(of);
}

/** Every change of a subscription beside the previous one; those recorded as a change of plan count as changes. */
function changesOfPlans({ question, days, parameters, isFiltered }: Of): string {
  const order = "partition by subscription_id order by changed_at, change_id";
  // A change may leave out values that stay the same.
  const { dialect = duckdbDialect } = question;
  const past = `${order} rows between unbounded preceding and 1 preceding`;
  const before = (column: string) => `${dialect.lastKnown(column, past)} as before_${column}`;
  const changed = ["state = 'plan_changed'", ...inDays("cast(changed_at as date)", days, parameters)];
  const source = "bronze.stg_subscription_state_changes";
  const ordered = selectFrom(
    ["*", before("product_id"), before("prepaid_orders"), `row_number() over (${order}) > 1 as has_before`],
    [
      `from ${source}`,
      whereAll([
        `subscription_id in (select subscription_id from ${source} ${whereAll(changed)})`,
        ...among(isFiltered),
      ]),
    ],
  );
  return withPrevious(question.of, ordered, "changed_at", "stated.state = 'plan_changed' and stated.has_before");
}

/**
 * Every order of a customer beside the previous one. An order of several products is represented by the product with the
 * largest list value.
 */
function changesOfOrders({ question, days, parameters, isFiltered }: Of): string {
  const ordering = inDays("transaction_date", days, parameters);
  const orderedThen =
    ordering.length === 0
      ? []
      : [`customer_id in (select customer_id from silver.fct_transactions ${whereAll(ordering)})`];
  // A dimension added by the source is a column of the line.
  const own = isOfProduct(question.of) || question.of === "prepaid_orders" ? [] : [question.of];
  const largest = selectFrom(
    [
      "customer_id",
      "order_id",
      "transacted_at",
      "product_id",
      "prepaid_orders",
      ...own,
      "row_number() over (partition by order_id order by list_revenue desc, transaction_id) as place",
    ],
    ["from silver.fct_transactions", whereAll(["customer_id is not null", ...orderedThen, ...among(isFiltered)])],
  );
  const before = (column: string) =>
    `lag(${column}) over (partition by customer_id order by transacted_at, order_id) as before_${column}`;
  const ordered = selectFrom(
    ["*", ...["product_id", "prepaid_orders", "order_id", ...own].map(before)],
    [`from (\n${largest}\n) as lines`, "where place = 1"],
  );
  return withPrevious(question.of, ordered, "transacted_at", "stated.before_order_id is not null");
}

/** States with the previous values, and the products of both at their list price at that moment. */
function withPrevious(of: string, ordered: string, moment: string, isChange: string): string {
  return selectFrom(
    [
      "stated.customer_id",
      `cast(stated.${moment} as date) as changed_on`,
      `${isChange} as is_change`,
      `${valueIn(of, "old_product", "stated.before_")} as from_value`,
      `${valueIn(of, "new_product", "stated.")} as to_value`,
      "old_product.gross_price as from_price",
      "new_product.gross_price as to_price",
    ],
    [
      `from (\n${ordered}\n) as stated`,
      ...joined("old_product", "stated.before_product_id", `stated.${moment}`),
      ...joined("new_product", "stated.product_id", `stated.${moment}`),
    ],
  );
}

function isOfProduct(of: string): boolean {
  return of === "product" || productAttributes.includes(of);
}

function valueIn(of: string, product: string, line: string): string {
  if (of === "product") return `${line}product_id`;
  if (of === "prepaid_orders") return `cast(${line}prepaid_orders as varchar)`;
  return productAttributes.includes(of) ? `${product}.${of}` : `${line}${of}`;
}

function joined(name: string, product: string, moment: string): readonly string[] {
  return [
    `left join silver.dim_coffee_profile as ${name} on ${product} = ${name}.product_id`,
    `    and ${moment} >= ${name}.applies_from and ${moment} < ${name}.applies_to`,
  ];
}

export function among(isFiltered: boolean): readonly string[] {
  return isFiltered ? ["customer_id in (select customer_id from people)"] : [];
}

function inDays(column: string, days: Period | undefined, parameters: Parameters): readonly string[] {
  return days === undefined ? [] : [within(column, days, parameters)];
}
