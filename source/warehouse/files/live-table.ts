import type { LeftOut } from "../../domain/file-reading.ts";
import type { Database } from "../database.ts";
import { keepLiveRows } from "./live-rows.ts";
import { openJson } from "./open-json.ts";

/** A file of someone's own as it was read into a table of texts, JSON within it opened, only live rows kept. */
export async function liveTable(
  database: Database,
  table: string,
  columns: readonly string[],
): Promise<{ readonly columns: readonly string[]; readonly leftOut: readonly LeftOut[] }> {
  const all = await openJson(database, table, columns);
  return { columns: all, leftOut: await keepLiveRows(database, table, all) };
}
