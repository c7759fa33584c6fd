/** English abbreviations, used to parse dates, and the beginnings of month names in other languages. */
export const monthsElsewhere: Readonly<Record<string, string>> = {
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

/** A regular expression for the beginnings of all month names. */
export const monthWords = `jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|${Object.values(monthsElsewhere).join("|")}`;

const periodName = new RegExp(
  `^((${monthWords})\\p{L}*\\.?[ '/-]*(\\d{2}|\\d{4})?|(19|20)\\d{2}|\\d{4}[-/. ](0?[1-9]|1[0-2])|(0?[1-9]|1[0-2])[-/.]\\d{4}|Q[1-4][ '/-]*\\d{2,4}|\\d{4}[ -]?Q[1-4])$`,
  "iu",
);

/**
 * Whether a text is a month, a quarter or a year, such as a column name of a pivot table: `Jan 2024`, `März`, `2024-01`, `Q1
 * 2024`.
 */
export function isPeriodName(text: string): boolean {
  return periodName.test(text.trim());
}
