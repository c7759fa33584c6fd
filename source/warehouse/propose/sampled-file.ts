import { createWorkbench, type Workbench } from "../database.ts";
import { otherFrame } from "../ingest/frame.ts";
import { rawTableStatements } from "../ingest/raw-tables.ts";
import { readCsv } from "../ingest/read-csv.ts";
import { type Snapshot, takeSnapshot } from "../ingest/snapshot.ts";
import type { SourceFile } from "../ingest/source-file.ts";
import { type ColumnFacts, columnFacts } from "./column-facts.ts";

/** A file as it was read to be looked at: a table of texts, and what each column's values look like. */
export interface SampledFile {
  readonly name: string;
  /** The table that holds it in the workbench, with `_record` and `_line`. */
  readonly table: string;
  readonly records: number;
  /** Records that could not be split into columns. */
  readonly unreadable: number;
  readonly columns: readonly ColumnFacts[];
}

/** A workbench to look at files with; nothing of it is kept. */
export async function openBench(copies: string, spill: string): Promise<Workbench> {
  const bench = await createWorkbench(undefined, [copies], { spillDirectory: spill });
  for (const statement of rawTableStatements()) await bench.run(statement);
  await bench.run("create schema landing.work");
  return bench;
}

/** Copies and reads one file whole, as a build would. Rejects with UserError for a file that cannot be read. */
export async function sampleFile(
  bench: Workbench,
  file: SourceFile,
  directory: string,
  number: number,
  signal: AbortSignal | undefined,
): Promise<SampledFile> {
  const snapshot = await takeSnapshot(file, directory, number, signal);
  const table = `landing.work.file_${number}`;
  const write = async (select: string) => {
    await bench.run(`create or replace table ${table} as ${select}`, signal);
    return countOf(bench, `from ${table}`);
  };
  const names = await readInto(bench, snapshot, { write, clear: async () => {} });
  const records = await countOf(bench, `from ${table}`);
  const columns: ColumnFacts[] = [];
  for (const name of names) columns.push(await columnFacts(bench.database, table, name, records));
  const rejects = await countOf(bench, "from landing.raw.rejects");
  await bench.run("delete from landing.raw.rejects");
  return { name: file.name, table, records, unreadable: rejects, columns };
}

async function readInto(bench: Workbench, snapshot: Snapshot, sink: Parameters<typeof readCsv>[4]) {
  if (snapshot.csv) {
    await readCsv(bench, "transactions", snapshot, snapshot.csv, sink);
    return snapshot.csv.columns;
  }
  const frame = await otherFrame(bench.database, snapshot);
  await sink.write(`select *, row_number() over () as _record, null::bigint as _line from (${frame.sql})`);
  return frame.columns;
}

async function countOf(bench: Workbench, from: string): Promise<number> {
  const { rows } = await bench.database.query(`select count(*) ${from}`);
  return Number(rows[0]?.[0] ?? 0);
}
