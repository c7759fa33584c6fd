import type { BuildEvent } from "../domain/build-event.ts";
import { version } from "../version.ts";
import type { BuildOptions, BuildOutcome } from "./build-options.ts";
import { isCurrent, setupFingerprint } from "./fingerprint.ts";
import { takeLock } from "./lock.ts";
import { type History, noHistory, readHistory } from "./meta.ts";
import { openCurrent, peek } from "./open-current.ts";
import { type CompiledProject, compileProject } from "./project/compile.ts";
import { readProject } from "./project/read-project.ts";
import { runSteps } from "./run-steps.ts";
import { findSource, type Source } from "./source.ts";
import { makeWorkplace, prepareDirectory } from "./workplace.ts";

/** What a build is made from, all read and rendered, nothing begun. */
export interface Plan {
  readonly options: BuildOptions;
  readonly source: Source;
  readonly project: CompiledProject;
  readonly setup: string;
  readonly startedAt: Date;
}

/**
 * Builds the warehouse from a source, telling each step; the warehouse of before is replaced when all is done and well, and
 * is untouched otherwise. Nothing is built when inputs, SQL and options are as they were. Throws UserError (source,
 * mapping, another build; too many bad rows: exit code 3), ModelError, or AbortError.
 */
export async function* buildWarehouse(options: BuildOptions): AsyncGenerator<BuildEvent, BuildOutcome> {
  const plan = await makePlan(options);
  if (options.warehouse === "memory") return yield* build(plan, undefined, noHistory, []);
  const file = options.warehouse;
  if (!options.full && (await isUpToDate(plan, file))) return yield* unchanged(plan, file);
  await prepareDirectory(file);
  const release = await takeLock(file);
  try {
    // Another build may have finished while the lock was waited for.
    if (!options.full && (await isUpToDate(plan, file))) return yield* unchanged(plan, file);
    const { history, notes } = await lookBack(file);
    return yield* build(plan, file, history, notes);
  } finally {
    await release();
  }
}

async function makePlan(options: BuildOptions): Promise<Plan> {
  const startedAt = new Date();
  const [source, project] = await Promise.all([findSource(options), readProject(options.projectDir)]);
  const { net_includes: netIncludes, options: mapped } = source.mapping ?? {};
  const vars = { ...(netIncludes ? { net_includes: netIncludes } : {}), ...mapped, ...options.vars };
  const compiled = compileProject(project, vars);
  const setup = setupFingerprint(source, compiled, version, options.seed);
  return { options, source, project: compiled, setup, startedAt };
}

async function isUpToDate(plan: Plan, file: string): Promise<boolean> {
  const database = await peek(file);
  if (database === undefined) return false;
  try {
    return await isCurrent(database, plan.source, plan.setup);
  } finally {
    await database.close();
  }
}

async function* unchanged(plan: Plan, file: string): AsyncGenerator<BuildEvent, BuildOutcome> {
  const ms = Date.now() - plan.startedAt.getTime();
  yield { type: "finished", status: "unchanged", file, ms, warnings: 0 };
  return { status: "unchanged", database: undefined, checks: [], warnings: 0, ms };
}

/** What the warehouse of before tells of its runs; one that cannot be used is set aside. */
async function lookBack(file: string): Promise<{ history: History; notes: readonly string[] }> {
  const found = await openCurrent(file);
  if (found.state === "set-aside") {
    return { history: noHistory, notes: [`The warehouse was set aside as ${found.file}: ${found.why}.`] };
  }
  if (found.state === "missing") return { history: noHistory, notes: [] };
  try {
    return { history: await readHistory(found.database), notes: [] };
  } finally {
    await found.database.close();
  }
}

async function* build(
  plan: Plan,
  file: string | undefined,
  history: History,
  notes: readonly string[],
): AsyncGenerator<BuildEvent, BuildOutcome> {
  const workplace = await makeWorkplace(file);
  try {
    return yield* runSteps({ plan, file, workplace, history, notes });
  } finally {
    await workplace.remove();
  }
}
