import { mkdir, rename, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { Plan } from "../plan.ts";
import type { CompiledProject } from "../project/compile.ts";
import type { Journal } from "../site.ts";
import { manifestOf } from "./manifest.ts";
import { runResultsOf } from "./run-results.ts";

/**
 * Writes manifest.json and run_results.json of a build, done or failed, into the folder asked for. A build is not undone
 * because they cannot be written.
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
    // They tell of the build; they are not part of it.
  }
}

/** Whole at every moment for who reads it. */
async function replace(file: string, content: object): Promise<void> {
  const unfinished = `${file}.${process.pid}.tmp`;
  await writeFile(unfinished, JSON.stringify(content), { mode: 0o600 });
  await rename(unfinished, file);
}
