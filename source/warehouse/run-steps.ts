import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { copyFile } from "node:fs/promises";
import { totalmem } from "node:os";
import type { BuildEvent, PlannedStep } from "../domain/build-event.ts";
import { version } from "../version.ts";
import type { BuildOutcome } from "./build-options.ts";
import { CheckFailure } from "./check-failure.ts";
import { createWorkbench, type Database, finishFile, type Workbench } from "./database.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { type LandedFile, land } from "./ingest/land.ts";
import { hasTable, type ModelRun, type RunRecord, writeMeta } from "./meta.ts";
import type { Plan } from "./plan.ts";
import { dropAllBut, isSameData } from "./previous.ts";
import { refuseTooManyBadRows } from "./quarantine-share.ts";
import { layerOf, runModels } from "./run-models.ts";
import { type CheckResult, runTests } from "./run-tests.ts";
import { type Selection, selectModels } from "./selection.ts";
import type { Site } from "./site.ts";
import { putInPlace } from "./workplace.ts";

/** The steps of one build, in a database of its own: files, models, checks, meta, and then the place of the old one. */
export async function* runSteps(site: Site): AsyncGenerator<BuildEvent, BuildOutcome> {
  const { plan, workplace } = site;
  yield { type: "started", source: plan.source.name, models: plannedSteps(site), notes: site.before.notes };
  await copyPrevious(site);
  const bench = await createWorkbench(workplace.unfinished, [workplace.copies], {
    memoryLimit: plan.options.memoryLimit ?? process.env.GROUNDS_MEMORY_LIMIT ?? defaultMemoryLimit(),
    spillDirectory: workplace.spill,
    landing: workplace.unfinishedLanding,
  });
  let database: Database | undefined;
  try {
    const files = yield* landFiles(site, bench);
    const selection = await select(site, bench, files);
    const models = yield* runModels(bench, site.project.models, {
      kept: (name) => (selection.rebuilt.has(name) ? undefined : site.before.previous?.models.get(name)),
      signal: plan.options.signal,
      afterModel: (model) => afterModel(site, bench, model),
    });
    const checks = yield* runChecks(site, bench);
    const record = recordOf(site, files, models, checks, selection.isPartial);
    await writeMeta(bench.database, record, site.before.history);
    database = await finish(site, bench);
    const outcome = outcomeOf(plan, checks, database);
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

/** Which models are rebuilt: all of them, unless the data is that of before. */
async function select(
  { plan, project, before }: Site,
  bench: Workbench,
  files: readonly LandedFile[],
): Promise<Selection> {
  const { previous } = before;
  const all = { rebuilt: new Set(project.models.map((model) => model.name)), isPartial: false };
  if (previous === undefined) return all;
  const isSame = isSameData(previous, files);
  const selection = isSame ? selectModels(project.models, previous, plan.options.select) : all;
  const kept = project.models.filter((model) => !selection.rebuilt.has(model.name)).map((model) => model.relation);
  await dropAllBut(bench.database, new Set(kept));
  return selection;
}

function plannedSteps({ plan: { source }, project }: Site): readonly PlannedStep[] {
  const raw = [...source.tables.keys()].map((name) => ({ name, layer: "raw" as const }));
  return [...raw, ...project.models.map((model) => ({ name: model.name, layer: layerOf(model) }))];
}

function defaultMemoryLimit(): string {
  const constrained = process.constrainedMemory();
  const available = constrained > 0 && constrained < totalmem() ? constrained : totalmem();
  return `${Math.max(512, Math.floor((available * 0.6) / 2 ** 20))}MiB`;
}

async function* landFiles(
  { plan, workplace }: Site,
  bench: Workbench,
): AsyncGenerator<BuildEvent, readonly LandedFile[]> {
  const { source, options } = plan;
  const landed: LandedFile[] = [];
  let before = performance.now();
  const [first] = source.tables.keys();
  if (first) yield { type: "step", name: first, layer: "raw", state: "running" };
  for await (const file of land({ bench, source, directory: workplace.copies, signal: options.signal })) {
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

async function* runChecks(
  { plan, project }: Site,
  bench: Workbench,
): AsyncGenerator<BuildEvent, readonly CheckResult[]> {
  const checks: CheckResult[] = [];
  for await (const check of runTests(bench.database, project.tests, plan.options.signal)) {
    checks.push(check);
    const { name, model, status, failures, message } = check;
    yield { type: "check", name, model, status, failures, message };
  }
  const failed = checks.filter((check) => check.status === "failed");
  if (failed.length > 0) throw new CheckFailure(failed);
  return checks;
}

function recordOf(
  { plan }: Site,
  files: readonly LandedFile[],
  models: readonly ModelRun[],
  checks: readonly CheckResult[],
  isPartial: boolean,
): RunRecord {
  const inputs = files.map(({ table, snapshot }) => ({ table, name: snapshot.file.name, sha256: snapshot.sha256 }));
  return {
    ...{
      files,
      models,
      checks,
      version,
      setup: plan.setup,
      vars: plan.vars,
      startedAt: plan.startedAt,
      seed: plan.options.seed,
    },
    // What was left out of date must not pass for current at the next launch.
    setup: isPartial ? `partial ${plan.setup}` : plan.setup,
    runId: randomUUID(),
    endedAt: new Date(),
    status: "built",
    fingerprint: fingerprintOf(plan.setup, inputs),
    source: plan.source.name,
    name: plan.source.mapping?.name,
    currency: plan.source.mapping?.currency ?? "USD",
  };
}

/** The database to go on with, in memory; otherwise the file takes its place. */
async function finish({ plan, file, workplace }: Site, bench: Workbench): Promise<Database | undefined> {
  const { unfinishedLanding } = workplace;
  if (unfinishedLanding !== undefined) await bench.run("checkpoint landing");
  await bench.run("detach landing");
  if (unfinishedLanding !== undefined) await putInPlace(unfinishedLanding, plan.options.landing ?? "");
  if (file === undefined || workplace.unfinished === undefined) return bench.lock();
  await finishFile(bench);
  await putInPlace(workplace.unfinished, file);
  return undefined;
}

function outcomeOf(plan: Plan, checks: readonly CheckResult[], database: Database | undefined): BuildOutcome {
  const warnings = checks.filter((check) => check.status === "warned").length;
  return { status: "built", database, checks, warnings, ms: Date.now() - plan.startedAt.getTime() };
}
