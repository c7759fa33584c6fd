import { questionErrors } from "../errors/question.ts";
import type { UsageError } from "../errors.ts";

/** Calendar days of the years 1 to 9999, both ends included, as `YYYY-MM-DD` in UTC. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export type Grain = "day" | "week" | "month" | "quarter" | "year";

const dayMs = 86_400_000;
/** Reads `2024`, `2024-Q1`, `2024-03`, `2024-03-31` and `FROM..TO` of any of them; throws UsageError on anything else. */
export function parsePeriod(text: string): Period {
  const ends = text.split("..");
  if (ends.length === 2) {
    const period = { from: parseOne(ends[0] ?? "", text).from, to: parseOne(ends[1] ?? "", text).to };
    if (period.to < period.from) {
      throw questionErrors.backwardPeriod({ text, ...period });
    }
    return period;
  }
  return parseOne(text, text);
}

function parseOne(text: string, whole: string): Period {
  const match = /^(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?$/i.exec(text.trim());
  if (!match?.[1] || match[1] === "0000") throw badPeriod(whole);
  const [, year, quarter, month, day] = match;
  if (quarter) {
    const first = `${year}-${two(Number(quarter) * 3 - 2)}-01`;
    return { from: first, to: endOf("quarter", first) };
  }
  if (!month) return { from: `${year}-01-01`, to: `${year}-12-31` };
  const from = `${year}-${month}-${day ?? "01"}`;
  if (!isDay(from)) throw badPeriod(whole);
  return { from, to: day ? from : endOf("month", from) };
}

function badPeriod(text: string): UsageError {
  return questionErrors.noPeriod({ text });
}

/** Whether the text is a day of the calendar, `YYYY-MM-DD`. */
function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) && isoDay(at) === text;
}

/** Stands for days before the year 1: no data has such days, and it sorts before every day in data. */
const beforeAll = "0000-01-01";

/** The day `days` days later; `0000-01-01` for all days before the year 0. Throws UsageError past the year 9999. */
export function addDays(day: string, days: number): string {
  return isoDay(Date.parse(`${day}T00:00:00Z`) + days * dayMs);
}

/** Same day of another month, or the last day of that month if it has no such day; otherwise like `addDays`. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const index = year * 12 + month - 1 + months;
  if (index < 0) return beforeAll;
  const [toYear, toMonth] = [Math.floor(index / 12), (index % 12) + 1];
  if (toYear > 9999) throw questionErrors.outOfCalendar();
  return isoFrom(toYear, toMonth, Math.min(date, daysOf(toYear, toMonth)));
}

/** Days of a month, 1 to 12. JavaScript dates read the years 0 to 99 as 1900 to 1999, so none are used here. */
function daysOf(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/**
 * Last day of the week, month, quarter or year that holds the day; for the last week, the calendar's last day. `weekStart` is
 * the day on which weeks begin, 0 for Sunday to 6.
 */
export function endOf(grain: Grain, day: string, weekStart = 1): string {
  if (grain === "day") return day;
  const year = Number(day.slice(0, 4));
  const start = startOf(grain, day, weekStart);
  if (grain === "week") return start > "9999-12-25" ? "9999-12-31" : addDays(start, 6);
  const month = grain === "year" ? 12 : Number(start.slice(5, 7)) + (grain === "quarter" ? 2 : 0);
  return isoFrom(year, month, daysOf(year, month));
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
}

export function monthsBetween(from: string, to: string): number {
  const [y0 = 0, m0 = 0] = from.split("-").map(Number);
  const [y1 = 0, m1 = 0] = to.split("-").map(Number);
  return (y1 - y0) * 12 + (m1 - m0);
}

/** The number of months of a period of whole months. */
export function monthsIn({ from, to }: Period): number {
  return monthsBetween(from, to) + 1;
}

/** First day of the week (starting on `weekStart`, 0 for Sunday to 6), month, quarter or year that holds the day. */
export function startOf(grain: Grain, day: string, weekStart = 1): string {
  switch (grain) {
    case "day":
      return day;
    case "week":
      return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() - weekStart + 7) % 7));
    case "month":
      return `${day.slice(0, 7)}-01`;
    case "quarter":
      return `${day.slice(0, 4)}-${two(Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1)}-01`;
    case "year":
      return `${day.slice(0, 4)}-01-01`;
  }
}

