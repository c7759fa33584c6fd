import type { LeftOut } from "../../domain/file-reading.ts";
import type { Database } from "../database/database.ts";
import { openChanges } from "./change-events.ts";
import { fillDown, groupColumns } from "./fill-down.ts";
import { type UnfoldedTable, unfoldLists } from "./json-rows.ts";
import { openShapes } from "./json-shapes.ts";
import { sumLists, type UnreadList, unreadLists } from "./list-sums.ts";
import { keepLiveRows } from "./live-rows.ts";
import { writeNanos } from "./money-nanos.ts";
import { openJson } from "./open-json.ts";
import { joinParents } from "./parent-rows.ts";
import { type FileWords, type FoundPeriods, findPeriods, type PeriodColumns } from "./period-columns.ts";
import { writePlainDigits } from "./plain-digits.ts";
import { writeScriptDates } from "./script-dates.ts";
import { textSigns } from "./text-signs.ts";
import { unpivotPeriods } from "./unpivot.ts";

/** A mapping's settings for a table's records. */
export interface GivenRows {
  /** Columns of lists to unfold. */
  readonly lists?: readonly string[] | undefined;
  /** Columns that are filled on the first record of a group only. */
  readonly fillDown?: readonly string[] | undefined;
  /** Columns that are periods, each of which becomes a row. */
  readonly periods?: PeriodColumns | undefined;
}

export interface LiveTable extends UnfoldedTable {
  readonly fillDown: readonly string[];
  /** Periods that were columns, if they were found. */
  readonly periods: FoundPeriods | undefined;
  /** Lists with amounts that are in no column, if they were looked for. */
  readonly unread: readonly UnreadList[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * The user's own file as read into a table of texts: numbers and dates with digits from 0 to 9, JSON in it opened, only live rows kept, groups filled down, lists
 * within records unfolded to rows, and periods in columns too, as in `given` or as detected.
 */
export async function liveTable(
  database: Database,
  table: string,
  columns: readonly string[],
  given: GivenRows | "find",
  words: FileWords,
): Promise<LiveTable> {
  const rows = await openChanges(database, table, await openShapes(database, table, columns));
  const signs = await textSigns(database, table, rows);
  await writePlainDigits(database, table, signs.beyondAscii);
  const all = await writeNanos(database, table, await openJson(database, table, rows, signs));
  await joinParents(database, table, all);
  const leftOut = await keepLiveRows(database, table, all);
  const filled = given === "find" ? await groupColumns(database, table, all) : (given.fillDown ?? []);
  await fillDown(
    database,
    table,
    filled.filter((name) => all.includes(name)),
  );
  const { lists } = all === rows ? signs : await textSigns(database, table, all);
  const unfolded = await unfoldLists(database, table, all, given === "find" ? given : (given.lists ?? []), lists);
  await writeScriptDates(database, table, unfolded.columns);
  const left = unfolded.columns === all ? lists : (await textSigns(database, table, unfolded.columns)).lists;
  const withSums = await sumLists(database, table, unfolded.columns, left);
  const periods = given === "find" ? await findPeriods(database, table, withSums, words) : undefined;
  const unread = given === "find" ? await unreadLists(database, table, left, unfolded) : [];
  const asked = given === "find" ? periods : given.periods;
  const out = periods === undefined ? [] : [...periods.sums, ...periods.others];
  const inRows = asked ? await unpivotPeriods(database, table, withSums, asked, words, out) : withSums;
  return { ...unfolded, columns: inRows, fillDown: filled, periods, unread, leftOut };
}
