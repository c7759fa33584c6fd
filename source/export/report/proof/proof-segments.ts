import type { Investigation, SegmentFinding } from "../../../analysis/investigation.ts";
import { bucketCount } from "../../../query/driver-scope.ts";
import { selectFrom, withClauses } from "../../../query/statement.ts";
import { sqlName, sqlText } from "../sql-literal.ts";
import { cellStatements } from "./cell-statements.ts";
import { stacked } from "./proof-terms.ts";
import type { Clause } from "./rates.ts";

/**
 * Contribution, z and customers of the segments found: each against the rest without those found before it, its standard
 * error by leaving out one of the buckets of customers at a time. Undefined where none was found.
 */
export function segmentsProof(investigation: Investigation): string | undefined {
  const { segments, metric } = investigation;
  if (segments.length === 0) return undefined;
  const unit = metric.format === "money" ? " / 100.0" : "";
  const units = metric.method.kind === "mix" ? metric.method.units : ([bucketCount, bucketCount] as const);
  const conditions = segments.map((one, index) => `when ${conditionOf(one)} then ${index + 1}`);
  return withClauses(
    [
      ["cells", cellStatements(investigation).segments],
      [
        "placed",
        selectFrom(["*", `case ${conditions.join(" ")} else ${segments.length + 1} end as place`], ["from cells"]),
      ],
      ["rounds", stacked(segments.map((one, index) => roundOf(one, index + 1, unit)))],
      ...scoreClauses(units),
    ],
    selectFrom(
      [
        "segment",
        'sum(share) / 2 * sum(sign * (own_rate - rest_rate)) as "beyond the rest"',
        "sum(sign * (own_rate - rest_rate)) / sqrt(sum(variance)) as z",
        "any_value(own) filter (where period = 1) as customers",
      ],
      ["from scores", "group by place, segment", "order by place"],
    ),
  );
}

function conditionOf({ where }: SegmentFinding): string {
  return where
    .map(({ dimension, values }) => `coalesce(${sqlName(dimension)}, '') = ${sqlText(values[0] ?? "")}`)
    .join(" and ");
}

/** Customers and the metric's sum of one segment and of the rest, by bucket. */
function roundOf({ label }: SegmentFinding, place: number, unit: string): string {
  const sum = (column: string, condition: string) => `coalesce(sum(${column}) filter (where ${condition}), 0)`;
  return selectFrom(
    [
      `${place} as place`,
      `${sqlText(label)} as segment`,
      "period",
      "unit",
      `${sum("customers", `place = ${place}`)} as own_customers`,
      `${sum("value", `place = ${place}`)}${unit} as own_value`,
      `${sum("customers", `place > ${place}`)} as rest_customers`,
      `${sum("value", `place > ${place}`)}${unit} as rest_value`,
    ],
    ["from placed", "group by period, unit"],
  );
}

/** Rates of each segment and of its rest, and the variance of their difference; `units` were resampled, per period. */
const scoreClauses = ([before, after]: readonly [number, number]): readonly Clause[] => [
  ["everyone", selectFrom(["period", "sum(customers) as customers"], ["from cells", "group by period"])],
  [
    "ratios",
    selectFrom(
      [
        "place",
        "period",
        "sum(own_customers) as own",
        "sum(rest_customers) as rest",
        "sum(own_value) / sum(own_customers) as own_rate",
        "sum(rest_value) / sum(rest_customers) as rest_rate",
      ],
      ["from rounds", "group by place, period"],
    ),
  ],
  [
    "scores",
    selectFrom(
      [
        "place",
        "segment",
        "period",
        "any_value(own) as own",
        "any_value(own) / any_value(everyone.customers) as share",
        "any_value(own_rate) as own_rate",
        "any_value(rest_rate) as rest_rate",
        "if(period = 1, 1, -1) as sign",
        `sum(((own_value - own_rate * own_customers) / own - (rest_value - rest_rate * rest_customers) / rest) ** 2) * if(period = 1, ${after / (after - 1)}, ${before / (before - 1)}) as variance`,
      ],
      [
        "from rounds",
        "inner join ratios using (place, period)",
        "inner join everyone using (period)",
        "group by place, segment, period",
      ],
    ),
  ],
];
