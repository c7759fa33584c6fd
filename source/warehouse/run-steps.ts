import { constants } from "node:fs";
import { copyFile } from "node:fs/promises";
import type { BuildEvent, PlannedStep } from "../domain/build-event.ts";
import { usualCurrency } from "../domain/currency.ts";
import { version } from "../version.ts";
import type { BuildOutcome } from "./build-options.ts";
import { layerOf } from "./building-site.ts";
import { CheckFailure } from "./check-failure.ts";
import type { Database } from "./database.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { assumptionLine, openAssumptions } from "./ingest/assumptions.ts";
import type { LandedFile } from "./ingest/landed-file.ts";
import { textBytes } from "./ingest/load-order.ts";
import { loadAndModel } from "./load-and-model.ts";
import { memoryLimit } from "./memory-limit.ts";
import { type RunRecord, sha256Of, writeMeta } from "./meta.ts";
import { monitorSettings } from "./monitors/monitor-settings.ts";
import { type Monitored, runMonitors } from "./monitors/run-monitors.ts";
import type { Plan } from "./plan.ts";
import { signaturesOf } from "./previous-inputs.ts";
import type { DataTest } from "./project/data-tests.ts";
import { RawTablesReady } from "./raw-tables-ready.ts";
import { shortcutOf } from "./renewal/renewed-checks.ts";
import type { Shortcut } from "./renewal/shortcut.ts";
import { type CheckResult, sqlOf, TestRun } from "./run-tests.ts";
import type { Selection } from "./selection.ts";
import type { Site } from "./site.ts";
import { createWorkbench, dropLanding, finishFile, type Workbench } from "./workbench.ts";
import { putInPlace } from "./workplace.ts";

/**
 * With more text than this, the raw tables are kept in a file: in memory they would be the first to be moved to disk, in pages
 * that are written again each time, and the remaining memory would be too little for the largest models.
 */
const largeBytes = 256 * 2 ** 20;

/** The steps of one build, in a database of its own: files, models, checks, meta, and finally replacing the previous one. */
export async function* runSteps(site: Site): AsyncGenerator<BuildEvent, BuildOutcome> {
  const { plan, workplace } = site;
  yield { type: "started", source: plan.source.name, models: plannedSteps(site), notes: site.before.notes };
  await copyPrevious(site);
  const isLarge = (await textBytes(plan.source.tables)) > largeBytes;
  const limit = plan.options.memoryLimit ?? memoryLimit();
  const bench = await createWorkbench(workplace.unfinished, [workplace.copies], {
    memoryLimit: limit,
    spillDirectory: workplace.spill,
    landing: workplace.unfinishedLanding ?? (isLarge ? workplace.raw : undefined),
  });
  let database: Database | undefined;
  let isPlaced = false;
  try {
    const ready = new RawTablesReady();
    const checks = new TestRun(bench.database, site.project.tests, plan.options.signal, (test) => shortcut(site, test));
    const selection = yield* loadAndModel({ ...site, bench, ready, checks, isLarge, limit });
    yield* runChecks(site, checks, bench.width);
    const monitored = yield* monitor(site, bench.database);
    bench.narrow();
    await writeMeta(bench.database, recordOf(site, ready.files, selection, monitored), site.before.history);
    database = await finish(site, bench);
    isPlaced = true;
    const outcome = outcomeOf(plan, [...site.journal.checks, ...monitored.results], database);
    yield {
      type: "finished",
      status: "built",
      file: site.file ?? "memory",
      ms: outcome.ms,
      warnings: outcome.warnings,
    };
    return outcome;
  } finally {
    for (const end of site.journal.ends) site.journal.afterwards.push(end(isPlaced));
    if (database === undefined) await bench.database.close();
  }
}

/** Models that stay are taken from a copy of the previous warehouse. */
async function copyPrevious({ file, workplace, before }: Site): Promise<void> {
  if (!before.previous || file === undefined || workplace.unfinished === undefined) return;
  await copyFile(file, workplace.unfinished, constants.COPYFILE_FICLONE);
}

/** What spares a test from reading everything again; undefined if nothing does. */
function shortcut({ before: { previous }, project, journal }: Site, test: DataTest): Shortcut | undefined {
  const known = previous?.failures.get(`${test.model}\n${test.name}\n${sha256Of(sqlOf(test))}`);
  return shortcutOf(test, { project, known, runs: journal.models, rows: journal.renewed });
}

function plannedSteps({ plan: { source }, project }: Site): readonly PlannedStep[] {
  const raw = [...source.tables.keys()].map((name) => ({ name, layer: "raw" as const }));
  return [...raw, ...project.models.map((model) => ({ name: model.name, layer: layerOf(model) }))];
}

async function* runChecks(
  { journal: { checks }, project: { tests } }: Site,
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
async function* monitor({ plan, before }: Site, database: Database): AsyncGenerator<BuildEvent, Monitored> {
  const settings = monitorSettings(plan.source.mapping?.monitors);
  const monitored = await runMonitors(database, plan.startedAt, settings, before.history.profiles?.profiles ?? []);
  for (const { name, model, status, failures, message } of monitored.results)
    yield { type: "check", name, model, status, failures, message };
  return monitored;
}

function recordOf(
  { plan, journal: { models, checks } }: Site,
  files: readonly LandedFile[],
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
async function finish({ plan, file, workplace, journal }: Site, bench: Workbench): Promise<Database | undefined> {
  const { unfinishedLanding } = workplace;
  if (unfinishedLanding === undefined) await dropLanding(bench);
  else await keepLanding(bench, unfinishedLanding, plan.options.landing ?? "");
  if (file === undefined || workplace.unfinished === undefined) return bench.lock();
  await finishFile(bench);
  journal.afterwards.push(bench.database.close());
  await putInPlace(workplace.unfinished, file);
  return undefined;
}

async function keepLanding(bench: Workbench, unfinished: string, file: string): Promise<void> {
  await bench.run("checkpoint landing");
  await bench.run("detach landing");
  await putInPlace(unfinished, file);
}

function outcomeOf(plan: Plan, checks: readonly CheckResult[], database: Database | undefined): BuildOutcome {
  const warnings = checks.filter((check) => check.status === "warned").length;
  return { status: "built", database, checks, warnings, ms: Date.now() - plan.startedAt.getTime() };
}
