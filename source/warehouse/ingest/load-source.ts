import { sourceErrors } from "../../errors/source.ts";
import type { UnmappedError } from "../../errors.ts";
import type { BuildConnection } from "../database/build-database.ts";
import { quoteText } from "../database/sql-text.ts";
import { findKept, keptKey, startSnapshots } from "../files/snapshots.ts";
import { type TableName, tableNames } from "../mapping/contract-tables.ts";
import type { Source } from "../mapping/source.ts";
import type { KeptRaw } from "./kept-raw.ts";
import { type LoadedFile, tableFile } from "./loaded-file.ts";
import { Loader } from "./loader.ts";
import { rawTableStatements } from "./raw-tables.ts";

export interface LoadOptions {
  readonly connection: BuildConnection;
  readonly source: Source;
  /** Private directory for the copies. */
  readonly directory: string;
  /** Rows of files that have not changed since they were read; absent: all files are read. */
  readonly kept?: KeptRaw | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A file that was loaded, or a table that is now complete. */
export type Loaded = { readonly file: LoadedFile } | { readonly whole: TableName };

/**
 * Copies every file of the source and loads it into `landing.raw`, or uses its kept rows; yields each file, and each table once
 * it is complete. Rejects with UserError.
 */
export async function* loadSource(options: LoadOptions): AsyncGenerator<Loaded> {
  const { connection, source, kept } = options;
  for (const statement of rawTableStatements(source.mapping)) await connection.run(statement);
  await connection.run("create schema landing.work");
  for (const table of tableNames) if (!source.tables.has(table)) yield { whole: table };
  const known = await findKept(source, kept);
  const snapshots = startSnapshots(options, known);
  const loader = new Loader(connection, source, options.signal);
  const seen = new Set<TableName>();
  const landed: LoadedFile[] = [];
  try {
    for (const [table, files] of source.tables) {
      for (const file of files) {
        const again = await loader.take(table, known.get(keptKey(table, file)));
        const snapshot = again?.snapshot ?? (await snapshots.of(file));
        const rows = again?.rows ?? (await loader.load(table, snapshot, file.isLookup === true));
        if (rows === undefined) continue;
        seen.add(table);
        const one = { table, snapshot, rows, isTaken: again !== undefined, canKeep: loader.canKeep(table) };
        landed.push(one);
        yield { file: one };
      }
      const own = landed.filter((one) => one.table === table);
      const appended = own.filter(({ snapshot }) => loader.canKeepAppended(table, snapshot.file.name));
      await kept?.keepAppended(
        connection,
        source,
        appended.filter(({ isTaken }) => !isTaken),
      );
      const isListed = kept !== undefined && loader.isReduced(table) && appended.length === own.length;
      if (isListed) await noteRecords(connection, table);
      await loader.finish(table);
      if (isListed && own.length > 1)
        await kept.keepReplaced(connection, source, own.map(tableFile), replacedSql(table));
      for (const whole of await loader.whole(table)) yield { whole };
    }
  } finally {
    await snapshots.stop();
  }
  if (!seen.has("transactions")) throw noTransactions(source);
  await connection.run("drop schema landing.work cascade");
  await noteFiles(connection, landed);
}

/** Notes the records of a table before it is reduced to the newest. */
async function noteRecords(connection: BuildConnection, table: TableName): Promise<void> {
  await connection.run(
    `create table landing.work.${table}_records as select source_file, _record from landing.raw.${table}`,
  );
}

function replacedSql(table: TableName): string {
  return `select * from landing.work.${table}_records as noted where not exists (
    select 1 from landing.raw.${table} as own where own.source_file = noted.source_file and own._record = noted._record)`;
}

function noTransactions({ name, tables }: Source): UnmappedError {
  const files = [...new Set([...tables.values()].flat().map((file) => file.name))].join(", ");
  return sourceErrors.noTransactionsWithin({ source: name, files });
}

export async function noteFiles(connection: BuildConnection, landed: readonly LoadedFile[]): Promise<void> {
  const rows = landed.map(({ table, snapshot: { file, sha256, stamp, modifiedAt }, rows }) => {
    const texts = [table, file.name, sha256].map(quoteText).join(", ");
    return `(${texts}, ${stamp.bytes}, ${rows}, ${quoteText(modifiedAt.toISOString().slice(0, 19))}::timestamp)`;
  });
  for (let from = 0; from < rows.length; from += 1000)
    await connection.run(`insert into landing.raw.source_files values ${rows.slice(from, from + 1000).join(", ")}`);
}
