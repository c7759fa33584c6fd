import type { Investigation } from "../../../analysis/investigation.ts";
import { selectFrom, withClauses } from "../../../query/statement.ts";
import { sqlName } from "../sql-literal.ts";
import { cellStatements } from "./cell-statements.ts";
import { metricSum, periodLabel, ratioOf } from "./proof-terms.ts";

/** Customers, those left out, and the metric, per period. */
export function confirmProof(investigation: Investigation): string {
  const { counts, channels } = cellStatements(investigation);
  const metric = sqlName(investigation.metric.label);
  return withClauses(
    [
      ["counts", counts],
      ["cells", channels],
      ["totals", selectFrom(["period", `${metricOf(investigation)} as value`], ["from cells", "group by period"])],
    ],
    selectFrom(
      [
        `${periodLabel(labelsOf(investigation))} as period`,
        "counts.customers",
        'counts.immature as "left out"',
        `totals.value as ${metric}`,
      ],
      ["from counts", "inner join totals using (period)", "order by counts.period"],
    ),
  );
}

function metricOf(investigation: Investigation): string {
  const { method } = investigation.metric;
  if (method.kind === "tree") return `${metricSum(investigation)} / sum(customers)`;
  const sum = method.unitValue === 1 ? "sum(value)" : "sum(value) / 100.0";
  return method.isTotal ? sum : `${sum} / sum(customers)`;
}

/** Customers and list value on the welcome offer, its depth and discount, per period. */
export function welcomeProof(investigation: Investigation): string {
  return perPeriod(investigation, [
    `${ratioOf("customers_on_welcome", "customers")} as "customers on the offer"`,
    `${ratioOf("list_on_welcome", "list")} as "list value on the offer"`,
    `${ratioOf("discount_welcome", "list_on_welcome")} as depth`,
    `${ratioOf("discount_welcome / 100.0", "customers")} as "discount per customer"`,
  ]);
}

/** Orders and bags, per period. */
export function volumeProof(investigation: Investigation): string {
  const units = investigation.business.unit.many;
  return perPeriod(investigation, [
    `${ratioOf("orders", "customers")} as "orders per customer"`,
    `${ratioOf("bags", "orders")} as ${sqlName(`${units} per order`)}`,
    `${ratioOf("bags", "customers")} as ${sqlName(`${units} per customer`)}`,
    `${ratioOf("list / 100.0", "customers")} as "list per customer"`,
  ]);
}

export function labelsOf({ base, compare }: Investigation): readonly [string, string] {
  return [base.label, compare.label];
}

function perPeriod(investigation: Investigation, columns: readonly string[]): string {
  return withClauses(
    [["cells", cellStatements(investigation).channels]],
    selectFrom(
      [`${periodLabel(labelsOf(investigation))} as period`, ...columns],
      ["from cells", "group by cells.period", "order by cells.period"],
    ),
  );
}
