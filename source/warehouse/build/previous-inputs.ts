import { createHash } from "node:crypto";
import type { Database } from "../database/database.ts";
import type { LoadedFile } from "../ingest/loaded-file.ts";
import { type TableName, tableNames } from "../mapping/contract-tables.ts";
import { ownColumnsOf } from "../mapping/own-columns.ts";
import type { Source } from "../mapping/source.ts";
import { hasSameInputs } from "./fingerprint.ts";

/** Fingerprint of what decides the rows of each raw table: its files' names and contents, and how the mapping reads them. */
export type InputSignatures = ReadonlyMap<TableName, string>;

export function signaturesOf({ mapping }: Source, files: readonly LoadedFile[]): InputSignatures {
  const entries = tableNames.map((table) => {
    const own = files
      .filter((file) => file.table === table)
      .map(({ snapshot }) => [snapshot.file.name, snapshot.sha256]);
    const columns = ownColumnsOf(mapping, table);
    const text = JSON.stringify([own.sort(), mapping?.tables[table] ?? null, ...(columns.length > 0 ? [columns] : [])]);
    return [table, createHash("sha256").update(text).digest("hex")] as const;
  });
  return new Map(entries);
}

/** Names of raw tables with changed rows, including the tables with notes on all files. */
export function changedTables(before: ReadonlyMap<string, string>, now: InputSignatures): ReadonlySet<string> {
  const changed = [...now].filter(([table, signature]) => before.get(table) !== signature).map(([table]) => table);
  return new Set<string>(changed.length > 0 ? [...changed, "rejects", "source_files"] : []);
}

/** Which tables seem changed, judged by the files on disk: enough to decide whether to start over. */
export async function guessChangedTables(database: Database, source: Source): Promise<ReadonlySet<string>> {
  const changed = new Set<string>();
  for (const table of tableNames) {
    const files = source.tables.get(table);
    const own = { ...source, tables: new Map(files === undefined ? [] : [[table, files] as const]) };
    if (!(await hasSameInputs(database, own, table))) changed.add(table);
  }
  return changed;
}
