import type { Database } from "../database/database.ts";
import { quoteName, quoteText } from "../database/sql-text.ts";

const moment = "/Date\\((-?\\d+)([+-]\\d{4})?\\)/";
const mostColumns = 60;

/** Writes dates of OData and older Microsoft services, `/Date(1704359550000)/`, as the milliseconds that they contain. */
export async function writeScriptDates(
  database: Pick<Database, "query">,
  table: string,
  columns: readonly string[],
): Promise<void> {
  const named = columns.filter((name) => /date|time|created|modified|ordered|posted/i.test(name)).slice(0, mostColumns);
  if (named.length === 0) return;
  const isMoment = (name: string) => `bool_or(starts_with(${quoteName(name)}, '/Date('))`;
  const { rows } = await database.query(`select ${named.map(isMoment).join(", ")} from (from ${table} limit 100)`);
  const found = named.filter((_, at) => rows[0]?.[at] === true);
  if (found.length === 0) return;
  const list = found.map((name) => {
    const value = quoteName(name);
    return `if(regexp_full_match(${value}, ${quoteText(moment)}), regexp_extract(${value}, ${quoteText(moment)}, 1), ${value}) as ${value}`;
  });
  await database.query(`create or replace table ${table} as select * replace (${list.join(", ")}) from ${table}`);
}
