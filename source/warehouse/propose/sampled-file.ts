import type { FileReading, LeftOut } from "../../domain/file-reading.ts";
import { type BuildDatabase, createBuildDatabase } from "../database/build-database.ts";
import { attachDatabase } from "../files/attach-database.ts";
import { otherFrame, tableFrame } from "../files/frame.ts";
import { jsonLinesFrame, singerFrame, streamsOf } from "../files/json-lines.ts";
import type { UnreadList } from "../files/list-sums.ts";
import { liveTable } from "../files/live-table.ts";
import { type FoundPeriods, periodNotes } from "../files/period-columns.ts";
import { readCsv } from "../files/read-csv.ts";
import { readingOf } from "../files/reading-of.ts";
import { type Snapshot, takeSnapshot, wordsOf } from "../files/snapshot.ts";
import { isDatabase, type SourceFile } from "../files/source-file.ts";
import { rawTableStatements } from "../ingest/raw-tables.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { columnFacts, factsOfTables } from "./examine-columns.ts";

/** A file read for examination: a table of texts, and the facts of each column. */
export interface SampledFile {
  readonly name: string;
  /** The table of a DuckDB file. */
  readonly tableName: string | undefined;
  /** Its table in the buildDatabase, with `_record` and `_line`. */
  readonly table: string;
  readonly records: number;
  /** The share of the file that was read: below 1 it is a sample. */
  readonly share: number;
  /** Records that could not be split into columns. */
  readonly unreadable: number;
  readonly columns: readonly ColumnFacts[];
  /** Columns of lists that were unfolded to records, outermost first, and the keys of the records that held them. */
  readonly lists?: readonly string[];
  readonly keys?: readonly string[];
  /** Columns that were filled down from the first record of each group. */
  readonly fillDown?: readonly string[];
  /** Periods that were columns, whose amounts became records. */
  readonly periods?: FoundPeriods | undefined;
  /** Columns that take the name of an earlier part of the same table, each with its own. */
  readonly renamed?: Readonly<Record<string, string>> | undefined;
  /** Lists within the records with amounts that are in no column. */
  readonly unread?: readonly UnreadList[];
  /** Years named in the lines before its header. */
  readonly years?: readonly string[] | undefined;
  /** Months named there. */
  readonly months?: readonly string[] | undefined;
  /** How it was read, and what was left out. */
  readonly reading: FileReading;
}

/** Whether a part of the file was read. */
export function isSample({ share }: Pick<SampledFile, "share">): boolean {
  return share < 1;
}

/** `orders.csv`; `shop.duckdb, main.orders`. */
export function nameOf({ name, tableName }: Pick<SampledFile, "name" | "tableName">): string {
  return tableName === undefined ? name : `${name}, ${tableName}`;
}

/** A buildDatabase for examining files; nothing in it is kept. */
export async function openConnection(copies: string, spill: string): Promise<BuildDatabase> {
  const connection = await createBuildDatabase(undefined, [copies], { spillDirectory: spill });
  for (const statement of rawTableStatements(undefined)) await connection.run(statement);
  await connection.run("create schema landing.work");
  return connection;
}

/** A file as read, before its columns are examined. */
export interface ReadFile extends Omit<SampledFile, "columns"> {
  readonly names: readonly string[];
}

