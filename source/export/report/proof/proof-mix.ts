import type { Bar, Investigation, MixMethod } from "../../../analysis/investigation.ts";
import { noValue } from "../../../domain/dimension-value.ts";
import { segmentWords } from "../../../domain/segment-dimension.ts";
import { otherValues } from "../../../query/driver-scope.ts";
import { segmentColumnOf } from "../../../query/driver-segments.ts";
import { selectFrom, withClauses } from "../../../query/statement.ts";
import { sqlName, sqlText } from "../sql-literal.ts";
import { cellStatements } from "./cell-statements.ts";
import { stacked } from "./proof-terms.ts";
import type { Clause } from "./rates.ts";

/** The bars of mix, rate and number of customers, their share of the change and their range over all orders, in SQL. */
export function mixBridgeProof(investigation: Investigation, method: MixMethod): string {
  return withClauses(
    [...effectClauses(investigation, method), ["means", meansOf(method)], ["bars", barsOf()]],
    barRows(investigation.groups, "name", ['"least in any order"', '"most in any order"']),
  );
}

/** The contribution of each category's share and rate to the change. */
export function mixDriversProof(investigation: Investigation, method: MixMethod): string {
  const ofCategories = (["mix", "rate"] as const).map((part) =>
    selectFrom(
      [`category || ${sqlText(part === "mix" ? ": share" : ": rate")} as label`, `${part} as contribution`],
      ["from effects", "where place = 0"],
    ),
  );
  const number = selectFrom(
    ["'Number of customers' as label", "(n_1 - n_0) * (mean_00 + mean_11) / 2 as contribution"],
    ["from means"],
  );
  return withClauses(
    [
      ...effectClauses(investigation, method),
      ["means", meansOf(method)],
      ["bars", stacked(method.isTotal ? [number, ...ofCategories] : ofCategories)],
    ],
    barRows(investigation.drivers, "label", []),
  );
}

/** Shares, rates and effects of every dimension's categories, as in the table of the bridge step. */
export function mixEffectsProof(investigation: Investigation, method: MixMethod): string {
  const { base, compare, metric } = investigation;
  const rate = method.isTotal ? "per customer" : metric.label;
  return withClauses(
    effectClauses(investigation, method),
    selectFrom(
      [
        "dimension",
        "category",
        `share_0 as ${sqlName(`customers ${base.label}`)}`,
        `share_1 as ${sqlName(`customers ${compare.label}`)}`,
        `rate_0 as ${sqlName(`${rate} ${base.label}`)}`,
        `rate_1 as ${sqlName(`${rate} ${compare.label}`)}`,
        'mix as "effect of mix"',
        'rate as "effect of rate"',
      ],
      ["from effects", "order by place, code"],
    ),
  );
}

/**
 * `effects`: mix = dw (mean rate - mean of all), rate = dr (mean share), by dimension and category; a rate missing in one
 * period is the other's. For a total they are multiplied by the mean number of customers.
 */
function effectClauses(investigation: Investigation, method: MixMethod): readonly Clause[] {
  const dimensions = method.dimensions.length > 0 ? method.dimensions : [undefined];
  return [
    ["cells", cellStatements(investigation).channels],
    ["sums", stacked(dimensions.map((name, place) => sumsOf(name, place, method)))],
    [
      "rates",
      selectFrom(
        [
          "*",
          "sum(customers_0) over (partition by place) as n_0",
          "sum(customers_1) over (partition by place) as n_1",
          "coalesce(customers_0 / nullif(sum(customers_0) over (partition by place), 0), 0) as share_0",
          "coalesce(customers_1 / nullif(sum(customers_1) over (partition by place), 0), 0) as share_1",
          "value_0 / nullif(customers_0, 0) as rate_0",
          "value_1 / nullif(customers_1, 0) as rate_1",
          "coalesce(value_0 / nullif(customers_0, 0), value_1 / nullif(customers_1, 0), 0) as filled_0",
          "coalesce(value_1 / nullif(customers_1, 0), value_0 / nullif(customers_0, 0), 0) as filled_1",
        ],
        ["from sums"],
      ),
    ],
    [
      "middles",
      selectFrom(
        ["*", "sum(share_0 * filled_0 + share_1 * filled_1) over (partition by place) / 2 as middle"],
        ["from rates"],
      ),
    ],
    ["effects", effectsOf(method)],
  ];
}

