import type { Database } from "../database/database.ts";
import { quoteName, quoteText } from "../database/sql-text.ts";
import type { ColumnFacts } from "./column-facts.ts";
import type { Reading } from "./number-style.ts";
import { fromMinguo } from "./other-years.ts";
import { writtenReading } from "./written-dates.ts";

/** The share of values with the year first, as the database reads them or nearly so. */
export function isoShare(facts: ColumnFacts): number {
  return facts.iso + facts.looseOffset + facts.minuteZone;
}

/** Reads `2024-04-03 11:05:00`, with its time zone in any spelling. */
export function isoReading(facts: ColumnFacts, name: string): Reading {
  const zone =
    facts.zoned > 0.99
      ? "with their time zone"
      : facts.zoned > 0
        ? "some with a time zone, the others taken as UTC"
        : "taken as UTC";
  if (facts.looseOffset === 0 && facts.minuteZone === 0) {
    return { expression: name, note: `dates, year first, ${zone}`, confidence: "sure" };
  }
  const seconds =
    facts.minuteZone === 0
      ? name
      : `regexp_replace(${name}, '^(.{10}[ T]\\d{2}:\\d{2}) ?(Z|[+-]\\d{2}(:?\\d{2})?)$', '\\1:00\\2')`;
  const expression = `regexp_replace(${seconds}, ' ?([+-]\\d{2}):?(\\d{2})$', '\\1:\\2')`;
  return { expression, note: "dates, year first, with their time zone (written as -05:00)", confidence: "sure" };
}

/** Reads `2024/04/03`, `2024. 4. 3.` and `2024年4月3日`. */
export async function yearFirstReading(
  database: Database,
  table: string,
  facts: ColumnFacts,
  name: string,
): Promise<Reading> {
  const days = [
    "%Y.%m.%d",
    "%Y.%m.%d.",
    "%Y. %m. %d.",
    "%Y. %m. %d",
    "%Y/%m/%d",
    "%Y/ %m/ %d",
    "%Y-%m-%d",
    "%Y年%m月%d日",
    "%Y년 %m월 %d일",
  ];
  const minguo = (await hasMinguoYears(database, table, facts)) ? fromMinguo : undefined;
  const read = await writtenReading(database, table, facts.name, name, days, minguo);
  return {
    expression: read.expression,
    note: `dates, year first${minguo === undefined ? "" : ", years of the Republic of China"}${read.zone}`,
    confidence: read.isSure ? "sure" : "unclear",
  };
}

/** Whether some value has a year of the Republic of China. */
async function hasMinguoYears(database: Database, table: string, { name }: ColumnFacts): Promise<boolean> {
  const own = `trim(${quoteName(name)})`;
  const { rows } = await database.query(`select 1 from ${table} where ${fromMinguo(own)} <> ${own} limit 1`);
  return rows.length > 0;
}

/** Reads `2024-04-03-11.05.00`. */
export function db2Reading(name: string): Reading {
  const form = quoteText("^(.{10})-(\\d{2})\\.(\\d{2})\\.(\\d{2}.*)$");
  return {
    expression: `regexp_replace(${name}, ${form}, '\\1 \\2:\\3:\\4')`,
    note: "times as Db2 writes them, taken as UTC",
    confidence: "sure",
  };
}
