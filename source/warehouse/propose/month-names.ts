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

/** SQL that puts English names in place of those of the languages that a value's dates are in. */
export async function inEnglish(database: Database, table: string, value: string): Promise<(sql: string) => string> {
  const months = Object.entries(elsewhere);
  const { rows } = await database.query(
    `select ${months.map(([, words]) => `bool_or(regexp_matches(${value}, ${quoteText(`(?i)${begins}(${words})`)}))`).join(", ")},
       bool_or(regexp_matches(${value}, '(?i) de ')) from ${table}`,
  );
  const found = months.filter((_, at) => rows[0]?.[at] === true);
  if (found.length === 0) return (sql) => sql;
  const hasDe = rows[0]?.[months.length] === true;
  return (sql) => {
    const bare = hasDe ? `replace(${sql}, ' de ', ' ')` : sql;
    return found.reduce(
      (own, [month, words]) =>
        `regexp_replace(${own}, ${quoteText(`(?i)${begins}(${words})\\p{L}*\\.?`)}, '\\1${month}')`,
      bare,
    );
  };
}