/** First day of the period `count` grains after the one that begins on `start`. */
export function addGrains(grain: Grain, start: string, count: number): string {
  if (grain === "day") return addDays(start, count);
  if (grain === "week") return addDays(start, 7 * count);
  return addMonths(start, count * (grain === "month" ? 1 : grain === "quarter" ? 3 : 12));
}

/** `2024-03`, `2024-Q1`, `2024`, and the first day for weeks and days. */
export function printStart(grain: Grain, start: string): string {
  if (grain === "month") return start.slice(0, 7);
  if (grain === "quarter") return `${start.slice(0, 4)}-Q${Math.floor((Number(start.slice(5, 7)) + 2) / 3)}`;
  return grain === "year" ? start.slice(0, 4) : start;
}

/** The shortest text that `parsePeriod` reads back as the same days. */
export function printPeriod(period: Period): string {
  for (const grain of ["year", "quarter", "month", "day"] as const) {
    const start = startOf(grain, period.from);
    if (start === period.from && endOf(grain, start) === period.to) return printStart(grain, start);
  }
  const digits = isWholeMonths(period) ? "YYYY-MM".length : "YYYY-MM-DD".length;
  return `${period.from.slice(0, digits)}..${period.to.slice(0, digits)}`;
}

/** The key of the cohort a year before: the same month or quarter, the week 52 weeks earlier; undefined for other keys. */
export function cohortYearBefore(key: string): string | undefined {
  if (isDay(key)) return addDays(key, -364);
  const found = /^(\d{4})(-(?:Q[1-4]|\d{2}))$/.exec(key);
  return found === null ? undefined : `${String(Number(found[1]) - 1).padStart(4, "0")}${found[2]}`;
}

/** The key of the previous cohort: the month, quarter or week before; undefined for other keys. */
export function cohortBefore(key: string): string | undefined {
  if (isDay(key)) return addDays(key, -7);
  const found = /^(\d{4})-(Q?)(\d{1,2})$/.exec(key);
  if (found === null) return undefined;
  const [, year = "", quarter = "", place = ""] = found;
  const grain = quarter === "" ? "month" : "quarter";
  const month = quarter === "" ? place : String(Number(place) * 3 - 2).padStart(2, "0");
  return printStart(grain, addGrains(grain, `${year}-${month}-01`, -1));
}

/** Whether the period consists of whole calendar months. */
export function isWholeMonths(period: Period): boolean {
  return period.from.endsWith("-01") && endOf("month", period.to) === period.to;
}

/** Moves a period by whole months, keeping whole months whole. */
export function shiftMonths(period: Period, months: number): Period {
  const from = addMonths(period.from, months);
  return {
    from,
    to: isWholeMonths(period)
      ? endOf("month", addMonths(startOf("month", period.to), months))
      : addMonths(period.to, months),
  };
}

export function shiftDays(period: Period, days: number): Period {
  return { from: addDays(period.from, days), to: addDays(period.to, days) };
}

function isoDay(ms: number): string {
  const text = new Date(ms).toISOString();
  if (text.startsWith("+")) throw questionErrors.outOfCalendar();
  return text.startsWith("-") ? beforeAll : text.slice(0, 10);
}

function isoFrom(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** The same months a year before; 52 weeks before if it is not whole months, so that a week stays a week. */
export function yearBefore(period: Period): Period {
  return isWholeMonths(period) ? shiftMonths(period, -12) : shiftDays(period, -364);
}

/** The period of the same length that ends where this one begins. */
export function justBefore(period: Period): Period {
  if (!isWholeMonths(period)) return shiftDays(period, -(daysBetween(period.from, period.to) + 1));
  return { from: addMonths(period.from, -monthsIn(period)), to: addDays(period.from, -1) };
}
