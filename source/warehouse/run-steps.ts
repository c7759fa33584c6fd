import { constants } from "node:fs";
import { copyFile } from "node:fs/promises";
import type { BuildEvent, PlannedStep } from "../domain/build-event.ts";
import { version } from "../version.ts";
import { type Backfill, rememberKeys } from "./backfill.ts";
import type { BuildOutcome } from "./build-options.ts";
import { layerOf } from "./building-site.ts";
import { CheckFailure } from "./check-failure.ts";
import { createWorkbench, type Database, finishFile, type Workbench } from "./database.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { KeptRaw } from "./ingest/kept-raw.ts";
import { land } from "./ingest/land.ts";
import type { LandedFile } from "./ingest/landed-file.ts";
import { textBytes } from "./ingest/load-order.ts";
import { changedTables, type InputSignatures, signaturesOf } from "./inputs-of-before.ts";
import { memoryLimit } from "./memory-limit.ts";
import { hasTable, type RunRecord, writeMeta } from "./meta.ts";
import type { Plan } from "./plan.ts";
import { dropAllBut } from "./previous.ts";
import { refuseTooManyBadRows } from "./quarantine-share.ts";
import { runModels } from "./run-models.ts";
import { type CheckResult, TestRun } from "./run-tests.ts";
import { type Selection, selectAll, selectModels, wishOf } from "./selection.ts";
import type { Site } from "./site.ts";
import type { Source } from "./source.ts";
import { putInPlace } from "./workplace.ts";

/** The steps of one build, in a database of its own: files, models, checks, meta, and then the place of the old one. */
export async function* runSteps(site: Site): AsyncGenerator<BuildEvent, BuildOutcome> {
  const { plan, workplace } = site;
  yield { type: "started", source: plan.source.name, models: plannedSteps(site), notes: site.before.notes };
  await copyPrevious(site);
  const bench = await createWorkbench(workplace.unfinished, [workplace.copies], {
    memoryLimit: plan.options.memoryLimit ?? memoryLimit(),
    spillDirectory: workplace.spill,
    landing: workplace.unfinishedLanding ?? ((await isLarge(plan.source)) ? workplace.raw : undefined),
  });
  let database: Database | undefined;
  try {
    const files = yield* landFiles(site, bench);
    const signatures = signaturesOf(plan.source, files);
    const selection = await select(site, bench, signatures);
    const backfill = backfillOf(site, selection);
    const width = backfill === undefined && isSmall(files) ? 2 : 1;
    const narrow = width > 1 ? await bench.widen() : undefined;
    const checks = new TestRun(bench.database, site.project.tests, plan.options.signal);
    yield* runModels(bench, site.project.models, site.journal.models, {
      kept: (name) => (selection.rebuilt.has(name) ? undefined : site.before.previous?.models.get(name)),
      backfill,
      width,
      signal: plan.options.signal,
      afterModel: (model) => afterModel(site, bench, model),
      whileIdle: (isBuilt) => checks.beginOne(isBuilt),
    });
    yield* runChecks(site, checks, width);
    narrow?.();
    await writeMeta(bench.database, recordOf(site, files, signatures, selection), site.before.history);
    database = await finish(site, bench);
    const outcome = outcomeOf(plan, site.journal.checks, database);
    yield {
      type: "finished",
      status: "built",
      file: site.file ?? "memory",
      ms: outcome.ms,
      warnings: outcome.warnings,
    };
    return outcome;
  } finally {
    if (database === undefined) await bench.database.close();
  }
}

/** Models that stay are those of a copy of the warehouse of before. */
async function copyPrevious({ file, workplace, before }: Site): Promise<void> {
  if (!before.previous || file === undefined || workplace.unfinished === undefined) return;
  await copyFile(file, workplace.unfinished, constants.COPYFILE_FICLONE);
}

/** Which models are rebuilt: what changed and what depends on it; all where there is nothing to go on from. */
async function select({ plan, project, before }: Site, bench: Workbench, now: InputSignatures): Promise<Selection> {
  const { models } = project;
  const { previous } = before;
  if (previous === undefined) return selectAll(models);
  const wish = wishOf(plan.options);
  const selection = selectModels(models, previous, changedTables(previous.signatures, now), wish);
  if (wish.isBackfill) await rememberKeys(bench, models, selection.rebuilt, previous);
  const kept = models.filter(({ name }) => !selection.rebuilt.has(name) || selection.backfilled.has(name));
  await dropAllBut(bench.database, new Set(kept.map((model) => model.relation)));
  return selection;
}

