import type { Statement } from "../domain/cohort.ts";
import type { SegmentDimension } from "../domain/segment-dimension.ts";
import { orderBy, Parameters, selectFrom, withClauses } from "./statement.ts";
import { placedClauses, type TotalsScope } from "./totals-scope.ts";

/** Order line dimensions for the segments of a total, one at a time, because they restate factors of the bridge. */
export const lineSegmentDimensions = ["transaction_type", "discount_program", "bag_size", "price_point"] as const;

const sums: Readonly<Record<"net" | "list" | "units" | "orders", string>> = {
  net: "coalesce(sum(net_revenue), 0)",
  list: "coalesce(sum(list_revenue), 0)",
  units: "coalesce(sum(units), 0)",
  orders: "count(distinct order_id)",
};

/**
 * Rows: side, bucket, 0 for customers or the index of a line dimension (1, 2 …), the dimensions of customers as
 * text (null if unknown), the dimensions of lines, customers, and the measure in currency units.
 */
export function totalsSegmentCells(
  scope: TotalsScope,
  depth: keyof typeof sums,
  dimensions: readonly SegmentDimension[],
): Statement {
  const names = dimensions.map(({ name }) => name);
  const parameters = new Parameters();
  const clauses = placedClauses(scope, "buckets", parameters);
  const told = selectFrom(
    [
      "placed.*",
      ...names.map((name) => `cast(customer.${name} as varchar) as ${name}`),
      ...lineSegmentDimensions.map((name) => `line.${name} as line_${name}`),
    ],
    [
      "from placed",
      "inner join silver.fct_transactions as line on placed.transaction_id = line.transaction_id",
      "left join silver.dim_customer_acquisition as customer on placed.customer_id = customer.customer_id",
    ],
  );
  const lineNames = lineSegmentDimensions.map((name) => `line_${name}`);
  const sets = [["side", "unit", ...names], ...lineNames.map((name) => ["side", "unit", name])].map(
    (set) => `(${set.join(", ")})`,
  );
  const by = lineNames.map((name, at) => `when grouping(${name}) = 0 then ${at + 1}`);
  const final = selectFrom(
    [
      "side",
      "unit",
      `case ${by.join(" ")} else 0 end as told_by`,
      ...names,
      ...lineNames,
      "count(distinct customer_id) as customers",
      `cast(${sums[depth]} as double) as value`,
    ],
    ["from told", `group by grouping sets (${sets.join(", ")})`, orderBy(5 + names.length + lineNames.length)],
  );
  return { sql: withClauses([...clauses, ["told", told]], final), params: parameters.values };
}
