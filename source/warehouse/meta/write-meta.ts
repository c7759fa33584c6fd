import { createHash } from "node:crypto";
import { readingFound } from "../../domain/file-reading.ts";
import type { ModelError } from "../../errors.ts";
import type { Looked } from "../build/look-around.ts";
import { quarantineCounts } from "../build/quarantine-share.ts";
import type { RunContext } from "../build/run-context.ts";
import type { CheckResult } from "../build/run-tests.ts";
import type { Database } from "../database/database.ts";
import { hasTable } from "../database/has-table.ts";
import { quoteText } from "../database/sql-text.ts";
import { readingOf } from "../files/reading-of.ts";
import type { LoadedFile } from "../ingest/loaded-file.ts";
import type { Mapping } from "../mapping/mapping.ts";
import { ownMeasuresOf } from "../mapping/own-measures.ts";
import { monitorSettings } from "../monitors/monitor-settings.ts";
import { lastProfiles, monitorTables, profileRows, type RunProfiles, valueRows } from "../monitors/monitors-meta.ts";
import type { Monitored } from "../monitors/run-monitors.ts";
import { calendarRows } from "./calendar.ts";
import { capabilityRows } from "./capabilities.ts";
import { dataEnd } from "./data-end.ts";
import { largeDiscountColumns, largeDiscountRows, turnedDiscounts } from "./discounts.ts";
import { ownDimensionColumns, ownDimensionRows } from "./own-dimensions.ts";
import { unknownValueRows } from "./own-measures.ts";
import { schemaVersion } from "./schema-version.ts";
import { sellsCoffee, wordColumns, wordRows } from "./words.ts";

export interface ModelRun {
  readonly model: string;
  readonly layer: string;
  readonly rows: number;
  readonly ms: number;
  readonly sha256: string;
  readonly status: "done" | "kept" | "failed" | "skipped";
  readonly startedAt: Date;
  /** Why it failed or was skipped. */
  readonly message?: string;
  readonly error?: ModelError | undefined;
}

/** Everything that the warehouse itself records about a build. */
export interface RunRecord {
  readonly runId: string;
  readonly context: RunContext;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly status: string;
  readonly fingerprint: string;
  /** Of SQL, options and version, without the inputs. */
  readonly setup: string;
  /** What tells without reading anything that nothing has changed since; undefined if nothing does. */
  readonly looked: Looked | undefined;
  readonly version: string;
  readonly seed: number | undefined;
  readonly source: string;
  readonly name: string | undefined;
  readonly currency: string;
  /** What the mapping assumes although the data does not prove it, in sentences; without confirmed ones. */
  readonly assumptions: readonly string[];
  readonly mapping: Mapping | undefined;
  /** Values that overrode those of dbt_project.yml. */
  readonly vars: Readonly<Record<string, unknown>>;
  readonly files: readonly LoadedFile[];
  readonly signatures: ReadonlyMap<string, string>;
  readonly models: readonly ModelRun[];
  readonly checks: readonly CheckResult[];
  readonly monitored: Monitored;
}

type Cell = string | number | boolean | null | undefined | Date;

const tables = {
  runs: `run_id varchar, started_at timestamp, ended_at timestamp, status varchar, fingerprint varchar, version varchar,
    schema_version integer, seed bigint, source varchar, data_end timestamp, currency varchar, name varchar, setup varchar, vars varchar,
    trace_id varchar, orchestrator varchar, orchestrator_job varchar, orchestrator_run varchar`,
  model_runs: `run_id varchar, model varchar, layer varchar, rows bigint, ms double, status varchar, sql_sha256 varchar`,
  check_results: `run_id varchar, check_name varchar, model varchar, status varchar, severity varchar, failures bigint,
    sql_sha256 varchar, message varchar`,
  source_files: `run_id varchar, source_table varchar, file varchar, sha256 varchar, bytes bigint, rows bigint,
    modified_at timestamp, mtime_ns varchar, inode varchar, is_joined boolean`,
  input_tables: `run_id varchar, source_table varchar, signature varchar`,
  quarantine_counts: `run_id varchar, source_table varchar, reason varchar, rows bigint`,
  capabilities: `name varchar, available boolean, why varchar`,
  assumptions: `line varchar`,
  readings: `file varchar, says varchar`,
  own_dimensions: ownDimensionColumns,
  large_discounts: largeDiscountColumns,
  words: wordColumns,
  own_measures: "definition varchar",
  calendar: `start_month integer, named_by varchar, week_start integer`,
  looked_at: "around varchar, files varchar, unset varchar",
  ...monitorTables,
} as const;

type MetaTable = keyof typeof tables;

/**
 * Writes schema `meta`: this run, its findings, and earlier runs. Holds no values of records except the values of columns that
 * have few of them, which monitors compare.
 */
