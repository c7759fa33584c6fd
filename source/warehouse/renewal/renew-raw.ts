import type { RunningBuild } from "../build/running-build.ts";
import type { BuildConnection } from "../database/build-database.ts";
import { quoteName, quoteText } from "../database/sql-text.ts";
import { keepNewest, sdcColumns } from "../files/live-rows.ts";
import { startSnapshots } from "../files/snapshots.ts";
import type { KeptRaw } from "../ingest/kept-raw.ts";
import { noteFiles } from "../ingest/load-source.ts";
import { type LoadedFile, tableFile } from "../ingest/loaded-file.ts";
import { keysOfVersions, Loader } from "../ingest/loader.ts";
import { rawColumns, rawTableStatements } from "../ingest/raw-tables.ts";
import type { TableName } from "../mapping/contract-tables.ts";
import { changesOf, notes } from "./changed-rows.ts";
import { mostRenewed } from "./is-renewable.ts";
import { type KeptTable, keptTables, rowsOf, sameRowsSql } from "./kept-tables.ts";

/** The changed order lines as they are now; of the same columns as all of them. */
export const linesNow = `${notes}.lines_now`;
/** Records of order lines in kept rows that do not count, or are in `linesNow`. */
const leftOut = `${notes}.left_out`;

interface Raw {
  readonly connection: BuildConnection;
  readonly running: RunningBuild;
  readonly kept: KeptRaw;
}

/**
 * Provides the current raw tables by reading only added files of order lines; the others are views of kept rows. Lists the
 * records of every order line that any added or removed file has, or whose date was in the future, in
 * `changesOf("transactions")`, and those that count now in `linesNow`. Resolves to all files, or undefined if the kept rows do
 * not suffice; then everything must be loaded.
 */
export async function renewRaw(raw: Raw): Promise<readonly LoadedFile[] | undefined> {
  const { connection, running, kept } = raw;
  const { source } = running.plan;
  const tables = await keptTables({ connection, source, kept }, running.before.files);
  const lines = tables?.get("transactions");
  if (tables === undefined || lines === undefined) return undefined;
  for (const statement of rawTableStatements(source.mapping)) await connection.run(statement);
  await connection.run("create schema landing.work");
  await connection.run(`create schema ${notes}`);
  const added = await loadAdded(raw, lines);
  if (added === undefined) return undefined;
  await listLines(connection, lines);
  if (!(await isSmall(raw))) return undefined;
  await listRecords(raw, lines);
  const files = landedFiles(raw, tables, added);
  await placeViews(raw, tables, files);
  await noteFiles(connection, files);
  await kept.keep(connection, source, files);
  return files;
}

/** Loads added files into `added_lines`; undefined if their rows depend on more than themselves. */
async function loadAdded(
  { connection, running, kept }: Raw,
  lines: KeptTable,
): Promise<readonly LoadedFile[] | undefined> {
  const { source, options } = running.plan;
  const tables = new Map([["transactions", lines.added] as const]);
  const directory = running.buildFolder.copies;
  const snapshots = startSnapshots({ source: { ...source, tables }, directory, signal: options.signal }, new Map());
  const loader = new Loader(connection, source, options.signal);
  const table = "transactions";
  const landed: LoadedFile[] = [];
  try {
    for (const file of lines.added) {
      const snapshot = await snapshots.of(file);
      const rows = await loader.load(table, snapshot, file.isLookup === true);
      if (rows === undefined) return undefined;
      landed.push({ table, snapshot, rows, isTaken: false, canKeep: loader.canKeep(table) });
    }
  } finally {
    await snapshots.stop();
  }
  const isAppended = lines.replaced !== undefined;
  const canKeep = ({ snapshot, canKeep }: LoadedFile) =>
    isAppended ? loader.canKeepAppended(table, snapshot.file.name) : canKeep;
  if (!landed.every(canKeep)) return undefined;
  if (isAppended) await kept.keepAppended(connection, source, landed);
  else await loader.finish(table);
  await connection.run(`create table ${notes}.added_lines as select *, ${lineId} as line_id from landing.raw.${table}`);
  return landed;
}

/** As in stg_transactions. */
const lineId = "coalesce(transaction_id, source_file || ':' || cast(_record as varchar))";

/** Lists the order lines that may have changed. */
async function listLines(connection: BuildConnection, { same, removed }: KeptTable): Promise<void> {
  const gone = removed.length === 0 ? "" : `union select ${lineId} from (${rowsOf(removed)}) as gone`;
  await connection.run(`create table ${notes}.lines as select line_id from ${notes}.added_lines ${gone}`);
  const waiting = "from bronze.rejected_transactions as waiting where waiting.reason = 'in the future'";
  const { rows } = await connection.database.query(`select 1 ${waiting} limit 1`);
  if (rows.length === 0) return;
  const paths = [...same.map(({ snapshot }) => snapshot.path), ...removed];
  await connection.run(`insert into ${notes}.lines select distinct ${lineId} from (${rowsOf(paths)}) as kept where exists (
    select 1 ${waiting} and waiting.source_file = kept.source_file and waiting.source_record = kept._record)`);
}

