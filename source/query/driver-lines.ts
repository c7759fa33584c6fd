import { besideFields, kinds, type Program, programs, treeFields } from "./driver-fields.ts";
import { cents, type DriverScope, factsOf, isCounted, linesInScope } from "./driver-scope.ts";
import { type Clause, type Parameters, selectFrom } from "./statement.ts";

/**
 * Clauses after `customers` that end in `per_customer`: one row per customer with an order line in the window, with all
 * fields of the tree but `customers`, as counts and DECIMAL money.
 */
export function customerClauses(scope: DriverScope, parameters: Parameters): readonly Clause[] {
  return [
    ["lines", linesInScope(scope, lineColumns, parameters)],
    ["counted", countedReversals(scope, parameters)],
    ["prepaid", prepaidOrders(scope, parameters)],
    ["timing", prepaidTiming(scope, parameters)],
    ["orders", perOrder()],
    ["per_customer", perCustomer()],
  ];
}

/** Expression of each field over `customers left join per_customer`, to be grouped. */
export function fieldSums(): readonly string[] {
  const sums: string[] = ["count(*) as customers"];
  for (const field of [...treeFields, ...besideFields]) {
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

const lineColumns = [
  "line.prepaid_orders",
  "line.transaction_id",
  "line.order_id",
  "line.bags",
  "line.list_revenue",
  "line.welcome_discount",
  "line.prepaid_discount",
  "line.other_discount",
  "line.billed_revenue",
  "line.plug",
  "line.replacement_cost",
  `case when line.discount_program = 'welcome' or line.welcome_discount <> 0 then 'welcome'
          when line.discount_program = 'prepaid' or line.prepaid_discount <> 0 then
            case when line.prepaid_orders >= 12 then 'prepaid_12' when line.prepaid_orders >= 6 then 'prepaid_6' else 'prepaid_3' end
          when line.discount_program in ('promotion', 'loyalty') or line.other_discount <> 0 then 'other'
        end as program`,
];

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
function perOrder(): string {
  const on = (program: Program, sum: string) => `${sum} filter (where program = '${program}')`;
  const discounts = "sum(welcome_discount + prepaid_discount + other_discount)";
  return selectFrom(
    [
      "lines.customer_key",
      "lines.order_id",
      "sum(bags) as bags",
      "sum(list_revenue) as list",
      ...programs.map((program) => `${on(program, "sum(list_revenue)")} as list_on_${program}`),
      ...programs.map((program) => `${on(program, discounts)} as discount_${program}`),
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

function perCustomer(): string {
  const sums = treeFields.filter((field) => !["customers", "orders", "deferred"].includes(field));
  const isOn = (program: Program) => planConditions[program] ?? `list_on_${program} is not null`;
  return selectFrom(
    [
      "orders.customer_key",
      "count(*) as orders",
      ...sums.map((field) => `sum(${field}) as ${field}`),
      "any_value(timing.deferred) as deferred",
      ...programs.map((program) => `count(*) filter (where ${isOn(program)}) as orders_on_${program}`),
      "count(*) filter (where plan > 1) as orders_on_prepaid",
      "count(*) filter (where reversal_replacement is not null) as orders_replaced",
      "sum(replacement_cost) as replacement_cost",
    ],
    ["from orders", "left join timing on orders.customer_key = timing.customer_key", "group by orders.customer_key"],
  );
}
