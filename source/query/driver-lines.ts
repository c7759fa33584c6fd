import { extraFields, kinds, ownFields, type Program, programsWith, treeFields } from "./driver-fields.ts";
import { cents, type DriverScope, factsOf, isCounted, linesInScope } from "./driver-scope.ts";
import { type Clause, groupBy, type Parameters, selectFrom } from "./statement.ts";

/**
 * Clauses after `customers` that end in `summed`: for each value of some columns of the customers, `treeFields` and
 * `extraFields` with those of the source's own programs. Counts are of customers and their orders; money is added up from
 * lines at once, of which a customer may have none.
 */
export function cellClauses(scope: DriverScope, keys: readonly string[], parameters: Parameters): readonly Clause[] {
  const own = scope.programs ?? [];
  const people = selectFrom(
    [...keys.map((key) => `customers.${key}`), ...countSums(own)],
    [
      "from customers",
      "left join ordered on customers.customer_key = ordered.customer_key",
      "left join timing on customers.customer_key = timing.customer_key",
      groupBy(keys.length),
    ],
  );
  const isSame = keys.map((key) => `people.${key} = booked.${key}`).join(" and ");
  const { tree, beside } = ownFields(own);
  const fields = [...treeFields, ...extraFields, ...tree, ...beside];
  const summed = selectFrom(
    [...keys.map((key) => `people.${key}`), ...fields.map((field) => fieldOf(field, own))],
    ["from people", `left join booked on ${isSame}`],
  );
  return [
    ...windowClauses(scope, parameters),
    bookedBy(keys, own),
    ...orderedClauses(own),
    ...timingClauses(scope, parameters),
    ["people", people],
    ["summed", summed],
  ];
}

/** Clauses after `customers`: the order lines in the window, and the reversals that count of each. */
export function windowClauses(scope: DriverScope, parameters: Parameters): readonly Clause[] {
  return [
    ["lines", linesInScope(scope, lineColumns(scope.programs ?? []), parameters)],
    ["counted", countedReversals(scope, parameters)],
  ];
}

/** The clause `booked`: bags and money of the lines by some of their columns, as DECIMAL. */
export function bookedBy(keys: readonly string[], own: readonly string[]): Clause {
  const columns = [...keys.map((key) => `lines.${key}`), ...lineSums(own)];
  return ["booked", selectFrom(columns, ["from lines", joinCounted, groupBy(keys.length)])];
}

/** Clauses that end in `ordered`: the orders of each customer. */
export function orderedClauses(own: readonly string[]): readonly Clause[] {
  return [
    ["orders", perOrder(own)],
    ["ordered", perCustomer(own)],
  ];
}

/** Clauses after `customers` that end in `timing`: what each customer has paid in advance in the window. */
export function timingClauses(scope: DriverScope, parameters: Parameters): readonly Clause[] {
  return [
    ["prepaid", prepaidOrders(scope, parameters)],
    ["timing", prepaidTiming(scope, parameters)],
  ];
}

const joinCounted = "left join counted on lines.transaction_id = counted.transaction_id";

/** The fields of `people`, over customers with their orders and timing. */
function countSums(own: readonly string[]): readonly string[] {
  const all = programsWith(own);
  const whole = (name: string) => `coalesce(cast(sum(${name}) as bigint), 0) as ${name}`;
  const customersOn = (program: string) =>
    `count(*) filter (where orders_on_${program} > 0) as customers_on_${program}`;
  return [
    "count(*) as customers",
    whole("orders"),
    `${cents("deferred")} as deferred`,
    ...all.map(customersOn),
    ...all.map((program) => whole(`orders_on_${program}`)),
    customersOn("prepaid"),
    whole("orders_replaced"),
  ];
}

/** A field of a cell: from `people`, or money of `booked` in cents. */
function fieldOf(field: string, own: readonly string[]): string {
  if (field === "bags") return "coalesce(cast(booked.bags as bigint), 0) as bags";
  const isBooked = moneyFields(own).includes(field);
  return isBooked ? `coalesce(cast(booked.${field} * 100 as double), 0) as ${field}` : `people.${field}`;
}

/** The fields of money that lines add up to. */
function moneyFields(own: readonly string[]): readonly string[] {
  const tree = treeFields.filter((field) => !["customers", "orders", "bags", "deferred"].includes(field));
  return [...tree, ...ownFields(own).tree, "replacement_cost"];
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

/** Sums over lines with their counted reversals. */
function lineSums(own: readonly string[]): readonly string[] {
  const on = (program: string, sum: string) => `sum(${sum}) filter (where ${isCarried(program)})`;
  const all = programsWith(own);
  return [
    "sum(bags) as bags",
    "sum(list_revenue) as list",
    ...all.map((program) => `${on(program, "list_revenue")} as list_on_${program}`),
    ...all.map((program) => `${on(program, discountOf(program))} as discount_${program}`),
    ...kinds.map((kind) => `sum(billed_revenue) filter (where counted.${kind} is not null) as reversed_${kind}`),
    ...kinds.map((kind) => `sum(counted.${kind}) as reversal_${kind}`),
    "sum(plug) as plug",
    "sum(replacement_cost) as replacement_cost",
  ];
}

/** What each order is on; an order belongs to one customer, so that orders can be counted without distinct. */
function perOrder(own: readonly string[]): string {
  return selectFrom(
    [
      "lines.customer_key",
      "lines.order_id",
      ...programsWith(own)
        .filter((program) => planConditions[program] === undefined)
        .map((program) => `bool_or(is_${program}) as on_${program}`),
      "max(prepaid_orders) as plan",
      "bool_or(counted.replacement is not null) as is_replaced",
    ],
    ["from lines", joinCounted, groupBy(2)],
  );
}

const planConditions: Readonly<Record<string, string>> = {
  prepaid_3: "plan between 2 and 5",
  prepaid_6: "plan between 6 and 11",
  prepaid_12: "plan >= 12",
};

/** The orders of each customer, and those on each program. */
function perCustomer(own: readonly string[]): string {
  const isOn = (program: string) => planConditions[program] ?? `on_${program}`;
  return selectFrom(
    [
      "customer_key",
      "count(*) as orders",
      ...programsWith(own).map((program) => `count(*) filter (where ${isOn(program)}) as orders_on_${program}`),
      "count(*) filter (where plan > 1) as orders_on_prepaid",
      "count(*) filter (where is_replaced) as orders_replaced",
    ],
    ["from orders", groupBy(1)],
  );
}
