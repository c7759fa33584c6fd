import type { BuildEvent } from "../../domain/build-event.ts";
import type { BuildDatabase } from "../database/build-database.ts";
import { hasTable } from "../database/has-table.ts";
import { limitToLoad } from "../database/memory-limit.ts";
import { quoteText } from "../database/sql-text.ts";
import type { Model } from "../project/compile.ts";
import { sourceRelation } from "../project/source-relation.ts";
import { type Backfill, rememberKeys } from "./backfill.ts";
import { loadAddedLines, loadFiles } from "./load-files.ts";
import { merged } from "./merged.ts";
import type { ModelOptions } from "./model-queue.ts";
import { refuseNoOrderLines } from "./order-lines.ts";
import { dropAllBut, type Previous } from "./previous.ts";
import { changedTables, type InputSignatures, signaturesOf } from "./previous-inputs.ts";
import { refuseTooManyBadRows } from "./quarantine-share.ts";
import type { RawTablesReady } from "./raw-tables-ready.ts";
import { runModels } from "./run-models.ts";
import type { TestRun } from "./run-tests.ts";
import type { RunningBuild } from "./running-build.ts";
import { type Selection, selectAll, selectModels, wishOf } from "./selection.ts";

/** A build in progress. */
interface Work extends RunningBuild {
  readonly connection: BuildDatabase;
  readonly ready: RawTablesReady;
  readonly checks: TestRun;
  /** Whether each statement needs the memory that two at once would share. */
  readonly isLarge: boolean;
  /** Memory limit of DuckDB. */
  readonly limit: string;
}

/**
 * Loads the files and builds the models; returns which models were built. If nothing of the previous warehouse can stay, models
 * start as soon as the raw tables that they read are complete.
 */
export async function* loadAndModel(work: Work): AsyncGenerator<BuildEvent, Selection> {
  const { plan, project, before, connection, ready, isLarge } = work;
  if (before.previous === undefined && !isLarge) {
    const selection = selectAll(project.models);
    yield* merged(loadBeside(work), model(work, selection, {}));
    return selection;
  }
  const { previous } = before;
  if (previous !== undefined && (yield* loadAddedLines(work, connection, ready))) return yield* renew(work, previous);
  yield* isLarge ? loadSparingly(work) : loadFiles(work, connection, ready);
  const selection = await select(work, signaturesOf(plan.source, ready.files));
  const backfill = backfillOf(work, selection);
  if (!isLarge && backfill === undefined) await connection.widen();
  yield* model(work, selection, { backfill });
  return selection;
}

/** Renews the rows that the added order lines touch. */
async function* renew(work: Work, previous: Previous): AsyncGenerator<BuildEvent, Selection> {
  const { plan, project, connection, ready, isLarge, journal } = work;
  const { models } = project;
  const changed = changedTables(previous.signatures, signaturesOf(plan.source, ready.files));
  const selection = selectModels(models, previous, changed, wishOf(plan.options));
  const [{ Renewal }, { linesNow }] = await Promise.all([
    import("../renewal/renewal.ts"),
    import("../renewal/renew-raw.ts"),
  ]);
  const tables = models.filter(({ name, materialized }) => materialized === "table" || !selection.rebuilt.has(name));
  await dropAllBut(connection.database, new Set(tables.map(({ relation }) => relation)));
  const renewal = new Renewal({
    ...{
      connection,
      models,
      previous,
      rebuilt: selection.rebuilt,
      changedTables: changed,
      signal: plan.options.signal,
    },
    changedLines: { relation: sourceRelation("raw", "transactions"), instead: linesNow },
    renewed: journal.renewed,
  });
  if (!isLarge) await connection.widen();
  yield* model(work, selection, { renewal });
  return selection;
}

/** Loads on a connection of its own, and makes room for a second model afterwards. */
async function* loadBeside(work: Work): AsyncGenerator<BuildEvent> {
  const apart = await work.connection.apart();
  try {
    yield* loadFiles(work, apart, work.ready);
  } finally {
    await apart.database.close();
  }
  await work.connection.widen();
}

async function* loadSparingly(work: Work): AsyncGenerator<BuildEvent> {
  await work.connection.run(`set memory_limit = ${quoteText(limitToLoad(work.limit))}`);
  yield* loadFiles(work, work.connection, work.ready);
  await work.connection.run(`set memory_limit = ${quoteText(work.limit)}`);
}

function model(work: Work, selection: Selection, only: Pick<ModelOptions, "backfill" | "renewal">) {
  const { plan, project, before, journal, connection, ready, checks } = work;
  const kept = ({ name }: Model) => (selection.rebuilt.has(name) ? undefined : before.previous?.models.get(name));
  return runModels(connection, project.models, journal.models, {
    kept: (model) => only.renewal?.kept(model) ?? kept(model),
    ...only,
    raw: ready,
    signal: plan.options.signal,
    afterModel: (name) => afterModel(work, name),
    whileIdle: (isBuilt) => checks.beginOne(isBuilt),
  });
}

/** Which models are rebuilt: what changed and what depends on it, or all if there is no previous warehouse to build on. */
async function select({ plan, project, before, connection }: Work, now: InputSignatures): Promise<Selection> {
  const { models } = project;
  const { previous } = before;
  if (previous === undefined) return selectAll(models);
  const wish = wishOf(plan.options);
  const selection = selectModels(models, previous, changedTables(previous.signatures, now), wish);
  if (wish.isBackfill) await rememberKeys(connection, models, selection.rebuilt, previous);
  const kept = models.filter(({ name }) => !selection.rebuilt.has(name) || selection.backfilled.has(name));
  await dropAllBut(connection.database, new Set(kept.map((model) => model.relation)));
  return selection;
}

function backfillOf({ plan, project }: RunningBuild, { backfilled }: Selection): Backfill | undefined {
  const { months } = plan.options;
  return months === undefined ? undefined : { months, models: backfilled, project: project.models };
}

/** Stops early, because nothing is worth building without order lines, or on a source that is mostly bad. */
async function afterModel({ plan: { source }, project, connection, ready }: Work, model: string): Promise<void> {
  const { database } = connection;
  if (model === "stg_transactions")
    await refuseNoOrderLines(database, { source: source.name, mapping: source.mapping, files: ready.files });
  if (model === "quarantine" && (await hasTable(database, "bronze", "quarantine")))
    await refuseTooManyBadRows(database, Number(project.vars.bad_row_share ?? 0.01));
}
