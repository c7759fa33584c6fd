import type { Snapshot } from "../files/snapshot.ts";
import type { SourceFile } from "../files/source-file.ts";
import type { TableName } from "../mapping/contract-tables.ts";

/** A file as it was loaded into one raw table. */
export interface LoadedFile {
  readonly table: TableName;
  readonly snapshot: Snapshot;
  /** Records in the file, before any filter of a mapping. */
  readonly rows: number;
  /** Whether its kept rows were used instead of reading it. */
  readonly isTaken: boolean;
  /** Whether its rows depend on nothing but this file. */
  readonly canKeep: boolean;
}

/** A file of a raw table, with the hash of its bytes. */
export interface TableFile {
  readonly table: TableName;
  readonly file: SourceFile;
  readonly sha256: string;
}

export function tableFile({ table, snapshot: { file, sha256 } }: LoadedFile): TableFile {
  return { table, file, sha256 };
}
