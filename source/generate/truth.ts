import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generateErrors } from "../errors/generate.ts";
import type { Acquisitions } from "./acquisition.ts";
import { secondsOf } from "./calendar.ts";
import {
  firstMonthNet,
  plantedDrivers,
  quarters,
  reversalDays,
  subscribersOf,
  weighDrivers,
  windowDays,
} from "./counterfactuals.ts";
import { downsizedIn, periods, weighPeriod } from "./period-counterfactuals.ts";
import type { Scenario } from "./scenario.ts";
import { groupOf } from "./settings.ts";
import { type World, worldOf } from "./world.ts";

/** The home question: subscribers acquired in these quarters, their first 30 days. */
const question = {
  metric: "net revenue in the first 30 days per customer",
  point_of_entry: "subscription",
  base: "2024-Q1",
  compare: "2025-Q1",
  window_days: windowDays,
  reversal_days: reversalDays,
} as const;

/**
 * Writes `truth.json`: the planted drivers, and the Shapley value of their groups over counterfactual data sets of the same
 * seed. In memory, for one quarter only.
 * @throws UserError if the scenario's span does not contain both quarters with their windows.
 */
export async function* writeTruth(
  scenario: Scenario,
  plan: Acquisitions,
  seed: number,
  folder: string,
): AsyncGenerator<{ done: number; total: number; label: string }> {
  const full = worldOf(scenario, seed);
  requireSpan(scenario, full);
  const weighed = yield* weighDrivers(scenario, plan, seed);
  const [base, compare] = [quarters.base, quarters.compare].map((quarter) =>
    firstMonthNet(full, plan, subscribersOf(plan, quarter)),
  );
  const truth = {
    scenario: scenario.name,
    seed,
    customers: plan.count,
    question,
    method:
      "Shapley value of the driver groups over counterfactual data sets of the same seed; a group that is left out keeps its value before. Values are net of the compared quarter's customers, less reversals within 60 days; contra takes replacements off as well.",
    drivers: plantedDrivers(scenario).map((name) => ({ name, group: groupOf[name], ...scenario.drivers[name] })),
    observed: { base, compare },
    cost: weighed.cost,
    contra: weighed.contra,
    ...(yield* ofAllCustomers(scenario, plan, seed)),
  };
  await writeFile(join(folder, "truth.json"), `${JSON.stringify(truth, rounded, 2)}\n`, { flag: "wx" });
}

/** What scenarios plant for all customers: effects on the net revenue of calendar months, and subscribers' changes of plan. */
async function* ofAllCustomers(scenario: Scenario, plan: Acquisitions, seed: number) {
  if (scenario.drivers.leave_share === undefined) return {};
  const weighed = yield* weighPeriod(scenario, plan, seed);
  const world = worldOf(scenario, seed);
  const period = { metric: "net revenue of all customers, as booked", ...periods, ...weighed };
  return { period, switching: { of: "bag_size", ...periods.compare, ...downsizedIn(world, plan) } };
}

function requireSpan({ name, span }: Scenario, world: World): void {
  if (world.span.start <= secondsOf(quarters.base.from) && world.span.end >= secondsOf("2025-05-01")) return;
  throw generateErrors.noTruth({ scenario: name, from: span.from, to: span.to });
}

/** Six decimals, which hide the last bits of a sum. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === "number" ? Math.round(value * 1e6) / 1e6 : value;
}
