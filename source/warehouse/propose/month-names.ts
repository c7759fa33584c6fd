import type { Database } from "../database.ts";
import { quoteText } from "../sql-text.ts";

/** English abbreviations, which dates are read by, and the beginnings of the months' names elsewhere. */
const elsewhere: Readonly<Record<string, string>> = {
  Jan: "janv|jän|jaen|ene|gen|sty|янв",
  Feb: "févr|fevr|fév|fev|lut|фев",
  Mar: "mars|mär|maer|mrz|mrt|maart|març|marz|мар",
  Apr: "avr|abr|kwi|апр",
  May: "mai|mayo|mag|maj|mei|мая|май",
  Jun: "juin|giu|cze|июн",
  Jul: "juil|lug|lip|июл",
  Aug: "août|aout|ago|sie|авг",
  Sep: "sept|set|wrz|сен",
  Oct: "okt|ott|out|paź|окт",
  Nov: "lis|ноя",
  Dec: "déc|dez|dic|gru|дек",
};

/** A regular expression of the beginnings of all months' names. */
export const monthWords = `jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|${Object.values(elsewhere).join("|")}`;

const begins = "(^|[^\\p{L}])";

/** The months with all beginnings of their names; English ones stand before those that they could be taken for. */
const months = Object.entries(elsewhere).map(([month, words]) => [month, `${month}|${words}`] as const);

/** SQL that puts English abbreviations in place of the months' names, where some are of other languages or have a point. */
export async function inEnglish(database: Database, table: string, value: string): Promise<(sql: string) => string> {
  const others = `(?i)${begins}(${Object.values(elsewhere).join("|")})`;
  const pointed = `(?i)${begins}(${monthWords})\\p{L}*\\.`;
  const { rows } = await database.query(
    `select bool_or(regexp_matches(${value}, ${quoteText(others)}) or regexp_matches(${value}, ${quoteText(pointed)})),
       bool_or(regexp_matches(${value}, '(?i) de ')) from ${table}`,
  );
  const [isOther, hasDe] = rows[0] ?? [];
  if (isOther !== true) return (sql) => sql;
  return (sql) =>
    months.reduce(
      (own, [month, words]) =>
        `regexp_replace(${own}, ${quoteText(`(?i)${begins}(${words})\\p{L}*\\.?`)}, '\\1${month}')`,
      hasDe === true ? `replace(${sql}, ' de ', ' ')` : sql,
    );
}