/** Where a file is copied to, under which number, and how much of it. */
interface Copying {
  readonly directory: string;
  readonly number: number;
  /** Bytes to read if not all. */
  readonly sample?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Copies and reads one file as a build would, in full or a sample of it; a DuckDB file or Singer messages give one per table.
 * Rejects with UserError for a file that cannot be read.
 */
export async function readFile(
  connection: BuildDatabase,
  file: SourceFile,
  { directory, number, sample, signal }: Copying,
): Promise<readonly ReadFile[]> {
  const snapshot = await takeSnapshot(file, directory, number, signal, sample);
  if (isDatabase(file)) return readTables(connection, snapshot, number, signal);
  const table = `landing.work.file_${number}`;
  const read = await readInto(connection, snapshot, sinkTo(connection, table, signal));
  const {
    columns: names,
    leftOut,
    ...shape
  } = await liveTable(connection.database, table, read, "find", wordsOf(snapshot));
  const unreadable = await countOf(connection, "from landing.raw.rejects");
  if (unreadable > 0) await connection.run("delete from landing.raw.rejects");
  return [await asRead(connection, snapshot, { tableName: undefined, table, names, unreadable, leftOut, ...shape })];
}

/** Files with the facts of their columns. */
export async function sampled(
  connection: BuildDatabase,
  files: readonly ReadFile[],
  onProgress?: (done: number) => void,
): Promise<readonly SampledFile[]> {
  const facts = await factsOfTables(connection.database, files, onProgress);
  return files.map(({ names: _, ...file }, at) => ({ ...file, columns: facts[at] ?? [] }));
}

/** One per table of a DuckDB file or stream of Singer messages. */
async function readTables(
  connection: BuildDatabase,
  snapshot: Snapshot,
  number: number,
  signal: AbortSignal | undefined,
) {
  const isSinger = snapshot.file.format === "singer";
  if (!isSinger) await attachDatabase(connection, snapshot);
  const read: ReadFile[] = [];
  for (const tableName of isSinger ? await streamsOf(connection, snapshot) : await databaseTables(connection)) {
    const frame = isSinger
      ? await singerFrame(connection, "customers", snapshot, tableName)
      : await tableFrame(connection.database, snapshot, tableName);
    if (!frame) continue;
    const table = `landing.work.file_${number}_${read.length}`;
    const line = "records" in frame ? "" : ", null::bigint as _line";
    const rows = `select *, row_number() over () as _record ${line} from (${frame.sql})`;
    await sinkTo(connection, table, signal).write(rows);
    const names = frame.columns.filter((name) => !name.startsWith("_sdc_"));
    read.push(await asRead(connection, snapshot, { tableName, table, names, unreadable: 0, leftOut: [] }));
  }
  if (!isSinger) await connection.run("detach input");
  return read;
}

async function databaseTables(connection: BuildDatabase): Promise<readonly string[]> {
  const { rows } = await connection.database.query(
    "select distinct lower(table_name) from duckdb_columns() where database_name = 'input' and not internal order by 1",
  );
  return rows.map(([name]) => String(name));
}

async function asRead(
  connection: BuildDatabase,
  snapshot: Snapshot,
  { leftOut, ...parts }: Omit<ReadFile, "name" | "records" | "share" | "reading"> & Pick<FileReading, "leftOut">,
): Promise<ReadFile> {
  const records = await countOf(connection, `from ${parts.table}`);
  const { years, months } = snapshot.csv?.layout ?? {};
  const reading = readingOf(snapshot, records, leftOut);
  const notes = [...reading.notes, ...periodNotes(parts.periods)];
  const { file, share } = snapshot;
  return { ...parts, name: file.name, records, share, years, months, reading: { ...reading, notes } };
}

/** The sample of a table that rows were removed from. */
export async function sampledAgain(
  connection: BuildDatabase,
  sample: SampledFile,
  leftOut: LeftOut,
): Promise<SampledFile> {
  const records = await countOf(connection, `from ${sample.table}`);
  const names = sample.columns.map(({ name }) => name);
  const columns = await columnFacts(connection.database, sample.table, names, records);
  const reading = { ...sample.reading, records, leftOut: [...sample.reading.leftOut, leftOut] };
  return { ...sample, records, columns, reading };
}

function sinkTo(
  connection: BuildDatabase,
  table: string,
  signal: AbortSignal | undefined,
): Parameters<typeof readCsv>[4] {
  const write = async (select: string) => {
    const { rows } = await connection.database.query(`create or replace table ${table} as ${select}`, [], { signal });
    return Number(rows[0]?.[0] ?? 0);
  };
  return { write, clear: async () => {} };
}

function withPlace(sql: string): string {
  return `select *, row_number() over () as _record, null::bigint as _line from (${sql})`;
}

async function readInto(connection: BuildDatabase, snapshot: Snapshot, sink: Parameters<typeof readCsv>[4]) {
  if (snapshot.csv) {
    await readCsv(connection, "transactions", snapshot, snapshot.csv, sink);
    return snapshot.csv.columns;
  }
  if (snapshot.file.format === "ndjson") {
    const lines = await jsonLinesFrame(connection, "transactions", snapshot);
    await sink.write(`select *, row_number() over () as _record from (${lines.sql})`);
    return lines.columns;
  }
  const frame = await otherFrame(connection.database, snapshot);
  await sink.write(withPlace(frame.sql));
  return frame.columns;
}

async function countOf(connection: BuildDatabase, from: string): Promise<number> {
  const { rows } = await connection.database.query(`select count(*) ${from}`);
  return Number(rows[0]?.[0] ?? 0);
}
