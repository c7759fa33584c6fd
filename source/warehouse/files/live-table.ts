import type { LeftOut } from "../../domain/file-reading.ts";
import type { Database } from "../database.ts";
import { openChanges } from "./change-events.ts";
import { fillDown, groupColumns } from "./fill-down.ts";
import { jsonColumns } from "./json-columns.ts";
import { type UnfoldedTable, unfoldLists } from "./json-rows.ts";
import { sumLists } from "./list-sums.ts";
import { keepLiveRows } from "./live-rows.ts";
import { openJson } from "./open-json.ts";
import { joinParents } from "./parent-rows.ts";

/** A mapping's settings for a table's records. */
export interface GivenRows {
  /** Columns of lists to unfold. */
  readonly lists?: readonly string[] | undefined;
  /** Columns that are filled on the first record of a group only. */
  readonly fillDown?: readonly string[] | undefined;
}

export interface LiveTable extends UnfoldedTable {
  readonly fillDown: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * The user's own file as read into a table of texts: JSON in it opened, only live rows kept, groups filled down and lists
 * within records unfolded to rows, as in `given` or as detected.
 */
export async function liveTable(
  database: Database,
  table: string,
  columns: readonly string[],
  given: GivenRows | "find",
): Promise<LiveTable> {
  const rows = await openChanges(database, table, columns);
  const json = await jsonColumns(database, table, rows);
  const all = await openJson(database, table, rows, json);
  await joinParents(database, table, all);
  const leftOut = await keepLiveRows(database, table, all);
  const filled = given === "find" ? await groupColumns(database, table, all) : (given.fillDown ?? []);
  await fillDown(
    database,
    table,
    filled.filter((name) => all.includes(name)),
  );
  const { lists } = all === rows ? json : await jsonColumns(database, table, all);
  const unfolded = await unfoldLists(database, table, all, given === "find" ? given : (given.lists ?? []), lists);
  const left = unfolded.columns === all ? lists : (await jsonColumns(database, table, unfolded.columns)).lists;
  const withSums = await sumLists(database, table, unfolded.columns, left);
  return { ...unfolded, columns: withSums, fillDown: filled, leftOut };
}
