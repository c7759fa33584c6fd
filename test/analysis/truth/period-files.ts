import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PeriodQuestion } from "../../../source/analysis/totals/question.ts";
import { explainTotals } from "../../../source/commands/explain.ts";
import type { Session } from "../../../source/commands/session.ts";
import { addDays } from "../../../source/domain/period.ts";
import { generate } from "../../../source/generate/generate.ts";
import { periods } from "../../../source/generate/period-counterfactuals.ts";
import { memorySession } from "../../helpers/memory-session.ts";
import { projectDir } from "../../helpers/places.ts";
import type { PeriodRun } from "./period-direct.ts";

/** Generates the scenario's files and builds their warehouse in memory; the files are removed once it is open. */
export async function openScenario({ scenario, customers, seed }: Omit<PeriodRun, "replicates">): Promise<Session> {
  const folder = await mkdtemp(join(tmpdir(), "grounds-truth-"));
  try {
    const outDir = join(folder, "set");
    const events = generate({ scenario, customers, seed, outDir });
    while (!(await events.next()).done);
    return await memorySession({ source: outDir, projectDir });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The question of the scenarios about periods. */
export function periodQuestion({ seed, replicates }: Pick<PeriodRun, "seed" | "replicates">): PeriodQuestion {
  const days = ({ from, until }: { from: string; until: string }) => ({ from, to: addDays(until, -1) });
  const about = { metric: "net_revenue", filters: [], seed, replicates };
  return { of: "period", ...about, base: days(periods.base), compare: days(periods.compare) };
}

/** Asks it of the scenario's files, through the warehouse. */
export async function periodFromFiles(of: PeriodRun) {
  const session = await openScenario(of);
  try {
    const found = await explainTotals(session, periodQuestion(of), new AbortController().signal);
    return { ...found, base: found.base.value, compare: found.compare.value };
  } finally {
    await session.close();
  }
}
