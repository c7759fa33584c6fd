/** English abbreviations, which dates are read by, and the beginnings of the months' names elsewhere. */
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

/** A regular expression of the beginnings of all months' names. */
export const monthWords = `jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|${Object.values(monthsElsewhere).join("|")}`;

const periodName = new RegExp(
  `^((${monthWords})\\p{L}*\\.?[ '/-]*(\\d{2}|\\d{4})?|(19|20)\\d{2}|\\d{4}[-/. ](0?[1-9]|1[0-2])|(0?[1-9]|1[0-2])[-/.]\\d{4}|Q[1-4][ '/-]*\\d{2,4}|\\d{4}[ -]?Q[1-4])$`,
  "iu",
);

/** Whether a text names a month, a quarter or a year, as a column of a pivot table may be called: `Jan 2024`, `März`, `2024-01`, `Q1 2024`. */
export function isPeriodName(text: string): boolean {
  return periodName.test(text.trim());
}
