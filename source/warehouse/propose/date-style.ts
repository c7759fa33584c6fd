import type { Database } from "../database.ts";
import { quoteName, quoteText } from "../sql-text.ts";
import type { ColumnFacts } from "./column-facts.ts";
import type { Reading } from "./number-style.ts";
import type { Confidence } from "./proposal.ts";

/** What was declared on the command line about dates like 03/04/2024. */
export type DayOrder = "day-first" | "month-first" | undefined;

/** The share of values that can be read as a date at all. */
export function dateShare(facts: ColumnFacts): number {
  return Math.max(facts.iso, facts.dayMonth, facts.compactDay, facts.epoch, facts.looseOffset, facts.monthName);
}

/** Reads dates as people write them; undefined when most values are none. */
export async function dateReading(
  database: Database,
  table: string,
  facts: ColumnFacts,
  name: string,
  declared: DayOrder,
): Promise<Reading | undefined> {
  if (facts.sampled === 0 || dateShare(facts) < 0.5) return undefined;
  if (facts.iso === dateShare(facts)) {
    const zone =
      facts.zoned > 0.99
        ? "with their time zone"
        : facts.zoned > 0
          ? "some with a time zone, the others taken as UTC"
          : "taken as UTC";
    return { expression: name, note: `dates, year first, ${zone}`, confidence: "sure" };
  }
  if (facts.dayMonth === dateShare(facts)) return dayMonthReading(database, table, facts, name, declared);
  if (facts.looseOffset === dateShare(facts)) return offsetReading(name);
  if (facts.monthName === dateShare(facts)) return monthNameReading(name);
  if (facts.compactDay === dateShare(facts)) return compactReading(name);
  return epochReading(facts, name);
}

async function dayMonthReading(
  database: Database,
  table: string,
  facts: ColumnFacts,
  name: string,
  declared: DayOrder,
): Promise<Reading> {
  const marks = await dayMonthMarks(database, table, facts.name);
  const { order, why, confidence } = orderOf(marks, declared);
  const [first, second] = order === "day-first" ? ["%d", "%m"] : ["%m", "%d"];
  const year = marks.longYears ? "%Y" : "%y";
  const day = `${first}${marks.separator}${second}${marks.separator}${year}`;
  const clock = marks.hasAmPm ? ["%I:%M:%S %p", "%I:%M %p"] : ["%H:%M:%S", "%H:%M"];
  const formats = marks.hasTime ? [...clock.map((time) => `${day} ${time}`), day] : [day];
  const list = formats.length === 1 ? quoteText(day) : `[${formats.map(quoteText).join(", ")}]`;
  // What fits none of the forms stays as it is, to be seen in the quarantine.
  return {
    expression: `coalesce(try_strptime(${name}, ${list})::varchar, ${name})`,
    note: `dates ${why}, taken as UTC`,
    confidence,
  };
}

interface Marks {
  readonly separator: string;
  readonly longYears: boolean;
  readonly hasTime: boolean;
  readonly hasAmPm: boolean;
  readonly firstOver12: number;
  readonly secondOver12: number;
}

async function dayMonthMarks(database: Database, table: string, column: string): Promise<Marks> {
  const value = `trim(${quoteName(column)})`;
  const part = (number: number) =>
    `try_cast(regexp_extract(${value}, '^(\\d{1,2})[-/.](\\d{1,2})[-/.]', ${number}) as integer)`;
  const { rows } = await database.query(
    `select mode(regexp_extract(${value}, '^\\d{1,2}([-/.])', 1)), bool_or(regexp_matches(${value}, '^\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{4}')),
       bool_or(contains(${value}, ':')), bool_or(regexp_matches(${value}, '(?i)[ap]\\.?m')),
       count(*) filter (where ${part(1)} > 12), count(*) filter (where ${part(2)} > 12)
     from ${table} where regexp_matches(${value}, '^\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2,4}')`,
  );
  const [separator, longYears, hasTime, hasAmPm, first, second] = rows[0] ?? [];
  return {
    separator: String(separator ?? "/"),
    longYears: longYears === true,
    hasTime: hasTime === true,
    hasAmPm: hasAmPm === true,
    firstOver12: Number(first),
    secondOver12: Number(second),
  };
}

function orderOf(
  marks: Marks,
  declared: DayOrder,
): { order: "day-first" | "month-first"; why: string; confidence: Confidence } {
  const { firstOver12: first, secondOver12: second } = marks;
  if (declared) return { order: declared, why: `read ${declared.replace("-", " ")}, as declared`, confidence: "sure" };
  if (first > 0 && second === 0)
    return {
      order: "day-first",
      why: `with the day first (${first} have a first number above 12)`,
      confidence: "sure",
    };
  if (second > 0 && first === 0)
    return {
      order: "month-first",
      why: `with the month first (${second} have a second number above 12)`,
      confidence: "sure",
    };
  const dotted = marks.separator === ".";
  const order = first > second || (first === second && dotted) ? "day-first" : "month-first";
  const what = first > 0 ? `${first} can only be day first, ${second} only month first` : "no number is above 12";
  return {
    order,
    why: `read ${order.replace("-", " ")}; NOT CERTAIN: ${what}; say --dates day-first or month-first`,
    confidence: first === 0 && dotted ? "likely" : "unclear",
  };
}

function offsetReading(name: string): Reading {
  const expression = `regexp_replace(${name}, ' ?([+-]\\d{2}):?(\\d{2})$', '\\1:\\2')`;
  return { expression, note: "dates, year first, with their time zone (written as -05:00)", confidence: "sure" };
}

function monthNameReading(name: string): Reading {
  const days = ["%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%d-%b-%Y", "%d-%b-%y"];
  const formats = [
    ...days,
    ...days.slice(0, 4).flatMap((day) => [`${day} %H:%M:%S`, `${day} %H:%M`, `${day} %I:%M %p`]),
  ];
  const list = `[${formats.map(quoteText).join(", ")}]`;
  return {
    expression: `coalesce(try_strptime(${name}, ${list})::varchar, ${name})`,
    note: "dates with the month's name, taken as UTC",
    confidence: "likely",
  };
}

function compactReading(name: string): Reading {
  return {
    expression: `coalesce(try_strptime(${name}, '%Y%m%d')::varchar, ${name})`,
    note: "dates written as 20240131",
    confidence: "likely",
  };
}

function epochReading(facts: ColumnFacts, name: string): Reading {
  const isMilli = facts.greatest > 1e11;
  const unit = isMilli ? "milliseconds" : "seconds";
  const call = isMilli ? "epoch_ms" : "to_timestamp";
  return {
    expression: `coalesce(${call}(try_cast(${name} as bigint))::varchar, ${name})`,
    note: `${unit} since 1970`,
    confidence: "likely",
  };
}
