import type { LeftOut } from "../../domain/file-reading.ts";
import type { Database } from "../database.ts";
import { type UnfoldedTable, unfoldLists } from "./json-rows.ts";
import { keepLiveRows } from "./live-rows.ts";
import { openJson } from "./open-json.ts";

export interface LiveTable extends UnfoldedTable {
  readonly leftOut: readonly LeftOut[];
}

/**
 * A file of someone's own as it was read into a table of texts: JSON within it opened, only live rows kept, and `lists` within
 * its records unfolded to rows.
 */
export async function liveTable(
  database: Database,
  table: string,
  columns: readonly string[],
  lists: readonly string[] | "find" = [],
): Promise<LiveTable> {
  const all = await openJson(database, table, columns);
  const leftOut = await keepLiveRows(database, table, all);
  return { ...(await unfoldLists(database, table, all, lists)), leftOut };
}
