import type { BuildEvent } from "../../domain/build-event.ts";
import { DamagedError } from "../../errors.ts";
import { refuseDevice } from "../../special-file.ts";
import { version } from "../../version.ts";
import type { Database } from "../database/database.ts";
import { openCurrent, peek } from "../database/open-current.ts";
import { noHistory, readHistory } from "../meta/write-meta.ts";
import { isRenewable } from "../renewal/is-renewable.ts";
import { makeBuildFolder, prepareDirectory, setAside } from "./build-folder.ts";
import type { BuildOptions, BuildOutcome } from "./build-options.ts";
import { isCurrent } from "./fingerprint.ts";
import { tidy } from "./leftovers.ts";
import { waitForLock } from "./lock.ts";
import { isForced, type Opened, seenOf, unchanged } from "./opened.ts";
import { makePlan, type Plan } from "./plan.ts";
import { readPrevious } from "./previous.ts";
import { logged } from "./run-log.ts";
import type { Before, Journal } from "./running-build.ts";
import { isWorthKeeping, refuseUnknownModel, wishOf } from "./selection.ts";

const nothingBefore: Before = {
  history: noHistory,
  previous: undefined,
  notes: [],
  files: new Map(),
  isRenewable: false,
};

/** Builds from a source unless its files and setup turn out to be those of the warehouse as it was before, and reports each step. */
export async function* buildFromSource(
  options: BuildOptions,
  { seen, database }: Opened,
): AsyncGenerator<BuildEvent, BuildOutcome> {
  const plan = await makePlan(options).catch(async (error: unknown) => {
    await database?.close();
    throw error;
  });
  return yield* logged(bringUpToDate(plan, seen, database), plan);
}

async function* bringUpToDate(
  plan: Plan,
  seen: string,
  opened: Database | undefined,
): AsyncGenerator<BuildEvent, BuildOutcome> {
  const file = plan.options.warehouse;
  if (file === "memory") return yield* build(plan, undefined);
  const current = await ifCurrent(plan, opened);
  if (current !== undefined) {
    await tidy(file);
    return yield* unchanged(plan.startedAt, file, current);
  }
  await refuseDevice(file);
  await prepareDirectory(file);
  const release = yield* waitForLock(file, plan.options);
  try {
    // Another build may have finished while this one waited for the lock.
    const hasChanged = !isForced(plan.options) && (await seenOf(file)) !== seen;
    const done = hasChanged ? await ifCurrent(plan, await peek(file)) : undefined;
    if (done !== undefined) return yield* unchanged(plan.startedAt, file, done);
    const outcome = yield* build(plan, file);
    // Opened before the next build may start, because a build of another source would give its answers for ours.
    return { ...outcome, database: await peek(file) };
  } finally {
    await release();
  }
}

/** The open warehouse if there is nothing to build, else closed; opening it twice would double the wait at launch. */
async function ifCurrent(plan: Plan, database: Database | undefined): Promise<Database | undefined> {
  if (database === undefined) return undefined;
  try {
    if (await isCurrent(database, plan.source, plan.setup)) return database;
  } catch (error) {
    await database.close();
    if (error instanceof DamagedError) return undefined;
    throw error;
  }
  await database.close();
  return undefined;
}

/** The runs and models of the previous warehouse; a warehouse that cannot be used is set aside. */
async function lookBack(plan: Plan, file: string): Promise<Before> {
  const found = await openCurrent(file);
  if (found.state === "missing") return nothingBefore;
  if (found.state === "set-aside") {
    return { ...nothingBefore, notes: [`The warehouse was set aside as ${found.file}: ${found.why}.`] };
  }
  const { database } = found;
  try {
    const previous = plan.options.full ? undefined : await readPrevious(database, plan.source, version);
    return {
      history: await readHistory(database, plan.source.name),
      previous,
      notes: [],
      files: previous?.files ?? new Map(),
      isRenewable: false,
    };
  } catch (error) {
    if (!(error instanceof DamagedError)) throw error;
    const aside = await setAside(file);
    return { ...nothingBefore, notes: [`The warehouse was set aside as ${aside}: it is damaged.`] };
  } finally {
    await database.close();
  }
}

/** The plan completed with what only the data shows. */
async function planned(plan: Plan): Promise<Plan> {
  if (!plan.source.tables.has("line_discounts")) return plan;
  const { withTablePrograms } = await import("./discount-programs.ts");
  return withTablePrograms(plan);
}

/** Loads the build code and the project; template engine and YAML reader are only needed if there is something to build. */
async function prepare({ files, vars }: Plan) {
  const [{ compiledProject }, { runSteps }, { writeArtifacts }] = await Promise.all([
    import("../project/compiled-project.ts"),
    import("./run-steps.ts"),
    import("../artifacts/write-artifacts.ts"),
  ]);
  return { project: await compiledProject(files, vars), runSteps, writeArtifacts };
}

async function* build(given: Plan, file: string | undefined): AsyncGenerator<BuildEvent, BuildOutcome> {
  const plan = await planned(given);
  const preparing = prepare(plan);
  // Errors of the project are reported when its turn comes.
  preparing.catch(() => {});
  const before = file === undefined ? nothingBefore : await lookBack(plan, file);
  const { project, runSteps, writeArtifacts } = await preparing;
  refuseUnknownModel(project.models, plan.options.select);
  const buildFolder = await makeBuildFolder(file, plan.options.landing);
  const journal: Journal = { models: [], checks: [], renewed: new Map(), ends: [], afterwards: [] };
  const { previous } = before;
  const renewable = previous !== undefined && (await isRenewable(project.models, previous, plan));
  const isKept =
    renewable || (previous !== undefined && isWorthKeeping(project.models, previous, wishOf(plan.options)));
  const from = isKept ? { ...before, isRenewable: renewable } : { ...before, previous: undefined };
  try {
    return yield* runSteps({ plan, project, file, buildFolder, before: from, journal });
  } finally {
    await buildFolder.remove();
    await writeArtifacts(plan, project, journal);
    await Promise.all(journal.afterwards);
  }
}
