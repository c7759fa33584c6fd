import { stat } from "node:fs/promises";
import type { SourceFile } from "../files/source-file.ts";
import type { TableName } from "../mapping/contract-tables.ts";

type Tables = ReadonlyMap<TableName, readonly SourceFile[]>;

/** Text shrinks to about an eighth with gzip, and in columnar formats. */
const compressionFactor = 8;

/** The tables, smaller ones first: they are loaded into DuckDB while the larger ones are still being copied, hashed and counted. */
export async function smallestFirst(tables: Tables): Promise<Tables> {
  const sized = [...tables].map(async (entry) => ({ entry, bytes: await bytesOf(entry[1]) }));
  const sorted = (await Promise.all(sized)).toSorted((one, other) => one.bytes - other.bytes);
  return new Map(sorted.map(({ entry }) => entry));
}

/** Bytes of text in all files, each counted once; for compressed ones an estimate. */
export function textBytes(tables: Tables): Promise<number> {
  return bytesOf([...new Map([...tables.values()].flat().map((file) => [file.path, file])).values()]);
}

/** A missing file counts as 0; that it is missing is reported when it is opened. */
async function bytesOf(files: readonly SourceFile[]): Promise<number> {
  const sizes = files.map(async ({ path, format, isGzip }) => {
    const { size } = await stat(path).catch(() => ({ size: 0 }));
    const isCompressed = isGzip || format === "parquet" || format === "duckdb";
    return isCompressed ? size * compressionFactor : size;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
