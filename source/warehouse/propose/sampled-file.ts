import type { FileReading, LeftOut } from "../../domain/file-reading.ts";
import { attachDatabase } from "../files/attach-database.ts";
import { otherFrame, tableFrame } from "../files/frame.ts";
import { jsonLinesFrame, singerFrame, streamsOf } from "../files/json-lines.ts";
import { liveTable } from "../files/live-table.ts";
import { readCsv } from "../files/read-csv.ts";
import { readingOf } from "../files/reading-of.ts";
import { type Snapshot, takeSnapshot } from "../files/snapshot.ts";
import { isDatabase, type SourceFile } from "../files/source-file.ts";
import { rawTableStatements } from "../ingest/raw-tables.ts";
import { createWorkbench, type Workbench } from "../workbench.ts";
import { type ColumnFacts, columnFacts } from "./column-facts.ts";

/** A file read for examination: a table of texts, and the facts of each column. */
export interface SampledFile {
  readonly name: string;
  /** The table of a DuckDB file. */
  readonly tableName: string | undefined;
  /** Its table in the workbench, with `_record` and `_line`. */
  readonly table: string;
  readonly records: number;
  /** Records that could not be split into columns. */
  readonly unreadable: number;
  readonly columns: readonly ColumnFacts[];
  /** Columns of lists that were unfolded to records, outermost first, and the keys of the records that held them. */
  readonly lists?: readonly string[];
  readonly keys?: readonly string[];
  /** Columns that were filled down from the first record of each group. */
  readonly fillDown?: readonly string[];
  /** Years named in the lines before its header. */
  readonly years?: readonly string[] | undefined;
  /** How it was read, and what was left out. */
  readonly reading: FileReading;
}

/** A workbench for examining files; nothing in it is kept. */
export async function openBench(copies: string, spill: string): Promise<Workbench> {
  const bench = await createWorkbench(undefined, [copies], { spillDirectory: spill });
  for (const statement of rawTableStatements(undefined)) await bench.run(statement);
  await bench.run("create schema landing.work");
  return bench;
}

/** Options for reading a file: a way to stop it, and a callback for the share that is done. */
export interface SampleOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** Reading takes about as long as examining the columns. */
const readShare = 0.5;

/**
 * Copies and reads one file in full, as a build would; a DuckDB file or Singer messages give one sample per table. Rejects with
 * UserError for a file that cannot be read.
 */
export async function sampleFile(
  bench: Workbench,
  file: SourceFile,
  directory: string,
  number: number,
  options: SampleOptions = {},
): Promise<readonly SampledFile[]> {
  const { signal } = options;
  const snapshot = await takeSnapshot(file, directory, number, signal);
  if (isDatabase(file)) return sampleTables(bench, snapshot, number, signal);
  const table = `landing.work.file_${number}`;
  const read = await readInto(bench, snapshot, sinkTo(bench, table, signal));
  const { columns: names, leftOut, ...shape } = await liveTable(bench.database, table, read, "find");
  const unreadable = await countOf(bench, "from landing.raw.rejects");
  await bench.run("delete from landing.raw.rejects");
  return [
    await sampleOf(bench, snapshot, { tableName: undefined, table, unreadable, leftOut, ...shape }, names, options),
  ];
}

/** One sample per table of a DuckDB file or stream of Singer messages. */
async function sampleTables(bench: Workbench, snapshot: Snapshot, number: number, signal: AbortSignal | undefined) {
  const isSinger = snapshot.file.format === "singer";
  if (!isSinger) await attachDatabase(bench, snapshot);
  const samples: SampledFile[] = [];
  for (const tableName of isSinger ? await streamsOf(bench, snapshot) : await databaseTables(bench)) {
    const frame = isSinger
      ? await singerFrame(bench, "customers", snapshot, tableName)
      : await tableFrame(bench.database, snapshot, tableName);
    if (!frame) continue;
    const table = `landing.work.file_${number}_${samples.length}`;
    const line = "records" in frame ? "" : ", null::bigint as _line";
    const rows = `select *, row_number() over () as _record ${line} from (${frame.sql})`;
    await sinkTo(bench, table, signal).write(rows);
    const columns = frame.columns.filter((name) => !name.startsWith("_sdc_"));
    samples.push(await sampleOf(bench, snapshot, { tableName, table, unreadable: 0, leftOut: [] }, columns));
  }
  if (!isSinger) await bench.run("detach input");
  return samples;
}

async function databaseTables(bench: Workbench): Promise<readonly string[]> {
  const { rows } = await bench.database.query(
    "select distinct lower(table_name) from duckdb_columns() where database_name = 'input' and not internal order by 1",
  );
  return rows.map(([name]) => String(name));
}

async function sampleOf(
  bench: Workbench,
  snapshot: Snapshot,
  { leftOut, ...parts }: Omit<SampledFile, "name" | "records" | "columns" | "reading"> & Pick<FileReading, "leftOut">,
  names: readonly string[],
  { onProgress }: SampleOptions = {},
): Promise<SampledFile> {
  const records = await countOf(bench, `from ${parts.table}`);
  const told = (done: number) => onProgress?.(readShare + (1 - readShare) * done);
  const columns = await columnFacts(bench.database, parts.table, names, records, told);
  const years = snapshot.csv?.layout.years;
  return {
    ...parts,
    name: snapshot.file.name,
    records,
    columns,
    years,
    reading: readingOf(snapshot, records, leftOut),
  };
}

/** The sample of a table that rows were removed from. */
export async function sampledAgain(bench: Workbench, sample: SampledFile, leftOut: LeftOut): Promise<SampledFile> {
  const records = await countOf(bench, `from ${sample.table}`);
  const names = sample.columns.map(({ name }) => name);
  const columns = await columnFacts(bench.database, sample.table, names, records);
  const reading = { ...sample.reading, records, leftOut: [...sample.reading.leftOut, leftOut] };
  return { ...sample, records, columns, reading };
}

function sinkTo(bench: Workbench, table: string, signal: AbortSignal | undefined): Parameters<typeof readCsv>[4] {
  const write = async (select: string) => {
    await bench.run(`create or replace table ${table} as ${select}`, signal);
    return countOf(bench, `from ${table}`);
  };
  return { write, clear: async () => {} };
}

function withPlace(sql: string): string {
  return `select *, row_number() over () as _record, null::bigint as _line from (${sql})`;
}

async function readInto(bench: Workbench, snapshot: Snapshot, sink: Parameters<typeof readCsv>[4]) {
  if (snapshot.csv) {
    await readCsv(bench, "transactions", snapshot, snapshot.csv, sink);
    return snapshot.csv.columns;
  }
  if (snapshot.file.format === "ndjson") {
    const lines = await jsonLinesFrame(bench, "transactions", snapshot);
    await sink.write(`select *, row_number() over () as _record from (${lines.sql})`);
    return lines.columns;
  }
  const frame = await otherFrame(bench.database, snapshot);
  await sink.write(withPlace(frame.sql));
  return frame.columns;
}

async function countOf(bench: Workbench, from: string): Promise<number> {
  const { rows } = await bench.database.query(`select count(*) ${from}`);
  return Number(rows[0]?.[0] ?? 0);
}
