import type { Statement } from "../domain/cohort.ts";
import type { SegmentDimension } from "../domain/segment-dimension.ts";
import { type Clause, groupBy, Parameters, selectFrom, withClauses } from "./statement.ts";
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

/**
 * Rows: side, bucket, 0 for customers or the index of a line dimension (1, 2 …), the place of the customers' values (0 for
 * guests) or the value of the line dimension, customers, and the measure in currency units. Before them, without a side, a row
 * for each place with its values, separators between them: thousands of texts are read instead of hundreds of thousands.
 * Lines are added up by customer first, of whom there are far fewer.
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
  const summed = selectFrom(
    [
      ...["rolled.side", "rolled.unit", "rolled.told_by"],
      "case when rolled.told_by = 0 then coalesce(customer_places.place, 0) end as place",
      `case rolled.told_by ${lineSegmentDimensions.map((name, at) => `when ${at + 1} then coalesce(cast(rolled.${name} as varchar), '')`).join(" ")} end as told`,
      "cast(sum(rolled.customers) as integer) as customers",
      "cast(sum(rolled.value) as double) as value",
    ],
    ["from rolled", "left join customer_places on rolled.customer_key = customer_places.customer_key", groupBy(5)],
  );
  const all: readonly Clause[] = [
    ...clauses,
    ["told", told],
    ["rolled", rolled],
    ...customerPlaces(names),
    ["summed", summed],
  ];
  const values = names.map((_, at) => `replace(value_${at + 1}, ${between}, ' ')`).join(` || ${between} || `);
  const places = selectFrom(
    [
      ...["cast(null as integer) as side", "cast(null as integer) as unit", "0 as told_by", "place"],
      `${values} as told`,
      ...["cast(null as integer) as customers", "cast(null as double) as value"],
    ],
    ["from combinations"],
  );
  const final = `${selectFrom(["*"], ["from summed"])}\nunion all\n${places}\norder by side nulls first, unit, told_by, place, told`;
  return { sql: withClauses(all, final), params: parameters.values };
}

/** Clauses that end in `customer_places`: the place of each one's values among the combinations that occur. */
function customerPlaces(names: readonly string[]): readonly Clause[] {
  const columns = names.map((_, at) => `value_${at + 1}`);
  const values = names.map((name, at) => `coalesce(cast(${name} as varchar), '') as value_${at + 1}`);
  const isSame = columns.map((column) => `valued.${column} = combinations.${column}`).join(" and ");
  return [
    ["valued", selectFrom(["customer_key", ...values], ["from silver.dim_customer_acquisition"])],
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
      selectFrom(["valued.customer_key", "combinations.place"], [`from valued inner join combinations on ${isSame}`]),
    ],
  ];
}
