import type { Statement } from "../domain/cohort.ts";
import type { SegmentDimension } from "../domain/segment-dimension.ts";
import { type Clause, groupBy, Parameters, selectFrom, withClauses } from "./statement.ts";
import {
  bucketOf,
  fromSides,
  type LineColumn,
  lineSegmentDimensions,
  sideColumn,
  sideLines,
  type TotalsScope,
} from "./totals-scope.ts";

/** How a measure is added up. */
interface Sum {
  readonly column: LineColumn;
  readonly isDistinct?: boolean;
}

const sums: Readonly<Record<"net" | "list" | "units" | "orders", Sum>> = {
  net: { column: "net_revenue" },
  list: { column: "list_revenue" },
  units: { column: "units" },
  // An order may have lines with several values, so of line dimensions it is counted at the end.
  orders: { column: "order_id", isDistinct: true },
};

/** Between the values of customers' dimensions. */
export const valueSeparator = "\u001f";
const between = `chr(${valueSeparator.charCodeAt(0)})`;

/**
 * Rows by the values of customers: side, bucket, place of the values (0 for guests), customers, and the measure in currency
 * units. Before them, without a side, a row for each place with its values as a sixth column, separators between them:
 * thousands of texts are read instead of hundreds of thousands. Lines are added up by customer first, of whom there are far
 * fewer; only those customers are given a bucket and a place.
 */
export function totalsCustomerSegments(
  scope: TotalsScope,
  depth: keyof typeof sums,
  dimensions: readonly SegmentDimension[],
): Statement {
  const names = dimensions.map(({ name }) => name);
  const { column, isDistinct = false } = sums[depth];
  const parameters = new Parameters();
  const value = `${isDistinct ? `count(distinct ${column})` : `sum(${column})`} as value`;
  const told = selectFrom([sideColumn, "customer_key", "guest", value], [...fromSides, groupBy(3)]);
  const summed = selectFrom(
    [
      "told.side",
      `coalesce(customer_places.bucket, ${bucketOf("told.guest", scope, parameters)}) as unit`,
      "coalesce(customer_places.place, 0) as place",
      "cast(count(told.customer_key) as integer) as customers",
      "cast(coalesce(sum(told.value), 0) as double) as value",
      "cast(null as varchar) as told",
    ],
    ["from told", "left join customer_places on told.customer_key = customer_places.customer_key", groupBy(3)],
  );
  const values = names.map((_, at) => `replace(value_${at + 1}, ${between}, ' ')`).join(` || ${between} || `);
  const places = selectFrom(
    [
      ...["cast(null as integer) as side", "cast(null as integer) as unit", "place"],
      ...["cast(null as integer) as customers", "cast(null as double) as value", `${values} as told`],
    ],
    ["from combinations"],
  );
  const clauses: readonly Clause[] = [
    ...sideLines(scope, parameters, ["customer_key", "guest", column]),
    ["told", told],
    ...customerPlaces(names, bucketOf("customer_id", scope, parameters)),
    ["summed", summed],
  ];
  const final = `${selectFrom(["*"], ["from summed"])}\nunion all\n${places}\norder by side nulls first, unit, place`;
  return { sql: withClauses(clauses, final), params: parameters.values };
}

/**
 * Rows by the values of order lines: side, bucket, index of the line dimension, customers, the measure in currency units,
 * and the value.
 */
export function totalsLineSegments(scope: TotalsScope, depth: keyof typeof sums): Statement {
  const { column, isDistinct = false } = sums[depth];
  const parameters = new Parameters();
  const keys = ["customer_key", "guest", ...lineSegmentDimensions];
  const told = selectFrom(
    [sideColumn, ...keys, `${isDistinct ? column : `sum(${column})`} as value`],
    [...fromSides, groupBy(1 + keys.length + (isDistinct ? 1 : 0))],
  );
  const buckets = selectFrom(
    ["customer_key", `${bucketOf("customer_id", scope, parameters)} as bucket`],
    ["from silver.dim_customer_acquisition", isTold],
  );
  const placed = selectFrom(
    [
      "told.side",
      `coalesce(buckets.bucket, ${bucketOf("told.guest", scope, parameters)}) as unit`,
      ...["customer_key", ...lineSegmentDimensions, "value"].map((name) => `told.${name}`),
    ],
    ["from told", "left join buckets on told.customer_key = buckets.customer_key"],
  );
  const ofEach = (of: (name: string, at: number) => string) =>
    lineSegmentDimensions.map((name, at) => `when grouping(${name}) = 0 then ${of(name, at)}`).join(" ");
  const final = selectFrom(
    [
      ...["side", "unit"],
      `case ${ofEach((_, at) => String(at))} end as told_by`,
      "cast(count(distinct customer_key) as integer) as customers",
      `cast(${isDistinct ? "count(distinct value)" : "coalesce(sum(value), 0)"} as double) as value`,
      `case ${ofEach((name) => `coalesce(cast(${name} as varchar), '')`)} end as told`,
    ],
    [
      "from placed",
      `group by grouping sets (${lineSegmentDimensions.map((name) => `(side, unit, ${name})`).join(", ")})`,
      "order by side, unit, told_by, told",
    ],
  );
  const clauses: readonly Clause[] = [
    ...sideLines(scope, parameters, ["customer_key", "guest", column, ...lineSegmentDimensions]),
    ["told", told],
    ["buckets", buckets],
    ["placed", placed],
  ];
  return { sql: withClauses(clauses, final), params: parameters.values };
}

const isTold = "where customer_key in (select customer_key from told)";

/** Clauses that end in `customer_places`: of each customer in `told`, the bucket, and the place of the values among the combinations that occur. */
function customerPlaces(names: readonly string[], bucket: string): readonly Clause[] {
  const columns = names.map((_, at) => `value_${at + 1}`);
  const values = names.map((name, at) => `coalesce(cast(${name} as varchar), '') as value_${at + 1}`);
  const isSame = columns.map((column) => `valued.${column} = combinations.${column}`).join(" and ");
  return [
    [
      "valued",
      selectFrom(["customer_key", `${bucket} as bucket`, ...values], ["from silver.dim_customer_acquisition", isTold]),
    ],
    ["together", selectFrom(columns, ["from valued", groupBy(columns.length)])],
    [
      "combinations",
      selectFrom(
        [...columns, `cast(row_number() over (order by ${columns.join(", ")}) as integer) as place`],
        ["from together"],
      ),
    ],
    [
      "customer_places",
      selectFrom(
        ["valued.customer_key", "valued.bucket", "combinations.place"],
        [`from valued inner join combinations on ${isSame}`],
      ),
    ],
  ];
}
