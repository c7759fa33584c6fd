import { sourceErrors } from "../../errors/source.ts";
import type { UnmappedError } from "../../errors.ts";
import { type TableName, tableNames } from "../contract-tables.ts";
import type { Workbench } from "../database.ts";
import type { Source } from "../source.ts";
import type { KeptRaw } from "./kept-raw.ts";
import type { LandedFile } from "./landed-file.ts";
import { Loader } from "./loader.ts";
import { rawTableStatements } from "./raw-tables.ts";
import { findKept, keptKey, startSnapshots } from "./snapshots.ts";

export interface LandOptions {
  readonly bench: Workbench;
  readonly source: Source;
  /** Private directory for the copies. */
  readonly directory: string;
  /** Rows of files that did not change since they were read; none: all files are read. */
  readonly kept?: KeptRaw | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Copies every file of the source and loads it into `landing.raw`, or takes what is kept of it; yields each table's progress.
 * Rejects with UserError.
 */
export async function* land(options: LandOptions): AsyncGenerator<LandedFile> {
  const { bench, source, kept } = options;
  for (const statement of rawTableStatements()) await bench.run(statement);
  await bench.run("create schema landing.work");
  const known = await findKept(source, kept);
  const snapshots = startSnapshots(options, known);
  const loader = new Loader(bench, source, options.signal);
  const seen = new Set<TableName>();
  const landed: LandedFile[] = [];
  try {
    for (const table of tableNames) {
      const files = source.tables.get(table) ?? [];
      for (const file of files) {
        const again = await loader.take(table, known.get(keptKey(table, file)));
        const snapshot = again?.snapshot ?? (await snapshots.of(file));
        const rows = again?.rows ?? (await loader.load(table, snapshot));
        if (rows === undefined) continue;
        seen.add(table);
        const one = { table, snapshot, rows, canKeep: loader.canKeep(table) };
        landed.push(one);
        await noteFile(bench, one);
        yield one;
      }
      await loader.finish(table);
    }
  } finally {
    await snapshots.stop();
  }
  if (!seen.has("transactions")) throw noTransactions(source);
  await bench.run("drop schema landing.work cascade");
  await kept?.keep(bench, source, landed);
}

function noTransactions({ name, tables }: Source): UnmappedError {
  const files = [...new Set([...tables.values()].flat().map((file) => file.name))].join(", ");
  return sourceErrors.noTransactionsWithin({ source: name, files });
}

async function noteFile(bench: Workbench, { table, snapshot, rows }: LandedFile): Promise<void> {
  await bench.database.query("insert into landing.raw.source_files values ($1, $2, $3, $4, $5, $6::timestamp)", [
    table,
    snapshot.file.name,
    snapshot.sha256,
    snapshot.stamp.bytes,
    rows,
    snapshot.modifiedAt.toISOString().slice(0, 19),
  ]);
}
