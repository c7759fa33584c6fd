import type { Statement } from "../domain/cohort.ts";
import type { SegmentDimension } from "../domain/segment-dimension.ts";
import { groupBy, orderBy, Parameters, selectFrom, withClauses } from "./statement.ts";
import { type LineColumn, lineSegmentDimensions, placedClauses, type TotalsScope } from "./totals-scope.ts";

/** How a measure is added up. */
interface Sum {
  readonly column: LineColumn;
  readonly isDistinct?: boolean;
}

const sums: Readonly<Record<"net" | "list" | "units" | "orders", Sum>> = {
  net: { column: "net_revenue" },
  list: { column: "list_revenue" },
  units: { column: "units" },
  // An order may have lines with several values, so its customer has it several times until the end.
  orders: { column: "order_id", isDistinct: true },
};

/** Between the values of customers' dimensions. */
export const valueSeparator = "\u001f";
const between = `chr(${valueSeparator.charCodeAt(0)})`;

/** A value as text without the separator; empty if unknown. */
const known = (column: string) => `coalesce(replace(cast(${column} as varchar), ${between}, ' '), '')`;

/**
 * Rows: side, bucket, 0 for customers or the index of a line dimension (1, 2 …), the values of the customers' dimensions with
 * separators between them or the value of the line dimension, customers, and the measure in currency units. One text for all
 * values is read in a fraction of the time of a column each. Lines are added up by customer first, of whom there are far fewer.
 */
export function totalsSegmentCells(
  scope: TotalsScope,
  depth: keyof typeof sums,
  dimensions: readonly SegmentDimension[],
): Statement {
  const names = dimensions.map(({ name }) => name);
  const { column, isDistinct = false } = sums[depth];
  const parameters = new Parameters();
  const clauses = placedClauses(scope, parameters, { columns: [column, ...lineSegmentDimensions], units: "buckets" });
  const keys = ["side", "unit", "customer_key", ...lineSegmentDimensions];
  const told = selectFrom(
    [...keys, `${isDistinct ? column : `sum(${column})`} as value`],
    ["from placed", groupBy(keys.length + (isDistinct ? 1 : 0))],
  );
  const sets = ["customer_key", ...lineSegmentDimensions].map((name) => `(side, unit, ${name})`);
  const by = lineSegmentDimensions.map((name, at) => `when grouping(${name}) = 0 then ${at + 1}`);
  const rolled = selectFrom(
    [
      ...["side", "unit"],
      `case ${by.join(" ")} else 0 end as told_by`,
      ...["customer_key", ...lineSegmentDimensions],
      "count(distinct customer_key) as customers",
      `${isDistinct ? "count(distinct value)" : "coalesce(sum(value), 0)"} as value`,
    ],
    ["from told", `group by grouping sets (${sets.join(", ")})`],
  );
  const final = selectFrom(
    [
      ...["side", "unit", "told_by"],
      `case told_by ${lineSegmentDimensions.map((name, at) => `when ${at + 1} then ${known(`rolled.${name}`)}`).join(" ")}
        else ${names.map((name) => known(`customer.${name}`)).join(` || ${between} || `)} end as told`,
      "cast(sum(customers) as bigint) as customers",
      "cast(sum(value) as double) as value",
    ],
    [
      "from rolled",
      "left join silver.dim_customer_acquisition as customer on rolled.customer_key = customer.customer_key",
      ...[groupBy(4), orderBy(4)],
    ],
  );
  return { sql: withClauses([...clauses, ["told", told], ["rolled", rolled]], final), params: parameters.values };
}
