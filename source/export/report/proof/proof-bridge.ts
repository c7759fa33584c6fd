import { type Driver, driversWith, productGroups } from "../../../analysis/drivers.ts";
import type { Bar, Investigation } from "../../../analysis/investigation.ts";
import { selectFrom, withClauses } from "../../../query/statement.ts";
import { sqlText } from "../sql-literal.ts";
import { bridgeClauses } from "./bridge-clauses.ts";
import { stacked } from "./proof-terms.ts";
import type { Clause } from "./rates.ts";

/** The bars of the groups, their share of the change and their range over all orders; recomputed in SQL, not copied. */
export function bridgeProof(investigation: Investigation): string | undefined {
  const { groups } = investigation;
  if (groups.length === 0) return undefined;
  return withClauses(
    [...bridgeClauses(investigation), ...barClauses(investigation.programs), ["told", namesOf(groups)]],
    selectFrom(
      [
        "coalesce(label, 'Change') as driver",
        "sum(contribution) as contribution",
        'if(label is null, null, any_value(order_low)) as "least in any order"',
        'if(label is null, null, any_value(order_high)) as "most in any order"',
        "sum(contribution) / nullif(any_value(metric_1 - metric_0), 0) as share",
      ],
      [
        "from told",
        "inner join bars using (name)",
        "cross join totals",
        "group by grouping sets ((place, label), ())",
        "order by place nulls last",
      ],
    ),
  );
}

/**
 * The bars of the parts: within a group, the change of one factor times the mean of the other and times the mean worth of
 * their product.
 */
export function driversProof(investigation: Investigation): string | undefined {
  const { drivers } = investigation;
  if (drivers.length === 0) return undefined;
  const selects = drivers.map((bar, place) => driverSelect(bar, place, investigation.programs));
  return withClauses(
    [
      ...bridgeClauses(investigation),
      ...barClauses(investigation.programs),
      ["worth", worthOf()],
      ["parts", stacked(selects)],
    ],
    selectFrom(
      [
        "coalesce(label, 'Change') as driver",
        "sum(contribution) as contribution",
        "sum(contribution) / nullif(any_value(metric_1 - metric_0), 0) as share",
      ],
      ["from parts", "cross join totals", "group by grouping sets ((place, label), ())", "order by place nulls last"],
    ),
  );
}

function namesOf(groups: readonly Bar[]): string {
  const rows = groups.map(({ name, label }, place) => `(${place}, ${sqlText(name)}, ${sqlText(label)})`);
  return `select *\nfrom (values\n    ${rows.join(",\n    ")}\n) as told(place, name, label)`;
}

/** Shapley value of each group: the mean of what it adds over all orders; its range: the least and most it adds in any. */
function barClauses(own: readonly string[] = []): readonly Clause[] {
  const names = [...productGroups.entries()]
    .filter(([, name]) => own.length === 0 || name !== "other_discounts")
    .map(([bit, name]) => `(${bit}, ${sqlText(name)})`)
    .join(", ");
  const shared = sharedPrograms(own);
  // Programs that share a bit each move a group's contribution on their own; coalitions in which all have moved add nothing new.
  const moved = (how: "least" | "greatest") =>
    shared.map(([, program]) => ` + ${how}(0, with_it.of_${program} - without.of_${program})`).join("");
  const onlyNew = shared.length === 0 ? "" : " filter (where (mask >> 7) & 1 = 0)";
  const outside = selectFrom(
    [
      "name",
      "sum(weight * added) as contribution",
      `min(at_least)${onlyNew} as order_low`,
      `max(at_most)${onlyNew} as order_high`,
    ],
    [
      "from (",
      "    select players.name, without.weight, without.mask, with_it.value - without.value as added,",
      `        with_it.value - without.value${moved("least")} as at_least,`,
      `        with_it.value - without.value${moved("greatest")} as at_most`,
      `    from (values ${names}) as players(bit, name)`,
      "    inner join coalitions as without on (without.mask >> bit) & 1 = 0",
      "    inner join coalitions as with_it on with_it.mask = without.mask + (1 << bit)",
      ")",
      "group by name",
    ],
  );
  const left = (side: 0 | 1) =>
    `((select value from coalitions where mask = ${side === 0 ? 0 : 511}) + timing_${side} - metric_${side})`;
  const single = (name: string, contribution: string) =>
    selectFrom(
      [
        `'${name}' as name`,
        `${contribution} as contribution`,
        `${contribution} as order_low`,
        `${contribution} as order_high`,
      ],
      ["from totals"],
    );
  return [
    [
      "coalitions",
      selectFrom(
        [
          "mask",
          "any_value(weight) as weight",
          "sum(front * back) as value",
          ...shared.map(([, program]) => `sum(${worthOfProgram(program)}) as of_${program}`),
        ],
        ["from pieces", shared.length === 0 ? "" : "inner join factors using (channel)", "group by mask"],
      ),
    ],
    [
      "bars",
      stacked([
        outside,
        ...sharedBars(own),
        single("plug", `${left(0)} - ${left(1)}`),
        single("prepayment_timing", "timing_1 - timing_0"),
      ]),
    ],
  ];
}

