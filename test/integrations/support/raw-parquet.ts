import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Lake } from "./lake/start-lake.ts";

/** Writes the raw tables left by a build as Parquet, each into a folder of its name, and returns their names. */
export async function writeRawParquet(landing: string, folder: string): Promise<readonly string[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    await connection.run(`attach '${landing}' as landing (read_only)`);
    const sql =
      "select table_name from duckdb_tables() where schema_name = 'raw' union select view_name from duckdb_views() where schema_name = 'raw' and database_name = 'landing'";
    const names = (await connection.runAndReadAll(sql)).getRowsJS().map(([name]) => String(name));
    for (const name of names) {
      await mkdir(join(folder, name), { recursive: true });
      await connection.run(`copy landing.raw.${name} to '${join(folder, name, "0.parquet")}' (format parquet)`);
    }
    return names;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Puts those files into the bucket under a prefix, and returns their location. */
export async function uploadRaw({ s3, bucket }: Lake, folder: string, names: readonly string[], prefix: string) {
  for (const name of names) {
    const body = await readFile(join(folder, name, "0.parquet"));
    const { ok, status } = await fetch(`${s3}/${bucket}/${prefix}/${name}/0.parquet`, { method: "PUT", body });
    if (!ok) throw new Error(`${name} could not be put into the bucket: ${status}`);
  }
  return `s3://${bucket}/${prefix}`;
}
