import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { python } from "./home.ts";
import type { Lake } from "./lake/start-lake.ts";
import { mustRun } from "./run-program.ts";

/** Reads every model's Iceberg table by pyiceberg into a DuckDB file, with the types that pyiceberg gives. */
export async function readBack(lake: Lake, folder: string): Promise<string> {
  const [parquet, file] = [join(folder, "read-back"), join(folder, "read-back.duckdb")];
  const script = join(import.meta.dirname, "read-back.py");
  await mustRun(python(), [script, lake.catalog, lake.warehouse, lake.s3, parquet]);
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  try {
    for (const layer of await readdir(parquet)) {
      await connection.run(`create schema ${layer}`);
      for (const name of await readdir(join(parquet, layer))) {
        const [table, path] = [name.replace(/\.parquet$/, ""), join(parquet, layer, name)];
        await connection.run(`create table ${layer}.${table} as select * from read_parquet('${path}')`);
      }
    }
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
  return file;
}
