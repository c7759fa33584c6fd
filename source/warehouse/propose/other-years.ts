import type { Database } from "../database/database.ts";
import { quoteName, quoteText } from "../database/sql-text.ts";

/** A year of the Buddhist era: 2567 is 2024. */
const buddhistYear = "(?:^|\\D)(2[45]\\d{2}|26[0-4]\\d)(?:\\D|$)";
const buddhistAhead = 543;
/** Added to the reason of a date whose years are of the Buddhist era. */
export const buddhistNote = "years of the Buddhist era: 2567 is 2024";
/** Years of the Republic of China from 100 on: 113 is 2024. */
export const minguoForm = "((民國|民国) ?)?1[0-4]\\d(年 ?\\d{1,2}月 ?\\d{1,2}日|[-/.]\\d{1,2}[-/.]\\d{1,2})";
const minguoBehind = 1911;

/** Whether all dates of a column have years of the Buddhist era. */
export async function areBuddhist(database: Database, table: string, column: string): Promise<boolean> {
  const value = quoteName(column);
  const { rows } = await database.query(
    `select count(${value}), count(*) filter (where regexp_matches(${value}, ${quoteText(buddhistYear)})) from ${table}`,
  );
  const [filled = 0, found = 0] = (rows[0] ?? []).map(Number);
  return found > 0 && found >= 0.98 * filled;
}

/** SQL of a date's text with the year of the common era in place of the Buddhist one. */
export function fromBuddhist(date: string): string {
  const year = `regexp_extract(${date}, ${quoteText(buddhistYear)}, 1)`;
  return `coalesce(replace(${date}, ${year}, (try_cast(${year} as integer) - ${buddhistAhead})::varchar), ${date})`;
}

/** SQL of a date's text with the year of the common era in place of that of the Republic of China. */
export function fromMinguo(date: string): string {
  const parts = "^ *(?:(?:民國|民国) ?)?(1[0-4]\\d)([年/.-].*)$";
  const part = (number: number) => `regexp_extract(${date}, ${quoteText(parts)}, ${number})`;
  return `coalesce((try_cast(${part(1)} as integer) + ${minguoBehind})::varchar || ${part(2)}, ${date})`;
}
