import { setAside } from "../build/build-folder.ts";
import type { Database } from "./database.ts";

/** Moves the file of an open warehouse out of the way, so that the next launch rebuilds it. */
export async function setAsideOpen(database: Database): Promise<void> {
  const { rows } = await database.query("select path from duckdb_databases() where database_name = current_database()");
  const path = rows[0]?.[0];
  // Another query may have run into the damage first.
  if (typeof path === "string") await setAside(path).catch(() => {});
}
