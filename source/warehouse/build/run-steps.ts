import { constants } from "node:fs";
import { copyFile } from "node:fs/promises";
import type { BuildEvent, PlannedStep } from "../../domain/build-event.ts";
import { usualCurrency } from "../../domain/currency.ts";
import { version } from "../../version.ts";
import { type BuildDatabase, createBuildDatabase, dropLanding, finishFile } from "../database/build-database.ts";
import type { Database } from "../database/database.ts";
import { memoryLimit } from "../database/memory-limit.ts";
import { textBytes } from "../ingest/load-order.ts";
import type { LoadedFile } from "../ingest/loaded-file.ts";
import { assumptionLine, openAssumptions } from "../mapping/assumptions.ts";
import { type RunRecord, sha256Of, writeMeta } from "../meta/write-meta.ts";
import { monitorSettings } from "../monitors/monitor-settings.ts";
import { type Monitored, runMonitors } from "../monitors/run-monitors.ts";
import type { DataTest } from "../project/data-tests.ts";
import { shortcutOf } from "../renewal/renewed-checks.ts";
import type { Shortcut } from "../renewal/shortcut.ts";
import { putInPlace } from "./build-folder.ts";
import type { BuildOutcome } from "./build-options.ts";
import { CheckFailure } from "./check-failure.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { loadAndModel } from "./load-and-model.ts";
import { lookedAt } from "./look-around.ts";
import { layerOf } from "./model-queue.ts";
import type { Plan } from "./plan.ts";
import { signaturesOf } from "./previous-inputs.ts";
import { RawTablesReady } from "./raw-tables-ready.ts";
import { type CheckResult, sqlOf, TestRun } from "./run-tests.ts";
import type { RunningBuild } from "./running-build.ts";
import type { Selection } from "./selection.ts";

/**
 * With more text than this, the raw tables are kept in a file: in memory they would be the first to be moved to disk, in pages
 * that are written again each time, and the remaining memory would be too little for the largest models.
 */
const largeBytes = 256 * 2 ** 20;

/** The steps of one build, in a database of its own: files, models, checks, meta, and finally replacing the previous one. */
export async function* runSteps(running: RunningBuild): AsyncGenerator<BuildEvent, BuildOutcome> {
  const { plan, buildFolder } = running;
  yield { type: "started", source: plan.source.name, models: plannedSteps(running), notes: running.before.notes };
  await copyPrevious(running);
  const isLarge = (await textBytes(plan.source.tables)) > largeBytes;
  const limit = plan.options.memoryLimit ?? memoryLimit();
  const connection = await createBuildDatabase(buildFolder.unfinished, [buildFolder.copies], {
    memoryLimit: limit,
    spillDirectory: buildFolder.spill,
    landing: buildFolder.unfinishedLanding ?? (isLarge ? buildFolder.raw : undefined),
  });
  let database: Database | undefined;
  let isPlaced = false;
  try {
    const ready = new RawTablesReady();
    const checks = new TestRun(connection.database, running.project.tests, plan.options.signal, (test) =>
      shortcut(running, test),
    );
    const selection = yield* loadAndModel({ ...running, connection, ready, checks, isLarge, limit });
    yield* runChecks(running, checks, connection.width);
    const monitored = yield* monitor(running, connection.database);
    connection.narrow();
    await writeMeta(connection.database, recordOf(running, ready.files, selection, monitored), running.before.history);
    database = await finish(running, connection);
    isPlaced = true;
    const outcome = outcomeOf(plan, [...running.journal.checks, ...monitored.results], database);
    yield {
      type: "finished",
      status: "built",
      file: running.file ?? "memory",
      ms: outcome.ms,
      warnings: outcome.warnings,
    };
    return outcome;
  } finally {
    for (const end of running.journal.ends) running.journal.afterwards.push(end(isPlaced));
    if (database === undefined) await connection.database.close();
  }
}

/** Models that stay are taken from a copy of the previous warehouse. */
async function copyPrevious({ file, buildFolder, before }: RunningBuild): Promise<void> {
  if (!before.previous || file === undefined || buildFolder.unfinished === undefined) return;
  await copyFile(file, buildFolder.unfinished, constants.COPYFILE_FICLONE);
}

