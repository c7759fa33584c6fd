import type { Database } from "../database/database.ts";
import { quoteName, quoteText } from "../database/sql-text.ts";
import { type FileWords, type PeriodColumns, yearOf } from "./period-columns.ts";
import { periodName } from "./period-names.ts";

/**
 * Makes a row of each amount of a table whose periods are columns, dated on the first day of its period; blank cells and zeros
 * are no rows. `leftOut` are columns to leave out. Returns all columns.
 */
export async function unpivotPeriods(
  database: Pick<Database, "query">,
  table: string,
  columns: readonly string[],
  { columns: periods, date, amount }: PeriodColumns,
  words: FileWords,
  leftOut: readonly string[] = [],
): Promise<readonly string[]> {
  const own = periods.filter((name) => columns.includes(name));
  if (own.length === 0) return columns;
  const starts = own.map((name, at) => `(${at}, ${quoteText(name)}, ${quoteText(startOf(name, words))})`);
  const kept = columns.filter((name) => !own.includes(name) && !leftOut.includes(name));
  const source = [...kept, ...own].map(quoteName).join(", ");
  // A text without digits stays, so that the build says that it is no amount.
  const isAmount = "regexp_matches(_value, '[1-9]') or (regexp_matches(_value, '\\pL') and not contains(_value, '0'))";
  await database.query(`create or replace table ${table} as
    select ${kept.map((name) => `${quoteName(name)}, `).join("")}_start as ${quoteName(date)}, _value as ${quoteName(amount)},
      row_number() over (order by _record, _place) as _record, _line
    from (unpivot (select ${source}, _record, _line from ${table}) on ${own.map(quoteName).join(", ")} into name _period value _value)
    join (values ${starts.join(", ")}) as starts(_place, _name, _start) on _name = _period
    where ${isAmount} order by _record`);
  return [...kept, date, amount];
}

/** The first day of the period that a column is named after; its name if the period has no year and the file names none. */
function startOf(name: string, words: FileWords): string {
  const period = periodName(name)?.period;
  if (period === undefined) return name;
  if (period.until !== undefined) return period.from;
  const year = yearOf(words);
  return year === undefined ? name : `${year}-${period.from}`;
}