function sumsOf(name: string | undefined, place: number, { unitValue, kept }: MixMethod): string {
  const code = name === undefined ? "''" : codeOf(name, kept[name]);
  const sum = (column: string, period: 0 | 1) => `coalesce(sum(${column}) filter (where period = ${period}), 0)`;
  const unit = unitValue === 1 ? "" : " / 100.0";
  return selectFrom(
    [
      `${place} as place`,
      `${sqlText(segmentWords(name ?? "all"))} as dimension`,
      `${code} as code`,
      `${sum("customers", 0)} as customers_0`,
      `${sum("customers", 1)} as customers_1`,
      `${sum("value", 0)}${unit} as value_0`,
      `${sum("value", 1)}${unit} as value_1`,
    ],
    ["from cells", "group by code"],
  );
}

/** A dimension's value; grouped values have their common name. */
function codeOf(name: string, kept: readonly string[] | undefined): string {
  const code = `coalesce(${sqlName(segmentColumnOf(name))}, '')`;
  if (!kept) return code;
  return `case when ${code} in (${kept.map(sqlText).join(", ")}) then ${code} else ${sqlText(otherValues)} end`;
}

function effectsOf({ isTotal }: MixMethod): string {
  const scale = isTotal ? " * (n_0 + n_1) / 2" : "";
  return selectFrom(
    [
      "* exclude (middle)",
      `if(code = '', ${sqlText(noValue)}, code) as category`,
      `(share_1 - share_0) * ((filled_0 + filled_1) / 2 - middle)${scale} as mix`,
      `(filled_1 - filled_0) * (share_0 + share_1) / 2${scale} as rate`,
    ],
    ["from middles"],
  );
}

/** `mean_01`: the mean per customer with the shares of the base and the rates of the compare period. */
function meansOf({ isTotal }: MixMethod): string {
  const mean = (shares: 0 | 1, rates: 0 | 1) => `sum(share_${shares} * filled_${rates}) as mean_${shares}${rates}`;
  return selectFrom(
    [
      ...(isTotal ? ["any_value(n_0) as n_0", "any_value(n_1) as n_1"] : ["1 as n_0", "1 as n_1"]),
      mean(0, 0),
      mean(0, 1),
      mean(1, 0),
      mean(1, 1),
      "sum(mix) as mix",
      "sum(rate) as rate",
    ],
    ["from effects", "where place = 0"],
  );
}

function barsOf(): string {
  const bar = (name: string, contribution: string, orders: readonly string[]) =>
    selectFrom(
      [
        `'${name}' as name`,
        `${contribution} as contribution`,
        `least(${orders.join(", ")}) as order_low`,
        `greatest(${orders.join(", ")}) as order_high`,
      ],
      ["from means"],
    );
  const moved = (differences: readonly string[]) => differences.flatMap((one) => [`n_0 * (${one})`, `n_1 * (${one})`]);
  return stacked([
    bar("number", "(n_1 - n_0) * (mean_00 + mean_11) / 2", ["(n_1 - n_0) * mean_00", "(n_1 - n_0) * mean_11"]),
    bar("mix", "mix", moved(["mean_10 - mean_00", "mean_11 - mean_01"])),
    bar("rate", "rate", moved(["mean_01 - mean_00", "mean_11 - mean_10"])),
  ]);
}

/** The bars in the order of the table, and the whole change below them. */
function barRows(bars: readonly Bar[], key: "name" | "label", orders: readonly string[]): string {
  const rows = bars.map((bar, place) => `(${place}, ${sqlText(bar[key])}, ${sqlText(bar.label)})`);
  const [low, high] = orders;
  return selectFrom(
    [
      "coalesce(told.driver, 'Change') as driver",
      "sum(contribution) as contribution",
      ...(low && high
        ? [
            `if(told.driver is null, null, any_value(order_low)) as ${low}`,
            `if(told.driver is null, null, any_value(order_high)) as ${high}`,
          ]
        : []),
      "sum(contribution) / nullif(any_value(n_1 * mean_11 - n_0 * mean_00), 0) as share",
    ],
    [
      `from (values ${rows.join(", ")}) as told(place, ${key}, driver)`,
      `inner join bars using (${key})`,
      "cross join means",
      "group by grouping sets ((place, told.driver), ())",
      "order by place nulls last",
    ],
  );
}