export async function writeMeta(database: Database, run: RunRecord, history: History): Promise<void> {
  await database.query("create schema if not exists meta");
  for (const [table, columns] of Object.entries(tables)) {
    await database.query(`create or replace table meta.${table} (${columns})`);
  }
  const id = run.runId;
  await insert(database, "runs", [...history.runs, runRow(run, await dataEnd(database))]);
  await insert(database, "model_runs", [
    ...history.modelRuns,
    ...run.models.map((each) => [id, each.model, each.layer, each.rows, each.ms, each.status, each.sha256]),
  ]);
  await insert(database, "check_results", [
    ...run.checks.map((check) => checkRow(id, { ...check, message: "" })),
    ...run.monitored.results.map((check) => checkRow(id, check)),
  ]);
  await insert(database, "monitors", [[JSON.stringify(monitorSettings(run.mapping?.monitors))]]);
  const profiles = [...(history.profiles ? [history.profiles] : []), { runId: id, profiles: run.monitored.profiles }];
  await insert(database, "column_profiles", profiles.flatMap(profileRows));
  await insert(database, "column_values", profiles.flatMap(valueRows));
  await insert(
    database,
    "source_files",
    run.files.map((file) => fileRow(id, file)),
  );
  await insert(
    database,
    "input_tables",
    [...run.signatures].map(([table, signature]) => [id, table, signature]),
  );
  if (await hasTable(database, "bronze", "quarantine")) {
    const counts = await quarantineCounts(database);
    await insert(
      database,
      "quarantine_counts",
      counts.map(({ table, reason, rows }) => [id, table, reason, rows]),
    );
  }
  const isCoffee = await sellsCoffee(database);
  await insert(database, "capabilities", await capabilityRows(database, run.mapping, isCoffee));
  await insert(database, "words", wordRows(run.mapping, isCoffee));
  await insert(
    database,
    "assumptions",
    [...run.assumptions, ...(await turnedDiscounts(database, run.mapping))].map((line) => [line]),
  );
  await insert(database, "large_discounts", await largeDiscountRows(database, run.mapping));
  await insert(database, "readings", [...readingRows(run.files), ...(await unknownValueRows(database, run.mapping))]);
  await insert(database, "own_dimensions", await ownDimensionRows(database, run.mapping));
  const measures = ownMeasuresOf(run.mapping?.measures);
  await insert(
    database,
    "own_measures",
    measures.map((one) => [JSON.stringify(one)]),
  );
  await insert(database, "calendar", calendarRows(run.mapping));
  await insert(database, "looked_at", run.looked ? [[run.looked.around, run.looked.files, run.looked.unset]] : []);
}

/** Findings of reading each file, besides its records; none are known for files whose rows were kept. */
function readingRows(files: readonly LoadedFile[]): readonly (readonly Cell[])[] {
  const says = new Map(
    files
      .filter(({ isTaken }) => !isTaken)
      .map(({ snapshot, rows }) => [snapshot.file.name, readingFound(readingOf(snapshot, rows))]),
  );
  return [...says].filter(([, found]) => found !== "");
}

/** Rows of earlier runs, carried over to the next warehouse. */
export interface History {
  readonly runs: readonly (readonly Cell[])[];
  readonly modelRuns: readonly (readonly Cell[])[];
  /** Profiles of the columns at the last build of the same source. */
  readonly profiles: RunProfiles | undefined;
}

export const noHistory: History = { runs: [], modelRuns: [], profiles: undefined };

const keptRuns = 20;

/** The last runs that a warehouse records; none if it has another version. */
export async function readHistory(database: Database, source: string): Promise<History> {
  const last = `select run_id from meta.runs order by started_at desc limit ${keptRuns}`;
  const select = async (table: MetaTable, order: string) =>
    (await database.query(`select ${columnsOf(table)} from meta.${table} where run_id in (${last}) order by ${order}`))
      .rows;
  try {
    const [runs, modelRuns] = [await select("runs", "started_at"), await select("model_runs", "rowid")];
    return { runs, modelRuns, profiles: await lastProfiles(database, source) };
  } catch {
    return noHistory;
  }
}

function columnsOf(table: MetaTable): string {
  return [...tables[table].matchAll(/(\w+) \w+(?:,|$)/g)].map((match) => match[1]).join(", ");
}

async function insert(database: Database, table: MetaTable, rows: readonly (readonly Cell[])[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 500) {
    const values = rows.slice(from, from + 500).map((row) => `(${row.map(literal).join(", ")})`);
    await database.query(`insert into meta.${table} values ${values.join(", ")}`);
  }
}

function literal(cell: Cell): string {
  if (cell === null || cell === undefined) return "null";
  if (cell instanceof Date) return quoteText(cell.toISOString().replace("T", " ").replace("Z", ""));
  return typeof cell === "string" ? quoteText(cell) : String(cell);
}

function runRow(run: RunRecord, end: Cell): readonly Cell[] {
  const { runId, startedAt, endedAt, status, fingerprint, seed, source, currency, name, setup, context } = run;
  return [
    ...[runId, startedAt, endedAt, status, fingerprint, run.version, schemaVersion, seed, source, end, currency],
    ...[name, setup, JSON.stringify(run.vars)],
    ...[context.traceId, context.orchestrator?.name, context.orchestrator?.job, context.orchestrator?.run],
  ];
}

function checkRow(runId: string, check: CheckResult): readonly Cell[] {
  const { name, model, status, severity, failures, sql, message } = check;
  return [runId, name, model, status, severity, failures, sha256Of(sql), message];
}

/** As `check_results` records the SQL of a check. */
export function sha256Of(sql: string): string {
  return createHash("sha256").update(sql).digest("hex");
}

function fileRow(runId: string, { table, snapshot, rows }: LoadedFile): readonly Cell[] {
  const { file, sha256, stamp, modifiedAt } = snapshot;
  return [
    runId,
    table,
    file.name,
    sha256,
    stamp.bytes,
    rows,
    modifiedAt,
    stamp.mtimeNs,
    stamp.inode,
    file.isLookup === true,
  ];
}
