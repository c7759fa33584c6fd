import { Amount } from "../domain/amount.ts";
import type { Statement } from "../domain/cohort.ts";
import type { RowPage, Value } from "../domain/slice-result.ts";
import { type Cell, Parameters, type Run, selectFrom } from "./statement.ts";

const columns = [
  "occurred_at",
  "event",
  "what",
  "reference",
  "bags",
  "list_revenue",
  "discounts",
  "reversed",
  "net_revenue",
  "net_so_far",
];
const money = new Set(["list_revenue", "discounts", "reversed", "net_revenue", "net_so_far"]);

/**
 * Everything known about one customer in chronological order: acquisition, order lines, reversals and subscription states.
 * Net revenue is on its order line, as booked; `reversed` says when it was reduced. No personal data.
 */
export async function customerTimeline(customer: string, run: Run, signal?: AbortSignal): Promise<RowPage> {
  const statement = compileTimeline(customer);
  const rows = await run(statement, signal);
  return { columns, rows: rows.map(valuesOf), total: rows.length, sql: [statement] };
}

/** The statement behind `customerTimeline`. */
export function compileTimeline(customer: string): Statement {
  const parameters = new Parameters();
  const parts = [acquisition, orderLines, reversals, states].map((part) => part(parameters.bind(customer)));
  const shown = columns.slice(0, -1);
  const soFar = "coalesce(cast(sum(net_revenue) over (order by occurred_at, place, reference) as decimal(38, 4)), 0)";
  const from = [`from (\n${parts.join("\nunion all\n")}\n) as events`, "order by occurred_at, place, reference"];
  return { sql: selectFrom([...shown, `${soFar} as net_so_far`], from), params: parameters.values };
}

const noMoney = "cast(null as decimal(18, 4))";

function event(
  place: number,
  [at, name, what, of]: readonly [string, string, string, string],
  amounts: readonly string[],
  from: readonly string[],
): string {
  const [bags = "cast(null as bigint)", list = noMoney, discounts = noMoney, reversed = noMoney, net = noMoney] =
    amounts;
  return selectFrom(
    [
      `${place} as place`,
      `${at} as occurred_at`,
      `${name} as event`,
      `${what} as what`,
      `${of} as reference`,
      `${bags} as bags`,
      `${list} as list_revenue`,
      `${discounts} as discounts`,
      `${reversed} as reversed`,
      `${net} as net_revenue`,
    ],
    from,
  );
}

function acquisition(customer: string): string {
  const names = ["acquired_at", "'acquired'", "point_of_entry", "cast(null as varchar)"] as const;
  return event(0, names, [], ["from silver.dim_customer_acquisition", `where customer_id = ${customer}`]);
}

function orderLines(customer: string): string {
  const what = "concat_ws(' · ', transaction_type, product_id, bag_size, discount_program)";
  const discounts = "cast(welcome_discount + prepaid_discount + other_discount as decimal(18, 4))";
  return event(
    1,
    ["transacted_at", "'order line'", what, "transaction_id"],
    ["cast(bags as bigint)", "list_revenue", discounts, noMoney, "net_revenue"],
    ["from silver.fct_transactions", `where customer_id = ${customer}`],
  );
}

function reversals(customer: string): string {
  const what = "concat(kind, ' after ', cast(days_after_order as varchar), ' days')";
  return event(
    2,
    ["reversed_at", "'reversal'", what, "transaction_id"],
    ["cast(null as bigint)", noMoney, noMoney, "cast(amount as decimal(18, 4))"],
    ["from silver.fct_reversals", `where customer_id = ${customer}`],
  );
}

function states(customer: string): string {
  const what = "concat_ws(' · ', state, concat('every ', cast(cadence_days as varchar), ' days'), product_id)";
  return event(
    3,
    ["valid_from", "'subscription'", what, "subscription_id"],
    [],
    ["from silver.fct_subscription_periods", `where customer_id = ${customer}`],
  );
}

function valuesOf(row: readonly Cell[]): readonly Value[] {
  return columns.map((name, index) => {
    const cell = row[index] ?? null;
    if (money.has(name) && cell !== null) return Amount.of(String(cell));
    return typeof cell === "boolean" ? String(cell) : cell;
  });
}