/** What spares a test from reading everything again; undefined if nothing does. */
function shortcut({ before: { previous }, project, journal }: RunningBuild, test: DataTest): Shortcut | undefined {
  const known = previous?.failures.get(`${test.model}\n${test.name}\n${sha256Of(sqlOf(test))}`);
  return shortcutOf(test, { project, known, runs: journal.models, rows: journal.renewed });
}

function plannedSteps({ plan: { source }, project }: RunningBuild): readonly PlannedStep[] {
  const raw = [...source.tables.keys()].map((name) => ({ name, layer: "raw" as const }));
  return [...raw, ...project.models.map((model) => ({ name: model.name, layer: layerOf(model) }))];
}

async function* runChecks(
  { journal: { checks }, project: { tests } }: RunningBuild,
  run: TestRun,
  width: number,
): AsyncGenerator<BuildEvent> {
  for await (const check of run.results(width)) {
    checks.push(check);
    const { name, model, status, failures, message } = check;
    yield { type: "check", name, model, status, failures, message };
  }
  const place = ({ name }: CheckResult) => tests.findIndex((test) => test.name === name);
  checks.sort((one, other) => place(one) - place(other));
  const failed = checks.filter((check) => check.status === "failed");
  if (failed.length > 0) throw new CheckFailure(failed);
}

/** Checks the data as a whole. Findings are reported like checks, but are not tests of the project that dbt would know. */
async function* monitor({ plan, before }: RunningBuild, database: Database): AsyncGenerator<BuildEvent, Monitored> {
  const settings = monitorSettings(plan.source.mapping?.monitors);
  const monitored = await runMonitors(database, plan.startedAt, settings, before.history.profiles?.profiles ?? []);
  for (const { name, model, status, failures, message } of monitored.results)
    yield { type: "check", name, model, status, failures, message };
  return monitored;
}

function recordOf(
  { plan, journal: { models, checks } }: RunningBuild,
  files: readonly LoadedFile[],
  { outOfDate }: Selection,
  monitored: Monitored,
): RunRecord {
  const inputs = files.map(({ table, snapshot }) => ({ table, name: snapshot.file.name, sha256: snapshot.sha256 }));
  return {
    ...{
      files,
      signatures: signaturesOf(plan.source, files),
      // Models left out of date get another hash, so that the next build does not keep them.
      models: models.map((run) => (outOfDate.has(run.model) ? { ...run, sha256: `out of date ${run.sha256}` } : run)),
      checks,
      monitored,
      version,
      setup: plan.setup,
      vars: plan.vars,
      startedAt: plan.startedAt,
      seed: plan.options.seed,
    },
    // A warehouse with models left out of date must not count as current at the next launch.
    setup: outOfDate.size > 0 ? `partial ${plan.setup}` : plan.setup,
    looked: outOfDate.size > 0 ? undefined : lookedAt(plan.around, plan.options.source, plan.files, files),
    runId: plan.runId,
    context: plan.context,
    endedAt: new Date(),
    status: "built",
    fingerprint: fingerprintOf(plan.setup, inputs),
    source: plan.source.name,
    mapping: plan.source.mapping,
    name: plan.source.mapping?.name,
    currency: plan.source.mapping?.currency ?? usualCurrency,
    assumptions: openAssumptions(plan.source.mapping).map(assumptionLine),
  };
}

/** The database to continue with, if in memory; otherwise the file replaces the previous one. */
async function finish(
  { plan, file, buildFolder, journal }: RunningBuild,
  connection: BuildDatabase,
): Promise<Database | undefined> {
  const { unfinishedLanding } = buildFolder;
  if (unfinishedLanding === undefined) await dropLanding(connection);
  else await keepLanding(connection, unfinishedLanding, plan.options.landing ?? "");
  if (file === undefined || buildFolder.unfinished === undefined) return connection.lock();
  await finishFile(connection);
  journal.afterwards.push(connection.database.close());
  await putInPlace(buildFolder.unfinished, file);
  return undefined;
}

async function keepLanding(connection: BuildDatabase, unfinished: string, file: string): Promise<void> {
  await connection.run("checkpoint landing");
  await connection.run("detach landing");
  await putInPlace(unfinished, file);
}

function outcomeOf(plan: Plan, checks: readonly CheckResult[], database: Database | undefined): BuildOutcome {
  const warnings = checks.filter((check) => check.status === "warned").length;
  return { status: "built", database, checks, warnings, ms: Date.now() - plan.startedAt.getTime() };
}
