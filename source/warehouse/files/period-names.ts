import { monthsElsewhere, monthWords } from "./month-words.ts";

export type Grain = "day" | "week" | "month" | "quarter" | "year";

/** A period that a column is named after. */
export interface Period {
  readonly grain: Grain;
  /** Its first day, and the first after it; without a year `01-01` and undefined. */
  readonly from: string;
  readonly until: string | undefined;
}

/** A column's name around its period: `Revenue ` of `Revenue Jan 2024`. */
export interface PeriodName {
  readonly before: string;
  readonly after: string;
  readonly period: Period;
}

const gap = "[ '’./_-]*";
const year = "(?<year>(?:19|20)\\d{2})";
const short = "(?<year>(?:19|20)\\d{2}|\\d{2})";
const month = "(?<month>0?[1-9]|1[0-2])";
const named = `(?<name>${monthWords})\\p{L}*\\.?`;
const clock = "(?:[ T]00:00(?::00)?)?";

/** Forms of periods, the longest first; a name has what is before and after it. */
const forms: readonly (readonly [Grain, string])[] = [
  ["day", `${year}-(?<month>0[1-9]|1[0-2])-(?<day>[0-3]\\d)${clock}`],
  ["week", `${year}[ -]?(?:W|KW|CW|wk)[ -]?(?<week>\\d{1,2})`],
  ["week", `(?:W|KW|CW|wk|week|woche|semaine|semana)[ -]?(?<week>\\d{1,2})[ /,-]+${year}`],
  ["month", `${named}${gap}${short}`],
  ["month", `${year}${gap}${named}`],
  ["month", `${year}[-/._ M](?:0?[1-9]|1[0-2])`.replace("(?:0?[1-9]|1[0-2])", month)],
  ["month", `${month}[-/._]${year}`],
  ["month", `${year}(?<month>0[1-9]|1[0-2])`],
  ["quarter", `[QT](?<quarter>[1-4])${gap}${short}`],
  ["quarter", `(?<quarter>[1-4])Q${gap}${short}`],
  ["quarter", `${year}${gap}[QT](?<quarter>[1-4])`],
  ["month", named],
  ["quarter", "Q(?<quarter>[1-4])"],
  ["year", year],
];

/** Compiled when a name is first read: they cost a start of the program several milliseconds. */
let compiled: readonly (readonly [Grain, RegExp])[] | undefined;

function patterns(): readonly (readonly [Grain, RegExp])[] {
  compiled ??= forms.map(([grain, form]) => [
    grain,
    new RegExp(`^(?<before>|.*[^\\p{L}\\p{N}])(?:${form})(?<after>|[^\\p{L}\\p{N}].*)$`, "iu"),
  ]);
  return compiled;
}

/** Years of a business that are not the calendar's begin on a day that the name does not say. */
const fiscal = /(^|[^\p{L}])(fy|gj|fiscal|exercice|ejercicio)[^\p{L}]*$/iu;

/** The period that a column's name gives, with the words around it; undefined if it gives none. */
export function periodName(text: string): PeriodName | undefined {
  const trimmed = text.trim();
  for (const [grain, pattern] of patterns()) {
    const groups = pattern.exec(trimmed)?.groups;
    if (groups === undefined) continue;
    const { before = "", after = "" } = groups;
    const period = fiscal.test(before) ? undefined : periodOf(grain, groups);
    return period && { before: before.trim(), after: after.trim(), period };
  }
  return undefined;
}

/** The one month that a text names with its year, as `2024-03`; undefined if it names none. */
export function monthIn(text: string): string | undefined {
  const period = periodName(text)?.period;
  return period?.grain === "month" && period.until !== undefined ? period.from.slice(0, 7) : undefined;
}

/** Whether a text is nothing but a period, such as a column's name in a pivot table: `Jan 2024`, `März`, `2024-01`, `Q1 2024`. */
export function isPeriodName(text: string): boolean {
  const found = periodName(text);
  return found !== undefined && found.before === "" && found.after === "";
}

function periodOf(grain: Grain, groups: Readonly<Record<string, string | undefined>>): Period | undefined {
  const own = groups.year;
  const years = own === undefined ? undefined : Number(own.length === 2 ? `20${own}` : own);
  const first = groups.name === undefined ? Number(groups.month ?? 1) : monthOf(groups.name);
  if (grain === "week") return weekOf(years ?? 0, Number(groups.week));
  const start = grain === "quarter" ? 3 * Number(groups.quarter) - 2 : first;
  const months = { day: 0, month: 1, quarter: 3, year: 12 }[grain];
  const days = grain === "day" ? Number(groups.day) : 1;
  if (years === undefined) return { grain, from: dayText(2000, start, 1).slice(5), until: undefined };
  const until = grain === "day" ? dayText(years, start, days + 1) : dayText(years, start + months, 1);
  return { grain, from: dayText(years, start, days), until };
}

function monthOf(name: string): number {
  const all = Object.entries(monthsElsewhere);
  const of = (words: (month: string, elsewhere: string) => string) =>
    all.findIndex(([english, elsewhere]) => new RegExp(`^(?:${words(english, elsewhere)})`, "iu").test(name));
  const english = of((own) => own);
  return 1 + (english >= 0 ? english : of((_, elsewhere) => elsewhere));
}

/** The week from Monday that ISO 8601 numbers so. */
function weekOf(of: number, week: number): Period | undefined {
  if (week < 1 || week > 53) return undefined;
  const fourth = new Date(Date.UTC(of, 0, 4));
  const monday = 4 - ((fourth.getUTCDay() + 6) % 7) + 7 * (week - 1);
  return { grain: "week", from: dayText(of, 1, monday), until: dayText(of, 1, monday + 7) };
}

function dayText(of: number, ofMonth: number, ofDay: number): string {
  return new Date(Date.UTC(of, ofMonth - 1, ofDay)).toISOString().slice(0, 10);
}