async function isSmall({ connection, running }: Raw): Promise<boolean> {
  const { rows } = await connection.database.query(`select count(*) from ${notes}.lines`);
  const records = [...running.before.files].map(([key, { rows: own }]) => (key.startsWith("transactions\n") ? own : 0));
  return Number(rows[0]?.[0]) <= mostRenewed * records.reduce((sum, each) => sum + each, 0);
}

/** Lists all records of these lines, then those that count now: the newest of each, in the order of a full load. */
async function listRecords({ connection, running }: Raw, { same, removed, replaced }: KeptTable): Promise<void> {
  const { source } = running.plan;
  const among = `where line_id in (select line_id from ${notes}.lines)`;
  const kept = (paths: readonly string[]) =>
    `select * from (select *, ${lineId} as line_id from (${rowsOf(paths)}) as kept) as known ${among}`;
  const paths = same.map(({ snapshot }) => snapshot.path);
  await connection.run(
    `create table ${notes}.records as ${kept(paths)} union all by name select * from ${notes}.added_lines`,
  );
  const gone =
    removed.length === 0 ? "" : `union all select source_file, _record, line_id from (${kept(removed)}) as gone`;
  await connection.run(`create table ${changesOf("transactions")} as
    select source_file, _record, line_id from ${notes}.records ${gone}`);
  const files = (source.tables.get("transactions") ?? []).map(({ name }) => quoteText(name)).join(", ");
  const columns = rawColumns(source.mapping, "transactions").map(quoteName);
  const versions = replaced === undefined ? [] : sdcColumns;
  await connection.run(`create table ${linesNow} as select ${[...columns, ...versions].join(", ")} from ${notes}.records
    order by list_position([${files}], source_file), _record`);
  if (replaced === undefined) return;
  await keepNewest(connection.database, linesNow, keysOfVersions("transactions"));
  for (const name of sdcColumns) await connection.run(`alter table ${linesNow} drop column ${name}`);
}

/** All files in the order in which they are loaded; those that are still the same count as taken. */
function landedFiles(
  { running }: Raw,
  tables: ReadonlyMap<TableName, KeptTable>,
  added: readonly LoadedFile[],
): readonly LoadedFile[] {
  const files: LoadedFile[] = [];
  for (const [table, own] of running.plan.source.tables) {
    for (const { name } of own) {
      const same = tables.get(table)?.same.find(({ snapshot }) => snapshot.file.name === name);
      const read = added.find((file) => file.table === table && file.snapshot.file.name === name);
      if (read !== undefined) files.push(read);
      if (same !== undefined) files.push({ table, ...same, isTaken: true, canKeep: true });
    }
  }
  return files;
}

/** Replaces the empty raw tables by views of the kept rows, and keeps what the next build needs. */
async function placeViews(
  { connection, running, kept }: Raw,
  tables: ReadonlyMap<TableName, KeptTable>,
  files: readonly LoadedFile[],
): Promise<void> {
  const { source } = running.plan;
  const { replaced } = tables.get("transactions") ?? {};
  await connection.run(`create table ${leftOut} as select source_file, _record from ${changesOf("transactions")}
    ${replaced === undefined ? "" : `union ${rowsOf([replaced])}`}`);
  for (const [table, own] of tables) {
    if (own.same.length === 0) continue;
    const all = files.filter((file) => file.table === table);
    if (own.replaced !== undefined)
      await kept.keepReplaced(connection, source, all.map(tableFile), replacedSql(table, own));
    const isLines = table === "transactions";
    const rows = sameRowsSql(source, table, own, isLines ? leftOut : undefined);
    await connection.run(`drop ${await kindOf(connection, table)} landing.raw.${table}`);
    await connection.run(`create view landing.raw.${table} as ${rows} ${isLines ? `union all from ${linesNow}` : ""}`);
  }
  const rejects = [...tables.values()].flatMap(({ same }) => same.flatMap(({ rejects: path }) => path ?? []));
  if (rejects.length > 0) await connection.run(`insert into landing.raw.rejects by name ${rowsOf(rejects)}`);
}

/** The select of the records that newer ones replaced. */
function replacedSql(table: TableName, { replaced = "" }: KeptTable): string {
  const before = `select source_file, _record from (${rowsOf([replaced])}) as before`;
  if (table !== "transactions") return before;
  return `${before} where not exists (select 1 from ${changesOf(table)} as changed
      where changed.source_file = before.source_file and changed._record = before._record)
    union all select source_file, _record from ${notes}.records as records where not exists (
      select 1 from ${linesNow} as own where own.source_file = records.source_file and own._record = records._record)`;
}

async function kindOf(connection: BuildConnection, table: TableName): Promise<string> {
  const { rows } = await connection.database.query(
    "select 1 from duckdb_views() where database_name = 'landing' and schema_name = 'raw' and view_name = $1",
    [table],
  );
  return rows.length > 0 ? "view" : "table";
}
