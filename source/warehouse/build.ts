import type { BuildEvent } from "../domain/build-event.ts";
import type { BuildOptions, BuildOutcome } from "./build-options.ts";
import { isCurrent } from "./fingerprint.ts";
import { takeLock } from "./lock.ts";
import { type History, noHistory, readHistory } from "./meta.ts";
import { openCurrent, peek } from "./open-current.ts";
import { makePlan, type Plan } from "./plan.ts";
import { makeWorkplace, prepareDirectory } from "./workplace.ts";

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
  // Template engine and YAML reader are of use only when there is something to build.
  const [{ compileProject }, { runSteps }] = await Promise.all([
    import("./project/compile.ts"),
    import("./run-steps.ts"),
  ]);
  const project = await compileProject(plan.files, plan.vars);
  const workplace = await makeWorkplace(file);
  try {
    return yield* runSteps({ plan, project, file, workplace, history, notes });
  } finally {
    await workplace.remove();
  }
}
