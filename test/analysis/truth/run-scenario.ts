import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunStatement } from "../../../source/analysis/gather.ts";
import { type InvestigationContext, investigate } from "../../../source/analysis/investigate.ts";
import {
  defaultSwitches,
  type Investigation,
  type Question,
  type Switches,
} from "../../../source/analysis/investigation.ts";
import { coffeeWords } from "../../../source/domain/business-words.ts";
import { parsePeriod } from "../../../source/domain/period.ts";
import { planAcquisitions } from "../../../source/generate/acquisition.ts";
import { type Weighed, weighDrivers } from "../../../source/generate/counterfactuals.ts";
import { generate } from "../../../source/generate/generate.ts";
import type { Scenario } from "../../../source/generate/scenario.ts";
import { worldOf } from "../../../source/generate/world.ts";
import { buildWarehouse } from "../../../source/warehouse/build/build.ts";
import { subscribers } from "../../helpers/subscribers.ts";

const projectDir = new URL("../../../sql", import.meta.url).pathname;

export interface ScenarioRun {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly customers: number;
  readonly replicates: number;
  readonly switches?: Partial<Switches>;
}

/** Generates the scenario's files, builds their warehouse in memory and asks the home question of it. */
export async function investigateScenario(of: ScenarioRun): Promise<Investigation> {
  const { run, close } = await openWarehouse(of);
  try {
    return await askHome(run, of);
  } finally {
    await close();
  }
}

/** Generates and builds in memory; the files are removed once it is open. */
export async function openWarehouse({ scenario, customers, seed }: Omit<ScenarioRun, "replicates">) {
  const folder = await mkdtemp(join(tmpdir(), "grounds-truth-"));
  try {
    const outDir = join(folder, "set");
    await finish(generate({ scenario, customers, seed, outDir }));
    const { database } = await finish(buildWarehouse({ source: outDir, projectDir, warehouse: "memory" }));
    if (!database) throw new Error("a build in memory hands its database on");
    const run: RunStatement = async ({ sql, params }, signal) => (await database.query(sql, params, { signal })).rows;
    return { run, close: () => database.close() };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The expectation of each planted group's contribution, from a large cohort that all counterfactuals share. */
export async function expectedContributions(scenario: Scenario, customers: number, seed = 20_240): Promise<Weighed> {
  const { span } = worldOf(scenario, seed);
  const planning = planAcquisitions(scenario, { customers, seed, span });
  let planned = planning.next();
  while (!planned.done) planned = planning.next();
  return finish(weighDrivers(scenario, planned.value, seed));
}

/** The home question of the scenarios. */
export function homeQuestion({ seed, replicates, switches }: Omit<ScenarioRun, "scenario" | "customers">): Question {
  return {
    metric: "net_revenue_per_customer",
    base: parsePeriod("2024-Q1"),
    compare: parsePeriod("2025-Q1"),
    filters: [{ dimension: "point_of_entry", op: "in", values: ["subscription"] }],
    switches: { ...defaultSwitches, ...switches },
    seed,
    replicates,
  };
}

/** Its filter, as compiled by the program. */

/** Asks the home question of an open warehouse. */
export async function askHome(run: RunStatement, of: ScenarioRun): Promise<Investigation> {
  const { signal } = new AbortController();
  const ask = (sql: string) => run({ sql, params: [] }, signal);
  const [[dataEnd] = []] = await ask("select cast(data_end as varchar) from meta.runs");
  const capabilities = await ask("select name, available, why from meta.capabilities");
  const context: InvestigationContext = {
    filters: [subscribers],
    capabilities: capabilities.map(([name, available, why]) => ({
      name: String(name),
      available: available === true,
      why: String(why ?? ""),
    })),
    dataEnd: String(dataEnd),
    currency: "USD",
    business: coffeeWords,
  };
  return investigate(homeQuestion(of), run, context, signal);
}

async function finish<T>(steps: AsyncGenerator<unknown, T>): Promise<T> {
  let step = await steps.next();
  while (!step.done) step = await steps.next();
  return step.value;
}
