import type { KeptRaw, KeptRows } from "../ingest/kept-raw.ts";
import type { TableName } from "../mapping/contract-tables.ts";
import type { Source } from "../mapping/source.ts";
import { type Snapshot, takeSnapshot } from "./snapshot.ts";
import type { SourceFile } from "./source-file.ts";

/** The kept rows of files, by table and file. */
export type Kept = ReadonlyMap<string, KeptRows>;

export function keptKey(table: TableName, file: SourceFile): string {
  return `${table}\n${keyOf(file)}`;
}

/** The kept rows of the current files, by table and file. */
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
  /** Stops running copies, so that their folder can be removed. */
  stop(): Promise<void>;
}

/** Copies run ahead one after another while DuckDB loads; a file for two tables is copied once. */
export function startSnapshots({ source, directory, signal }: SnapshotOptions, known: Kept): Snapshots {
  const stopping = new AbortController();
  const stopped = signal ? AbortSignal.any([signal, stopping.signal]) : stopping.signal;
  const taken = new Map<string, Promise<Snapshot>>();
  let previous: Promise<unknown> = Promise.resolve();
  const start = (file: SourceFile): Promise<Snapshot> => {
    const number = taken.size + 1;
    const next = previous.then(() => takeSnapshot(file, directory, number, stopped));
    // A failure is reported where the snapshot is awaited, and stops those after it.
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
    // A snapshot was not started only if the file had kept rows, which turned out to be unusable.
    of: (file) => taken.get(keyOf(file)) ?? start(file),
    stop: async () => {
      stopping.abort();
      await Promise.allSettled(taken.values());
    },
  };
}

/** Files within a zip and sheets of a workbook share one path. */
function keyOf({ path, entry, sheet, given }: SourceFile): string {
  return JSON.stringify([path, entry, sheet, given]);
}
