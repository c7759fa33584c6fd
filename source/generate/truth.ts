import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { UserError } from "../errors.ts";
import { type Acquisitions, entry } from "./acquisition.ts";
import { secondsOf, secondsPerDay } from "./calendar.ts";
import type { DriverName } from "./driver-schema.ts";
import { live } from "./life.ts";
import type { Line } from "./order.ts";
import type { Scenario } from "./scenario.ts";
import { type DriverGroup, driverGroups, groupOf } from "./settings.ts";
import { shapley } from "./shapley.ts";
import { personOf, type World, worldOf } from "./world.ts";

/** The home question: subscribers acquired in these quarters, their first 30 days. */
const question = {
  metric: "net revenue in the first 30 days per customer",
  point_of_entry: "subscription",
  base: "2024-Q1",
  compare: "2025-Q1",
  window_days: 30,
} as const;
const quarters = {
  base: { from: "2024-01-01", until: "2024-04-01" },
  compare: { from: "2025-01-01", until: "2025-04-01" },
} as const;

/** Dollars per customer, as booked (`cost`) and less replacements (`contra`). */
interface Value {
  readonly cost: number;
  readonly contra: number;
}

/**
 * Writes `truth.json`: the planted drivers, and the Shapley value of their groups over counterfactual data sets of the same
 * seed, each group left at its value before unless it is in the coalition (DRIVERS.md, 3 and 8). In memory, one quarter only.
 * @throws UserError when the scenario's span does not hold both quarters with their windows.
 */
export async function* writeTruth(
  scenario: Scenario,
  plan: Acquisitions,
  seed: number,
  folder: string,
): AsyncGenerator<{ done: number; total: number; label: string }> {
  const planted = plantedDrivers(scenario);
  const groups = driverGroups.filter((group) => planted.some((driver) => driver.group === group));
  const full = worldOf(scenario, seed);
  requireSpan(scenario, full);
  const cohort = subscribersOf(plan, quarters.compare);
  const values: Value[] = [];
  const total = 1 << groups.length;
  for (let mask = 0; mask < total; mask++) {
    const frozen = new Set(groups.filter((_, index) => (mask & (1 << index)) === 0));
    values.push(firstMonthNet(worldOf(scenario, seed, frozen), plan, cohort));
    yield { done: mask + 1, total, label: "weighing the planted drivers" };
    await nextTurn();
  }
  const truth = {
    scenario: scenario.name,
    seed,
    customers: plan.count,
    question,
    method:
      "Shapley value of the driver groups over counterfactual data sets of the same seed; a group that is left out keeps its value before. Values are booked net of the compared quarter's customers; contra takes replacements off as well.",
    drivers: planted,
    observed: { base: firstMonthNet(full, plan, subscribersOf(plan, quarters.base)), compare: values.at(-1) },
    cost: contributions(groups, values, "cost"),
    contra: contributions(groups, values, "contra"),
  };
  await writeFile(join(folder, "truth.json"), `${JSON.stringify(truth, rounded, 2)}\n`, { flag: "wx" });
}

function requireSpan({ name, span }: Scenario, world: World): void {
  if (world.span.start <= secondsOf(quarters.base.from) && world.span.end >= secondsOf("2025-05-01")) return;
  throw new UserError(`The truth of the scenario ${name} cannot be told.`, {
    why: `It compares Q1 2024 with Q1 2025 and their first 30 days; the span is ${span.from} to ${span.to}.`,
    next: "Widen span.from and span.to, or leave out the truth.",
  });
}

function plantedDrivers(scenario: Scenario) {
  return (Object.keys(groupOf) as DriverName[])
    .filter((name) => scenario.drivers[name].after !== undefined)
    .map((name) => ({ name, group: groupOf[name], ...scenario.drivers[name] }));
}

function subscribersOf(plan: Acquisitions, quarter: { from: string; until: string }): readonly number[] {
  const [from, until] = [secondsOf(quarter.from), secondsOf(quarter.until)];
  const cohort: number[] = [];
  for (const [index, at] of plan.acquiredAt.entries())
    if (plan.entry[index] === entry.subscription && at >= from && at < until) cohort.push(index);
  return cohort;
}

/** First-month net per customer of a cohort in a world. */
function firstMonthNet(world: World, plan: Acquisitions, cohort: readonly number[]): Value {
  let bookedCents = 0;
  let replacedCents = 0;
  const recorder = {
    change: () => undefined,
    line: (_: unknown, line: Line) => {
      bookedCents += line.netCents;
      if (line.reversal?.kind === "replacement") replacedCents += line.reversal.amountCents;
    },
  };
  for (const index of cohort) {
    const person = personOf(world, plan, index);
    live(world, plan, person, person.acquiredAt + question.window_days * secondsPerDay, recorder);
  }
  const customers = Math.max(1, cohort.length) * 100;
  return { cost: bookedCents / customers, contra: (bookedCents - replacedCents) / customers };
}

function contributions(groups: readonly DriverGroup[], values: readonly Value[], policy: keyof Value) {
  const worth = values.map((value) => value[policy]);
  const parts = shapley(worth, groups.length);
  return {
    before: worth[0],
    after: worth.at(-1),
    change: (worth.at(-1) ?? 0) - (worth[0] ?? 0),
    contributions: driverGroups.map((group) => ({ group, contribution: parts[groups.indexOf(group)] ?? 0 })),
  };
}

/** Six decimals, so that the last bits of a sum do not show. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === "number" ? Math.round(value * 1e6) / 1e6 : value;
}
