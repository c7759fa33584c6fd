import type { Database } from "../database/database.ts";
import { quoteText } from "../database/sql-text.ts";
import { monthsElsewhere, monthWords } from "../files/month-words.ts";

const begins = "(^|[^\\p{L}])";

/** The months with all beginnings of their names; English ones come before those they could be confused with. */
const months = Object.entries(monthsElsewhere).map(([month, words]) => [month, `${month}|${words}`] as const);

/** A day with a point before its month: `27. März 2024`. */
const pointedDay = "(\\d{1,2})\\. ?(\\p{L})";

/** SQL that replaces month names by English abbreviations, if some are in other languages or follow a point. */
export async function inEnglish(database: Database, table: string, value: string): Promise<(sql: string) => string> {
  const others = `(?i)${begins}(${Object.values(monthsElsewhere).join("|")})`;
  const pointed = `(?i)${begins}(${monthWords})\\p{L}*\\.`;
  const { rows } = await database.query(
    `select bool_or(regexp_matches(${value}, ${quoteText(others)}) or regexp_matches(${value}, ${quoteText(pointed)})),
       bool_or(regexp_matches(${value}, '(?i) de ')), bool_or(regexp_matches(${value}, ${quoteText(pointedDay)}))
     from ${table}`,
  );
  const [isOther, hasDe, hasPoint] = rows[0] ?? [];
  const dayOf = (sql: string) =>
    hasPoint === true ? `regexp_replace(${sql}, ${quoteText(pointedDay)}, '\\1 \\2')` : sql;
  if (isOther !== true) return dayOf;
  return (sql) =>
    months.reduce(
      (own, [month, words]) =>
        `regexp_replace(${own}, ${quoteText(`(?i)${begins}(${words})\\p{L}*\\.?`)}, '\\1${month}')`,
      hasDe === true ? `replace(${dayOf(sql)}, ' de ', ' ')` : dayOf(sql),
    );
}
