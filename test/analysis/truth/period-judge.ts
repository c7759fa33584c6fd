import type { Bar } from "../../../source/analysis/investigation.ts";
import { type PeriodContributions, weighPeriod } from "../../../source/generate/period-counterfactuals.ts";
import type { Scenario } from "../../../source/generate/scenario.ts";
import type { Judgement } from "./judge.ts";
import { planOf } from "./period-direct.ts";
import type { Tried } from "./tally.ts";

/** What a scenario about periods must show. */
export interface PeriodDemand {
  /** The bar named first; absent: nothing is planted, and no bar may be named. */
  readonly first?: string;
  /** How far the mean bar may be from the counterfactual effect, as a share of it; absent: the effect is in several bars. */
  readonly within?: number;
}

export const periodDemands: Readonly<Record<string, PeriodDemand>> = {
  "period-steady": {},
  "period-fewer-returning": { first: "customers" },
  "period-lost-product": { first: "product_mix", within: 0.25 },
  "period-rise": { first: "list_price", within: 0.1 },
  "period-campaign": { first: "promotion", within: 0.1 },
  "period-store-mix": { first: "product_mix", within: 0.25 },
};

/** The bars of a question about periods that are judged. */
export interface PeriodFound {
  readonly change: number;
  readonly groups: readonly Pick<Bar, "name" | "contribution" | "low" | "high" | "verdict">[];
}

/** The expected planted effect on this many customers, from a large set of them. */
export async function expectedEffect(
  scenario: Scenario,
  customers: number,
  large: number,
  seed = 20_240,
): Promise<number> {
  const steps = weighPeriod(scenario, planOf(scenario, large, seed), seed);
  let step = await steps.next();
  while (!step.done) step = await steps.next();
  return (effectOf(step.value) * customers) / large;
}

function effectOf({ contributions }: PeriodContributions): number {
  return contributions.reduce((sum, { contribution }) => sum + contribution, 0);
}

/** Compares the bars of one data set with what was planted. */
export function judgePeriod(
  { change, groups }: PeriodFound,
  truth: number,
  { first, within }: PeriodDemand,
): Judgement {
  const named = groups
    .filter(({ verdict }) => verdict !== "not a driver")
    .toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const sum = groups.reduce((total, { contribution }) => total + contribution, 0);
  const bar = groups.find(({ name }) => name === first);
  const isHeld = bar !== undefined && bar.low <= truth && truth <= bar.high;
  return {
    sumsUp: Math.abs(sum - change) <= 1e-9 * Math.max(1, Math.abs(change)),
    named: named.map(({ name }) => name),
    held:
      first === undefined || within === undefined ? [] : [{ group: first, truth, bar: bar?.contribution ?? 0, isHeld }],
    isFirst: first === undefined ? undefined : named[0]?.name === first,
    isQuiet: first === undefined ? named.length === 0 : undefined,
    isWhole: undefined,
    isChannel: undefined,
    isSigned: undefined,
  };
}

/** Mean bars that are too far from the counterfactual effect, as sentences. */
export function farFromEffect(tried: readonly Tried[]): readonly string[] {
  return tried.flatMap(({ scenario, judgements }) => {
    const held = judgements.flatMap((one) => one.held);
    const { within } = periodDemands[scenario] ?? {};
    const [truth] = held.map((one) => one.truth);
    if (within === undefined || truth === undefined) return [];
    const mean = held.reduce((sum, { bar }) => sum + bar, 0) / held.length;
    const off = Math.abs(mean / truth - 1);
    return off <= within
      ? []
      : [
          `${scenario}: the mean bar ${mean.toFixed(0)} is ${(off * 100).toFixed(0)} % off the effect of ${truth.toFixed(0)}`,
        ];
  });
}