/**
 * The other discounts and the source's own programs, which share a bit in the coalitions, as group and program; empty if
 * the source has none.
 */
function sharedPrograms(own: readonly string[]): readonly (readonly [group: string, program: string])[] {
  if (own.length === 0) return [];
  return [["other_discounts", "other"], ...own.map((program) => [program, program] as const)];
}

/** The worth of the change of a program's discount in a coalition, by channel. */
function worthOfProgram(program: string): string {
  const [before, after] = ([0, 1] as const).map((side) => `share_${program}_${side} * depth_${program}_${side}`);
  return `-front * if(pieces.is_additive, 1, 1 - reversed) * (${after} - ${before})`;
}

function sharedBars(own: readonly string[]): readonly string[] {
  return sharedPrograms(own).map(([name, program]) =>
    selectFrom(
      [
        `${sqlText(name)} as name`,
        `sum(weight * of_${program}) as contribution`,
        `min(of_${program}) as order_low`,
        `max(of_${program}) as order_high`,
      ],
      ["from coalitions", "where (mask >> 5) & 1 = 0"],
    ),
  );
}

/** What one unit of a product of two factors adds to the metric, by channel: its mean over the coalitions of other groups. */
function worthOf(): string {
  const mean = (bit: number, expression: string) =>
    `sum(weight * ${expression}) filter (where (mask >> ${bit}) & 1 = 0)`;
  return selectFrom(
    [
      "channel",
      `${mean(1, "mix * per_bag * back")} as volume`,
      `${mean(5, "-front * if(is_additive, 1, 1 - reversed)")} as discounts`,
      `${mean(8, "-front * if(is_additive, 1, kept)")} as reversals`,
    ],
    ["from pieces", "group by channel"],
  );
}

function driverSelect({ name, label, group }: Bar, place: number, own: readonly string[] = []): string {
  const driver = driversWith(own).find((one) => one.name === name);
  const factors = driver ? factorsOf(driver) : undefined;
  const head = [`${place} as place`, `${sqlText(label)} as label`];
  if (!factors) return selectFrom([...head, "contribution"], ["from bars", `where name = ${sqlText(group)}`]);
  const { worth, moved, held } = factors;
  const part = `sum(worth.${worth} * (${moved}_1 - ${moved}_0) * (${held}_0 + ${held}_1) / 2)`;
  return selectFrom([...head, `${part} as contribution`], ["from factors", "inner join worth using (channel)"]);
}

function factorsOf({ part, program, kind }: Driver): { worth: string; moved: string; held: string } | undefined {
  if (part === "whole") return undefined;
  const [worth, first, second] = program
    ? ["discounts", `share_${program}`, `depth_${program}`]
    : kind
      ? ["reversals", `share_${kind}`, `severity_${kind}`]
      : ["volume", "orders", "bags"];
  return part === "first"
    ? { worth: worth ?? "", moved: first ?? "", held: second ?? "" }
    : { worth: worth ?? "", moved: second ?? "", held: first ?? "" };
}
