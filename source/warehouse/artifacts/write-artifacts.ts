import { mkdir, rename, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { Plan } from "../build/plan.ts";
import type { Journal } from "../build/running-build.ts";
import type { CompiledProject } from "../project/compile.ts";
import { manifestOf } from "./manifest.ts";
import { runResultsOf } from "./run-results.ts";

/**
 * Writes manifest.json and run_results.json of a finished or failed build to the requested folder. A failure to write them does
 * not undo the build.
 */
export async function writeArtifacts(plan: Plan, project: CompiledProject, journal: Journal): Promise<void> {
  const { artifacts, warehouse, projectDir } = plan.options;
  if (artifacts === undefined) return;
  const database = basename(warehouse).split(".")[0] ?? "memory";
  const run = {
    runId: plan.runId,
    startedAt: plan.startedAt,
    generatedAt: new Date(),
    database,
    projectDir: resolve(projectDir),
  };
  try {
    await mkdir(artifacts, { recursive: true, mode: 0o700 });
    await replace(join(artifacts, "manifest.json"), manifestOf(project, run));
    await replace(join(artifacts, "run_results.json"), runResultsOf(project, journal, run));
  } catch {
    // They describe the build, but are not part of it.
  }
}

/** Readers always see a complete file. */
async function replace(file: string, content: object): Promise<void> {
  const unfinished = `${file}.${process.pid}.tmp`;
  await writeFile(unfinished, JSON.stringify(content), { mode: 0o600 });
  await rename(unfinished, file);
}
