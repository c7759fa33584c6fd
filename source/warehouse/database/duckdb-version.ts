import { createBuildDatabase } from "./build-database.ts";

/** The version of the running DuckDB, as `v1.5.6`. */
export async function duckdbVersion(): Promise<string> {
  const { database } = await createBuildDatabase(undefined, []);
  try {
    return String((await database.query("select version()")).rows[0]?.[0]);
  } finally {
    await database.close();
  }
}
