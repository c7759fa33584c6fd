import { planAcquisitions } from "../../../source/generate/acquisition.ts";
import { firstMonthNet, quarters, subscribersOf } from "../../../source/generate/counterfactuals.ts";
import type { Scenario } from "../../../source/generate/scenario.ts";
import { driverGroups } from "../../../source/generate/settings.ts";
import { personOf, worldOf } from "../../../source/generate/world.ts";
import { investigateScenario } from "./run-scenario.ts";

/** The only channel that loses something: the one with the most customers. */
export const plantedIn = "paid_social";

/** A loss in one channel, and in how many of twenty data sets of a given size it must be named. */
export interface PlantedEffect {
  readonly effect: number;
  /** Depth of the welcome offer, in percent, that 95 % of the channel's customers take for it. */
  readonly depth: number;
  readonly customers: number;
  readonly least: number;
}

/** A loss of 10 % is 2 standard errors at the default size of 25,000 customers, too few to tell it from chance, so more are used. */
export const plantedEffects: readonly PlantedEffect[] = [
  { effect: -0.1, depth: 24.8, customers: 75_000, least: 10 },
  { effect: -0.2, depth: 35.05, customers: 25_000, least: 16 },
  { effect: -0.4, depth: 55, customers: 25_000, least: 19 },
];

/** `steady` with a welcome offer in one channel. */
export function plant(steady: Scenario, { depth }: Pick<PlantedEffect, "depth">): Scenario {
  const audience = { channels: [plantedIn] };
  const timing = { when: "2024-09-01", how: "step" as const, for: audience };
  const { welcome_share, welcome_depth } = steady.drivers;
  return {
    ...steady,
    name: `steady but for ${plantedIn}`,
    drivers: {
      ...steady.drivers,
      welcome_share: { ...welcome_share, after: 0.95, ...timing },
      welcome_depth: { ...welcome_depth, after: depth, ...timing },
    },
  };
}

/** The loss of the channel's customers, as a share of their revenue without it, over a large cohort. */
export function lossOf(scenario: Scenario, customers: number, seed = 20_240): number {
  const world = worldOf(scenario, seed);
  const planning = planAcquisitions(scenario, { customers, seed, span: world.span });
  let planned = planning.next();
  while (!planned.done) planned = planning.next();
  const plan = planned.value;
  const channel = scenario.channels.findIndex(({ name }) => name === plantedIn);
  const cohort = subscribersOf(plan, quarters.compare).filter((at) => personOf(world, plan, at).channel === channel);
  const without = firstMonthNet(worldOf(scenario, seed, new Set(driverGroups)), plan, cohort);
  return firstMonthNet(world, plan, cohort).cost / without.cost - 1;
}

/** In how many data sets the segments name only the channel, and first. */
export async function timesNamed(
  scenario: Scenario,
  of: { readonly customers: number; readonly seeds: number; readonly from: number; readonly replicates: number },
): Promise<number> {
  let named = 0;
  for (let seed = of.from; seed < of.from + of.seeds; seed += 1) {
    const { segments } = await investigateScenario({ ...of, scenario, seed });
    const where = segments[0]?.where ?? [];
    if (where.length === 1 && where[0]?.values.join() === plantedIn) named += 1;
  }
  return named;
}
