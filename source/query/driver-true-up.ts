import type { Statement } from "../domain/cohort.ts";
import { comparableDays } from "../domain/reversal-days.ts";
import { kinds } from "./driver-fields.ts";
import { customersInScope, type DriverScope, factsOf, isCounted, linesInScope } from "./driver-scope.ts";
import { namedJoin } from "./named-join.ts";
import { stagedJoins, stagedNet } from "./staged-net.ts";
import { daysLong, groupBy, moneySum, orderBy, Parameters, selectFrom, withClauses } from "./statement.ts";

/** Columns of a row of the tie-out after period, month and channel; a source's own programs follow them. Money as DECIMAL. */
export const trueUpFields = [
  "rows",
  "list",
  "welcome",
  "prepaid",
  "other",
  "plug",
  ...kinds.map((kind) => `counted_${kind}` as const),
  ...kinds.map((kind) => `booked_${kind}` as const),
  ...kinds.map((kind) => `comparable_${kind}` as const),
  "staged_rows",
  "staged_net",
] as const;
export type TrueUpField = (typeof trueUpFields)[number];

/**
 * Rows: period, month of acquisition, channel, then `trueUpFields`. Lines and reversals come from silver, net revenue as
 * booked from bronze by customer and time alone or, if filters are on lines, by their keys: a line lost, doubled or
 * mispriced in between shows as a difference.
 */
export function trueUpRows(scope: DriverScope): Statement {
  const parameters = new Parameters();
  const customers = customersInScope(scope, undefined, parameters);
  const own = scope.programs ?? [];
  const discounts = own.map((program) => `${program}_discount`);
  const lines = linesInScope(scope, [...lineColumns, ...discounts.map((name) => `line.${name}`)], parameters);
  const sums = [...silverSums, ...discounts.map((name) => `${moneySum(name)} as of_${name}`)];
  const fields = [...trueUpFields, ...discounts.map((name) => `of_${name}`)];
  const keys = ["period", "acquisition_month", "channel"];
  const sql = withClauses(
    [
      ["customers", customers],
      ["lines", lines],
      ["silver_sums", selectFrom([...keys, ...sums], ["from lines", groupBy(keys.length)])],
      ["reversal_sums", reversalSums(scope, keys, parameters)],
      ["bronze_sums", bronzeSums(scope, keys, parameters)],
      ["keys", selectFrom(keys, ["from customers", groupBy(keys.length)])],
    ],
    selectFrom(
      [...keys, ...fields.map((field) => `coalesce(${field}, 0) as ${field}`)],
      [
        "from keys",
        ...["silver_sums", "reversal_sums", "bronze_sums"].map(
          (name) => `left join ${name} using (${keys.join(", ")})`,
        ),
        `order by ${keys.join(", ")}`,
      ],
    ),
  );
  return { sql, params: parameters.values };
}

/** Rows: period, program, name, amount of the discounts named by the source. Money as DECIMAL. */
export function namedDiscountRows(scope: DriverScope): Statement {
  const parameters = new Parameters();
  const customers = customersInScope(scope, undefined, parameters);
  const lines = linesInScope(scope, ["line.transaction_id"], parameters);
  const sql = withClauses(
    [
      ["customers", customers],
      ["lines", lines],
    ],
    selectFrom(
      ["lines.period", "named.program", "named.discount_name", `${moneySum("named.amount")} as amount`],
      ["from lines", namedJoin("lines"), groupBy(3), orderBy(3)],
    ),
  );
  return { sql, params: parameters.values };
}

const lineColumns = [
  "line.transaction_id",
  "line.list_revenue",
  "line.welcome_discount",
  "line.prepaid_discount",
  "line.other_discount",
  "line.plug",
];

const silverSums = [
  "count(*) as rows",
  `${moneySum("list_revenue")} as list`,
  `${moneySum("welcome_discount")} as welcome`,
  `${moneySum("prepaid_discount")} as prepaid`,
  `${moneySum("other_discount")} as other`,
  `${moneySum("plug")} as plug`,
];

function reversalSums(scope: DriverScope, keys: readonly string[], parameters: Parameters): string {
  const counted = isCounted(scope, parameters);
  const comparable = isCounted({ ...scope, reversalDays: comparableDays }, parameters);
  return selectFrom(
    [
      ...keys.map((key) => `line.${key}`),
      ...kinds.map(
        (kind) =>
          `${moneySum(`case when reversal.kind = '${kind}' and ${counted} then reversal.amount end`)} as counted_${kind}`,
      ),
      ...kinds.map(
        (kind) =>
          `${moneySum(`case when reversal.kind = '${kind}' and reversal.is_in_net then reversal.amount end`)} as booked_${kind}`,
      ),
      ...kinds.map(
        (kind) =>
          `${moneySum(`case when reversal.kind = '${kind}' and ${comparable} then reversal.amount end`)} as comparable_${kind}`,
      ),
    ],
    [
      "from silver.fct_reversals as reversal",
      "inner join lines as line on reversal.transaction_id = line.transaction_id",
      groupBy(keys.length),
    ],
  );
}

function bronzeSums(scope: DriverScope, keys: readonly string[], parameters: Parameters): string {
  const after = (days: number) => `customer.acquired_at + ${daysLong(days, parameters)}`;
  return selectFrom(
    [...keys.map((key) => `customer.${key}`), "count(*) as staged_rows", `${moneySum(stagedNet)} as staged_net`],
    [
      "from bronze.stg_transactions as staged",
      stagedJoins,
      "inner join customers as customer on staged.customer_id = customer.customer_id",
      `where staged.transacted_at >= ${after(scope.firstDay)}`,
      `    and staged.transacted_at < ${after(scope.firstDay + scope.windowDays)}`,
      scope.filters.some(({ dimension }) => dimension.of !== "customer")
        ? `    and staged.transaction_id in (select transaction_id from ${factsOf(scope, parameters)})`
        : "",
      groupBy(keys.length),
    ],
  );
}
