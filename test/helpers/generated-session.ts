import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Session } from "../../source/commands/session.ts";
import { generate } from "../../source/generate/generate.ts";
import { loadScenario } from "../../source/generate/scenario.ts";
import { memorySession } from "./memory-session.ts";
import { projectDir } from "./places.ts";

/** A session on a scenario (the demo's) with few customers, built in memory. */
export async function generatedSession(customers: number, seed: number, scenario = "coffee"): Promise<Session> {
  const folder = await mkdtemp(join(tmpdir(), "grounds-generated-"));
  try {
    const outDir = join(folder, "set");
    const events = generate({ scenario: await loadScenario(scenario), customers, seed, outDir });
    while (!(await events.next()).done);
    return await memorySession({ source: outDir, projectDir });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
