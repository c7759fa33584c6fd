import { setImmediate as nextTurn } from "node:timers/promises";
import { type Acquisitions, entry } from "./acquisition.ts";
import { secondsOf, secondsPerDay } from "./calendar.ts";
import type { DriverName } from "./driver-schema.ts";
import { live } from "./life.ts";
import type { Line } from "./order.ts";
import type { Scenario } from "./scenario.ts";
import { type DriverGroup, driverGroups, groupOf } from "./settings.ts";
import { shapley } from "./shapley.ts";
import { personOf, type World, worldOf } from "./world.ts";

/** The home question's quarters of acquisition. */
export const quarters = {
  base: { from: "2024-01-01", until: "2024-04-01" },
  compare: { from: "2025-01-01", until: "2025-04-01" },
} as const;

export const windowDays = 30;
/** A reversal counts if it came within this many days of its order, the metric's default. */
export const reversalDays = 60;

/** Dollars per customer, with replacements as a cost or as a reduction of net. */
export interface Value {
  readonly cost: number;
  readonly contra: number;
}

/** The contribution of each group of drivers to the compared quarter's value, and the values without and with all of them. */
export interface Contributions {
  readonly before: number;
  readonly after: number;
  readonly change: number;
  readonly contributions: readonly { readonly group: DriverGroup; readonly contribution: number }[];
}

export interface Weighed {
  readonly cost: Contributions;
  readonly contra: Contributions;
}

/** The drivers that a scenario changes. */
export function plantedDrivers(scenario: Scenario): readonly DriverName[] {
  return (Object.keys(groupOf) as DriverName[]).filter((name) => scenario.drivers[name]?.after !== undefined);
}

/**
 * Shapley values of the planted driver groups over counterfactual data sets of one seed: each group keeps its value before
 * unless it is in the coalition (DRIVERS.md, 3 and 8). Over many customers these are the expectations that intervals should
 * contain; over a data set's own customers, the truth about them. In memory, yields after each coalition.
 */
export async function* weighDrivers(
  scenario: Scenario,
  plan: Acquisitions,
  seed: number,
): AsyncGenerator<{ done: number; total: number; label: string }, Weighed> {
  const planted = new Set(plantedDrivers(scenario).map((name) => groupOf[name]));
  const groups = driverGroups.filter((group) => planted.has(group));
  const cohort = subscribersOf(plan, quarters.compare);
  const values: Value[] = [];
  const total = 1 << groups.length;
  for (let mask = 0; mask < total; mask++) {
    const frozen = new Set(groups.filter((_, index) => (mask & (1 << index)) === 0));
    values.push(firstMonthNet(worldOf(scenario, seed, frozen), plan, cohort));
    yield { done: mask + 1, total, label: "weighing the planted drivers" };
    await nextTurn();
  }
  return { cost: contributions(groups, values, "cost"), contra: contributions(groups, values, "contra") };
}

/** Indexes of the customers acquired by a subscription in a quarter. */
export function subscribersOf(plan: Acquisitions, quarter: { from: string; until: string }): readonly number[] {
  const [from, until] = [secondsOf(quarter.from), secondsOf(quarter.until)];
  const cohort: number[] = [];
  for (let index = 0; index < plan.count; index++) {
    if (plan.entry(index) !== entry.subscription) continue;
    const at = plan.acquiredAt(index);
    if (at >= from && at < until) cohort.push(index);
  }
  return cohort;
}

/** First-month net per customer of a cohort in a world, by the metric's definition: later reversals do not count. */
export function firstMonthNet(world: World, plan: Acquisitions, cohort: readonly number[]): Value {
  let netCents = 0;
  let replacedCents = 0;
  const recorder = {
    change: () => undefined,
    line: (_: unknown, { listCents, discountCents, plugCents, reversal, at }: Line) => {
      netCents += listCents - discountCents - plugCents;
      if (reversal === undefined || reversal.at >= at + (reversalDays + 1) * secondsPerDay) return;
      netCents -= reversal.bookedCents;
      if (reversal.kind === "replacement") replacedCents += reversal.amountCents;
    },
  };
  for (const index of cohort) {
    const person = personOf(world, plan, index);
    live(world, plan, person, person.acquiredAt + windowDays * secondsPerDay, recorder);
  }
  const customers = Math.max(1, cohort.length) * 100;
  return { cost: netCents / customers, contra: (netCents - replacedCents) / customers };
}

function contributions(groups: readonly DriverGroup[], values: readonly Value[], policy: keyof Value): Contributions {
  const worth = values.map((value) => value[policy]);
  const parts = shapley(worth, groups.length);
  const [before = 0, after = 0] = [worth[0], worth.at(-1)];
  return {
    before,
    after,
    change: after - before,
    contributions: driverGroups.map((group) => ({ group, contribution: parts[groups.indexOf(group)] ?? 0 })),
  };
}
