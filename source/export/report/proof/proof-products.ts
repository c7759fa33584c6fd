import type { Investigation, Step } from "../../../analysis/investigation.ts";
import { selectFrom, withClauses } from "../../../query/statement.ts";
import { sqlName } from "../sql-literal.ts";
import { cellStatements } from "./cell-statements.ts";
import { labelsOf } from "./proof-figures.ts";
import { sumOf } from "./proof-terms.ts";

/** The number of categories with their own row; the rest is one row. */
const mostRows = 12;

/** Shares of bags, list price per bag and the effects of mix and price by category (DRIVERS, 3). */
export function effectsProof(
  investigation: Investigation,
  { table }: Step,
  category: string,
  by: "mix" | "rate",
): string {
  const [base, compare] = labelsOf(investigation);
  const { unit } = investigation.business;
  const isListed = `categories <= ${mostRows + 1} or place <= ${mostRows}`;
  const name = `case when ${isListed} then name else (categories - ${mostRows}) || ' others' end`;
  const own = (column: string) => `any_value(${column}) filter (${isListed})`;
  return withClauses(
    [
      ["cells", cellStatements(investigation).products],
      ...effectClauses(category),
      [
        "ranked",
        selectFrom(
          ["*", `row_number() over (order by abs(${by}) desc, name) as place`, "count(*) over () as categories"],
          ["from effects"],
        ),
      ],
    ],
    selectFrom(
      [
        `${name} as ${sqlName(table?.columns[0]?.label ?? "category")}`,
        `${own("weight_0")} as ${sqlName(`${unit.many} ${base}`)}`,
        `${own("weight_1")} as ${sqlName(`${unit.many} ${compare}`)}`,
        `${own("rate_0")} as ${sqlName(`list per ${unit.one} ${base}`)}`,
        `${own("rate_1")} as ${sqlName(`list per ${unit.one} ${compare}`)}`,
        `sum(mix) as ${sqlName(`effect of mix per ${unit.one}`)}`,
        `sum(rate) as ${sqlName(`effect of price per ${unit.one}`)}`,
      ],
      ["from ranked", "group by 1", "order by min(place)"],
    ),
  );
}

/** mix = dw (r̄ - R̄), rate = dr w̄, with means of both periods; a category in only one period has that period's rate in both. */
function effectClauses(category: string): readonly (readonly [string, string])[] {
  const both = (column: string) =>
    ([0, 1] as const).map((period) => `coalesce(${sumOf(column, period)}, 0) as ${column}_${period}`);
  return [
    ["sums", selectFrom([`${category} as name`, ...both("bags"), ...both("list")], ["from cells", "group by 1"])],
    [
      "rates",
      selectFrom(
        [
          "name",
          ...[0, 1].map(
            (period) => `coalesce(bags_${period} / nullif(sum(bags_${period}) over (), 0), 0) as weight_${period}`,
          ),
          ...[0, 1].map((period) => `list_${period} / 100.0 / nullif(bags_${period}, 0) as rate_${period}`),
        ],
        ["from sums"],
      ),
    ],
    [
      "filled",
      selectFrom(
        ["*", "coalesce(rate_0, rate_1, 0) as before", "coalesce(rate_1, rate_0, 0) as after"],
        ["from rates"],
      ),
    ],
    [
      "effects",
      selectFrom(
        [
          "name",
          "weight_0",
          "weight_1",
          "rate_0",
          "rate_1",
          "(weight_1 - weight_0) * ((before + after) / 2 - sum(weight_0 * before + weight_1 * after) over () / 2) as mix",
          "(after - before) * (weight_0 + weight_1) / 2 as rate",
        ],
        ["from filled"],
      ),
    ],
  ];
}
