import { setImmediate as nextTurn } from "node:timers/promises";
import type { Acquisitions } from "./acquisition.ts";
import { secondsOf, secondsPerDay } from "./calendar.ts";
import { plantedDrivers } from "./counterfactuals.ts";
import { live } from "./life.ts";
import type { Change, Line } from "./order.ts";
import type { Scenario } from "./scenario.ts";
import { type DriverGroup, driverGroups, groupOf, periodGroups } from "./settings.ts";
import { shapley } from "./shapley.ts";
import { type Person, personOf, type World, worldOf } from "./world.ts";

/** Calendar months of a question about periods; both have the same season, and time for their reversals before the data end. */
export const periods = {
  base: { from: "2024-03-01", until: "2024-06-01" },
  compare: { from: "2025-03-01", until: "2025-06-01" },
} as const;

/** The contribution of each planted group of drivers to the net revenue of all customers in the compared months, in dollars. */
export interface PeriodContributions {
  readonly before: number;
  readonly after: number;
  readonly contributions: readonly { readonly group: DriverGroup; readonly contribution: number }[];
}

/** Changes of plan to another bag size in the compared months. */
export interface PlantedSwitching {
  readonly events: number;
  readonly customers: number;
}

/**
 * Shapley values of the planted driver groups over counterfactual data sets of one seed: the total of the compared months,
 * as booked, with each group keeping its value before unless it is in the coalition. In memory, yields after each coalition.
 */
export async function* weighPeriod(
  scenario: Scenario,
  plan: Acquisitions,
  seed: number,
): AsyncGenerator<{ done: number; total: number; label: string }, PeriodContributions> {
  const planted = new Set(plantedDrivers(scenario).map((name) => groupOf[name]));
  const groups = [...driverGroups, ...periodGroups].filter((group) => planted.has(group));
  const values: number[] = [];
  const total = 1 << groups.length;
  for (let mask = 0; mask < total; mask++) {
    const frozen = new Set(groups.filter((_, index) => (mask & (1 << index)) === 0));
    values.push(netIn(worldOf(scenario, seed, frozen), plan, periods.compare));
    yield { done: mask + 1, total, label: "weighing the planted drivers" };
    await nextTurn();
  }
  const parts = shapley(values, groups.length);
  return {
    before: values[0] ?? 0,
    after: values.at(-1) ?? 0,
    contributions: groups.map((group, index) => ({ group, contribution: parts[index] ?? 0 })),
  };
}

type Days = { readonly from: string; readonly until: string };

/** Net revenue of all customers in calendar days, as booked, in dollars. */
export function netIn(world: World, plan: Acquisitions, days: Days): number {
  let cents = 0;
  const [from, until] = [secondsOf(days.from), secondsOf(days.until)];
  const line = (_: unknown, { at, netCents }: Line) => {
    if (at >= from && at < until) cents += netCents;
  };
  everybody(world, plan, until, { line, change: () => undefined });
  return cents / 100;
}

/** Changes of plan to another bag size: how many, by how many customers. */
export function downsizedIn(world: World, plan: Acquisitions, days: Days = periods.compare): PlantedSwitching {
  const [from, until] = [secondsOf(days.from), secondsOf(days.until)];
  const customers = new Set<number>();
  let [events, last, product] = [0, -1, -1];
  const sizeOf = (index: number) => world.products.all[index]?.bagSize;
  const change = ({ index }: Person, { at, state, product: next }: Change) => {
    const isOther = index === last && state === "plan_changed" && sizeOf(product) !== sizeOf(next);
    if (isOther && at >= from && at < until) {
      events += 1;
      customers.add(index);
    }
    [last, product] = [index, next];
  };
  // A change is dated before the order that it applies to, which may be after these days.
  everybody(world, plan, secondsOf(days.until) + 7 * secondsPerDay, { line: () => undefined, change });
  return { events, customers: customers.size };
}

function everybody(world: World, plan: Acquisitions, horizon: number, recorder: Parameters<typeof live>[4]): void {
  for (let index = 0; index < plan.count; index++) {
    if (plan.acquiredAt(index) >= horizon) continue;
    live(world, plan, personOf(world, plan, index), horizon, recorder);
  }
}