function backfillOf({ plan, project }: Site, { backfilled }: Selection): Backfill | undefined {
  const { months } = plan.options;
  return months === undefined ? undefined : { months, models: backfilled, project: project.models };
}

function plannedSteps({ plan: { source }, project }: Site): readonly PlannedStep[] {
  const raw = [...source.tables.keys()].map((name) => ({ name, layer: "raw" as const }));
  return [...raw, ...project.models.map((model) => ({ name: model.name, layer: layerOf(model) }))];
}

const largeBytes = 512 * 2 ** 20;

/**
 * Whether raw tables are better kept in a file. In memory they are the first to be moved to disk, in pages that must be
 * written again each time, and what is left is too little for the largest models.
 */
async function isLarge({ tables }: Source): Promise<boolean> {
  return (await textBytes(tables)) > largeBytes;
}

async function* landFiles(
  { plan, workplace, file: warehouse, before: { files: known } }: Site,
  bench: Workbench,
): AsyncGenerator<BuildEvent, readonly LandedFile[]> {
  const { source, options } = plan;
  const landed: LandedFile[] = [];
  const kept = warehouse === undefined ? undefined : new KeptRaw(warehouse, workplace.copies, known);
  let before = performance.now();
  const [first] = source.tables.keys();
  if (first) yield { type: "step", name: first, layer: "raw", state: "running" };
  for await (const file of land({ bench, source, directory: workplace.copies, kept, signal: options.signal })) {
    landed.push(file);
    const rows = landed.filter(({ table }) => table === file.table).reduce((sum, each) => sum + each.rows, 0);
    const now = performance.now();
    yield { type: "step", name: file.table, layer: "raw", state: "done", rows, ms: now - before };
    before = now;
  }
  return landed;
}

/** Stops early: what follows bronze is not worth building from a source that is mostly bad. */
async function afterModel({ project }: Site, bench: Workbench, model: string): Promise<void> {
  if (model !== "quarantine" || !(await hasTable(bench.database, "bronze", "quarantine"))) return;
  await refuseTooManyBadRows(bench.database, Number(project.vars.bad_row_share ?? 0.01));
}

/** Two statements at once fill the pauses of one another; large ones would share the memory that each of them needs. */
function isSmall(files: readonly LandedFile[]): boolean {
  return files.reduce((sum, { rows }) => sum + rows, 0) < 2_000_000;
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

function recordOf(
  { plan, journal: { models, checks } }: Site,
  files: readonly LandedFile[],
  signatures: InputSignatures,
  { outOfDate }: Selection,
): RunRecord {
  const inputs = files.map(({ table, snapshot }) => ({ table, name: snapshot.file.name, sha256: snapshot.sha256 }));
  return {
    ...{
      files,
      signatures,
      // What was left out of date is taken for another model's at the next build.
      models: models.map((run) => (outOfDate.has(run.model) ? { ...run, sha256: `out of date ${run.sha256}` } : run)),
      checks,
      version,
      setup: plan.setup,
      vars: plan.vars,
      startedAt: plan.startedAt,
      seed: plan.options.seed,
    },
    // What was left out of date must not pass for current at the next launch.
    setup: outOfDate.size > 0 ? `partial ${plan.setup}` : plan.setup,
    runId: plan.runId,
    endedAt: new Date(),
    status: "built",
    fingerprint: fingerprintOf(plan.setup, inputs),
    source: plan.source.name,
    name: plan.source.mapping?.name,
    currency: plan.source.mapping?.currency ?? "USD",
  };
}

/** The database to go on with, in memory; otherwise the file takes its place. */
async function finish({ plan, file, workplace, journal }: Site, bench: Workbench): Promise<Database | undefined> {
  const { unfinishedLanding } = workplace;
  if (unfinishedLanding !== undefined) await bench.run("checkpoint landing");
  await bench.run("detach landing");
  if (unfinishedLanding !== undefined) await putInPlace(unfinishedLanding, plan.options.landing ?? "");
  if (file === undefined || workplace.unfinished === undefined) return bench.lock();
  await finishFile(bench);
  journal.afterwards.push(bench.database.close());
  await putInPlace(workplace.unfinished, file);
  return undefined;
}

function outcomeOf(plan: Plan, checks: readonly CheckResult[], database: Database | undefined): BuildOutcome {
  const warnings = checks.filter((check) => check.status === "warned").length;
  return { status: "built", database, checks, warnings, ms: Date.now() - plan.startedAt.getTime() };
}
