import { extraFields, kinds, ownFields, type Program, programs, programsWith, treeFields } from "./driver-fields.ts";
import { cents, type DriverScope, factsOf, isCounted, linesInScope } from "./driver-scope.ts";
import { type Clause, type Parameters, selectFrom } from "./statement.ts";

/**
 * Clauses after `customers` that end in `per_customer`: one row per customer with an order line in the window, with all
 * fields of the tree but `customers`, as counts and DECIMAL money.
 */
export function customerClauses(scope: DriverScope, parameters: Parameters): readonly Clause[] {
  return [
    ["lines", linesInScope(scope, lineColumns(scope.programs ?? []), parameters)],
    ["counted", countedReversals(scope, parameters)],
    ["prepaid", prepaidOrders(scope, parameters)],
    ["timing", prepaidTiming(scope, parameters)],
    ["orders", perOrder(scope.programs ?? [])],
    ["per_customer", perCustomer(scope.programs ?? [])],
  ];
}

/** The expression of each field over `customers left join per_customer`, for a grouped query. */
export function fieldSums(own: readonly string[]): readonly string[] {
  const sums: string[] = ["count(*) as customers"];
  const { tree, beside } = ownFields(own);
  for (const field of [...treeFields, ...extraFields, ...tree, ...beside]) {
    if (field === "customers") continue;
    if (field.startsWith("customers_on_")) {
      sums.push(`count(*) filter (where ${field.replace("customers", "orders")} > 0) as ${field}`);
    } else
      sums.push(
        isCount(field) ? `coalesce(cast(sum(${field}) as bigint), 0) as ${field}` : `${cents(field)} as ${field}`,
      );
  }
  return sums;
}

function isCount(field: string): boolean {
  return field === "orders" || field === "bags" || field.startsWith("orders_");
}

function lineColumns(own: readonly string[]): readonly string[] {
  return [
    "line.prepaid_orders",
    "line.transaction_id",
    "line.order_id",
    "line.bags",
    "line.list_revenue",
    ...["welcome", "prepaid", "other", ...own].map((program) => `line.${program}_discount`),
    "line.billed_revenue",
    "line.plug",
    "line.replacement_cost",
    ...carriedPrograms(own),
  ];
}

/** Which programs a line carries: those that it names or has a discount of. */
function carriedPrograms(own: readonly string[]): readonly string[] {
  const named = ["welcome", "prepaid", ...own];
  const known = ["none", "several", ...named].map((name) => `'${name}'`).join(", ");
  return [
    ...named.map((name) => `line.discount_program = '${name}' or line.${name}_discount <> 0 as is_${name}`),
    `line.discount_program not in (${known}) or line.other_discount <> 0 as is_other`,
  ];
}

/** Whether a line carries a program of the tree. */
function isCarried(program: Program | string): string {
  const plans: Readonly<Record<string, string>> = {
    prepaid_3: "prepaid_orders < 6",
    prepaid_6: "prepaid_orders between 6 and 11",
    prepaid_12: "prepaid_orders >= 12",
  };
  return plans[program] === undefined ? `is_${program}` : `is_prepaid and ${plans[program]}`;
}

/** The discount of a program of the tree on a line. */
function discountOf(program: Program | string): string {
  return `${program.startsWith("prepaid_") ? "prepaid" : program}_discount`;
}

/** Reversals that count, per order line. */
function countedReversals(scope: DriverScope, parameters: Parameters): string {
  return selectFrom(
    [
      "reversal.transaction_id",
      ...kinds.map((kind) => `sum(reversal.amount) filter (where reversal.kind = '${kind}') as ${kind}`),
    ],
    [
      "from silver.fct_reversals as reversal",
      "inner join lines as line on reversal.transaction_id = line.transaction_id",
      `where ${isCounted(scope, parameters)}`,
      "group by reversal.transaction_id",
    ],
  );
}

/** Orders of prepaid plans up to the window's end, numbered within subscription and plan. */
function prepaidOrders(scope: DriverScope, parameters: Parameters): string {
  const last = parameters.bind(scope.firstDay + scope.windowDays - 1);
  const key = "line.customer_key, coalesce(line.subscription_id, ''), line.prepaid_orders";
  return selectFrom(
    [
      "line.customer_key",
      "line.prepaid_orders",
      "min(line.tenure_day) as tenure_day",
      "sum(line.billed_revenue) as billed",
      `row_number() over (partition by ${key} order by min(line.transacted_at), line.order_id) - 1 as place`,
    ],
    [
      `from ${factsOf(scope, parameters)}`,
      "inner join customers as customer on line.customer_key = customer.customer_key",
      `where line.prepaid_orders > 1 and line.tenure_day <= cast(${last} as integer)`,
      `group by ${key}, line.order_id`,
    ],
  );
}

/**
 * Paid but not delivered in the window. The source books a plan's orders as they are delivered, so the plan's price is
 * taken as its number of orders times the billed value of its first, paid in full with that one.
 */
function prepaidTiming(scope: DriverScope, parameters: Parameters): string {
  return selectFrom(
    [
      "customer_key",
      "sum(case when place % prepaid_orders = 0 then prepaid_orders * billed else 0 end - billed) as deferred",
    ],
    [
      "from prepaid",
      `where tenure_day >= cast(${parameters.bind(scope.firstDay)} as integer)`,
      "group by customer_key",
    ],
  );
}

/** Sums per order: an order belongs to one customer, so that orders can be counted without distinct. */
function perOrder(own: readonly string[]): string {
  const on = (program: string, sum: string) => `sum(${sum}) filter (where ${isCarried(program)})`;
  const sums = (all: readonly string[]) => [
    ...all.map((program) => `${on(program, "list_revenue")} as list_on_${program}`),
    ...all.map((program) => `${on(program, discountOf(program))} as discount_${program}`),
  ];
  return selectFrom(
    [
      "lines.customer_key",
      "lines.order_id",
      "sum(bags) as bags",
      "sum(list_revenue) as list",
      ...sums(programs),
      ...sums(own),
      ...kinds.map((kind) => `sum(billed_revenue) filter (where counted.${kind} is not null) as reversed_${kind}`),
      ...kinds.map((kind) => `sum(counted.${kind}) as reversal_${kind}`),
      "sum(plug) as plug",
      "sum(replacement_cost) as replacement_cost",
      "max(prepaid_orders) as plan",
    ],
    [
      "from lines",
      "left join counted on lines.transaction_id = counted.transaction_id",
      "group by lines.customer_key, lines.order_id",
    ],
  );
}

const planConditions: Readonly<Record<string, string>> = {
  prepaid_3: "plan between 2 and 5",
  prepaid_6: "plan between 6 and 11",
  prepaid_12: "plan >= 12",
};

function perCustomer(own: readonly string[]): string {
  const tree = treeFields.filter((field) => !["customers", "orders", "deferred"].includes(field));
  const sums = [...tree, ...ownFields(own).tree];
  const isOn = (program: string) => planConditions[program] ?? `list_on_${program} is not null`;
  return selectFrom(
    [
      "orders.customer_key",
      "count(*) as orders",
      ...sums.map((field) => `sum(${field}) as ${field}`),
      "any_value(timing.deferred) as deferred",
      ...programsWith(own).map((program) => `count(*) filter (where ${isOn(program)}) as orders_on_${program}`),
      "count(*) filter (where plan > 1) as orders_on_prepaid",
      "count(*) filter (where reversal_replacement is not null) as orders_replaced",
      "sum(replacement_cost) as replacement_cost",
    ],
    ["from orders", "left join timing on orders.customer_key = timing.customer_key", "group by orders.customer_key"],
  );
}
