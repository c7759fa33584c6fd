import type { TableName } from "../contract-tables.ts";
import type { KeptRaw, KeptRows } from "../ingest/kept-raw.ts";
import type { Source } from "../source.ts";
import { type Snapshot, takeSnapshot } from "./snapshot.ts";
import type { SourceFile } from "./source-file.ts";

/** What is kept of files, by table and file. */
export type Kept = ReadonlyMap<string, KeptRows>;

export function keptKey(table: TableName, file: SourceFile): string {
  return `${table}\n${keyOf(file)}`;
}

/** What is kept of the files as they lie there, by table and file. */
export async function findKept(source: Source, kept: KeptRaw | undefined): Promise<Kept> {
  const found = new Map<string, KeptRows>();
  for (const [table, files] of kept ? source.tables : []) {
    for (const file of files) {
      const rows = await kept?.find(source, table, file);
      if (rows) found.set(keptKey(table, file), rows);
    }
  }
  return found;
}

export interface SnapshotOptions {
  readonly source: Source;
  /** Private directory for the copies. */
  readonly directory: string;
  readonly signal?: AbortSignal | undefined;
}

export interface Snapshots {
  of(file: SourceFile): Promise<Snapshot>;
  /** Ends copies under way, so that their folder can be removed. */
  stop(): Promise<void>;
}

/** Copies run ahead one after the other while DuckDB loads; the same file for two tables is copied once. */
export function startSnapshots({ source, directory, signal }: SnapshotOptions, known: Kept): Snapshots {
  const stopping = new AbortController();
  const stopped = signal ? AbortSignal.any([signal, stopping.signal]) : stopping.signal;
  const taken = new Map<string, Promise<Snapshot>>();
  let previous: Promise<unknown> = Promise.resolve();
  const start = (file: SourceFile): Promise<Snapshot> => {
    const number = taken.size + 1;
    const next = previous.then(() => takeSnapshot(file, directory, number, stopped));
    // A failure is reported where the snapshot is waited for, and stops those after it.
    next.catch(() => {});
    taken.set(keyOf(file), next);
    previous = next;
    return next;
  };
  for (const [table, files] of source.tables) {
    for (const file of files) {
      if (!taken.has(keyOf(file)) && !known.has(keptKey(table, file))) start(file);
    }
  }
  return {
    // Not begun is only that of a file of which kept rows turned out to be of no use.
    of: (file) => taken.get(keyOf(file)) ?? start(file),
    stop: async () => {
      stopping.abort();
      await Promise.allSettled(taken.values());
    },
  };
}

/** Files within a zip and sheets of a workbook lie at one path. */
function keyOf({ path, entry, sheet, given }: SourceFile): string {
  return JSON.stringify([path, entry, sheet, given]);
}
