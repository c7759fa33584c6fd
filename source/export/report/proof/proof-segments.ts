import type { Investigation, SegmentFinding } from "../../../analysis/investigation.ts";
import { bucketCount } from "../../../query/driver-scope.ts";
import { segmentColumnOf } from "../../../query/driver-segments.ts";
import { selectFrom, withClauses } from "../../../query/statement.ts";
import { sqlName, sqlText } from "../sql-literal.ts";
import { cellStatements } from "./cell-statements.ts";
import { stacked } from "./proof-terms.ts";
import type { Clause } from "./rates.ts";

/**
 * Customers, rates, contribution and z of the segments found: each against the rest without those found before it, with a
 * standard error from leaving out one bucket of customers at a time. Undefined if none was found.
 */
export function segmentsProof(investigation: Investigation): string | undefined {
  const { segments, metric, base, compare } = investigation;
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
        `any_value(own_0) as ${sqlName(`customers ${base.label}`)}`,
        `any_value(own_1) as ${sqlName(`customers ${compare.label}`)}`,
        `any_value(own_rate_0) as ${sqlName(base.label)}`,
        `any_value(own_rate_1) as ${sqlName(compare.label)}`,
        `any_value(rest_rate_0) as ${sqlName(`rest ${base.label}`)}`,
        `any_value(rest_rate_1) as ${sqlName(`rest ${compare.label}`)}`,
        'any_value(difference * own_1 / everyone) as "contribution beyond the rest"',
        "any_value(difference) / sqrt(sum(variance)) as z",
      ],
      ["from scores", "group by place, segment", "order by place"],
    ),
  );
}

function conditionOf({ where }: SegmentFinding): string {
  return where
    .map(
      ({ dimension, values }) => `coalesce(${sqlName(segmentColumnOf(dimension))}, '') = ${sqlText(values[0] ?? "")}`,
    )
    .join(" and ");
}

/** Customers and the metric's sum of one segment and of the rest, by bucket. */
function roundOf({ label, yardstick }: SegmentFinding, place: number, unit: string): string {
  const sum = (column: string, condition: string) => `coalesce(sum(${column}) filter (where ${condition}), 0)`;
  return selectFrom(
    [
      `${place} as place`,
      `${sqlText(label)} as segment`,
      `${yardstick === "percent"} as is_by_percent`,
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

/** Rates of each segment and of its rest, the difference of their changes, and its variance; `units` were resampled, per period. */
const scoreClauses = ([before, after]: readonly [number, number]): readonly Clause[] => [
  ["ratios", ratios()],
  [
    "compared",
    selectFrom(
      [
        "*",
        "if(is_by_percent, own_rate_1 - own_rate_0 * rest_rate_1 / rest_rate_0, own_rate_1 - own_rate_0 - rest_rate_1 + rest_rate_0) as difference",
        "if(is_by_percent, rest_rate_1 / rest_rate_0, 1) as growth",
        "if(is_by_percent, own_rate_0 / rest_rate_0, 1) as level",
      ],
      ["from ratios"],
    ),
  ],
  [
    "influences",
    selectFrom(
      [
        "place",
        "period",
        `case period
          when 1 then (own_value - own_rate_1 * own_customers) / own_1 - level * (rest_value - rest_rate_1 * rest_customers) / rest_1
          else growth * (level * (rest_value - rest_rate_0 * rest_customers) / rest_0 - (own_value - own_rate_0 * own_customers) / own_0)
        end as influence`,
      ],
      ["from rounds", "inner join compared using (place)"],
    ),
  ],
  [
    "scores",
    selectFrom(
      [
        "compared.*",
        "(select sum(customers) from cells where period = 1) as everyone",
        `influences.variance * if(influences.period = 1, ${after / (after - 1)}, ${before / (before - 1)}) as variance`,
      ],
      [
        "from compared",
        "inner join (select place, period, sum(influence ** 2) as variance from influences group by place, period) as influences using (place)",
      ],
    ),
  ],
];

/** Customers and rates of both periods, a row per segment. */
function ratios(): string {
  const periods = [0, 1] as const;
  const sum = (column: string, period: 0 | 1) => `sum(${column}) filter (where period = ${period})`;
  return selectFrom(
    [
      "place",
      "segment",
      "any_value(is_by_percent) as is_by_percent",
      ...periods.flatMap((period) =>
        ["own", "rest"].flatMap((side) => [
          `${sum(`${side}_customers`, period)} as ${side}_${period}`,
          `${sum(`${side}_value`, period)} / ${sum(`${side}_customers`, period)} as ${side}_rate_${period}`,
        ]),
      ),
    ],
    ["from rounds", "group by place, segment"],
  );
}
