import type { TableName } from "../contract-tables.ts";
import type { Snapshot } from "../files/snapshot.ts";

/** A file as it was loaded into one raw table. */
export interface LandedFile {
  readonly table: TableName;
  readonly snapshot: Snapshot;
  /** Records in the file, before any filter of a mapping. */
  readonly rows: number;
  /** Whether its rows are those kept of it, and it was not read. */
  readonly isTaken: boolean;
  /** Whether what it gave hangs on nothing but this file. */
  readonly canKeep: boolean;
}
