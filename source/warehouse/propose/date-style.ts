import type { Database } from "../database/database.ts";
import { quoteName, quoteText } from "../database/sql-text.ts";
import type { ColumnFacts } from "./column-facts.ts";
import type { Confidence } from "./confidence.ts";
import { minguoReading } from "./minguo-reading.ts";
import { inEnglish } from "./month-names.ts";
import { withinList } from "./names.ts";
import type { Reading } from "./number-style.ts";
import { areBuddhist, buddhistNote, fromBuddhist } from "./other-years.ts";
import { writtenReading } from "./written-dates.ts";

/** The order declared on the command line for dates like 03/04/2024. */
export type DayOrder = "day-first" | "month-first" | undefined;

/** The share of values that can be read as a date. */
export function dateShare(facts: ColumnFacts): number {
  const written = Math.min(1, isoShare(facts) + facts.dayMonth + facts.monthName);
  const named = isDateName(facts.name) ? Math.max(facts.serialDay, facts.shortDay) : 0;
  const number = Math.max(facts.compactDay, isKeyName(facts.name) ? 0 : facts.compactTime, facts.epoch, named);
  return Math.max(written, facts.yearFirst, facts.db2, facts.minguo, number);
}

function isoShare(facts: ColumnFacts): number {
  return facts.iso + facts.looseOffset + facts.minuteZone;
}

/** An order's number may be the moment it was made. */
function isKeyName(name: string): boolean {
  return /(^|[_ .-])(id|no|nr|num|number|nummer|key|code|ref|reference)$/i.test(withinList(name));
}

/** A number is a spreadsheet day only if its name suggests a day. */
export function isDateName(name: string): boolean {
  return /date|day|time|datum|fecha|data|dato|päivä|tarih|(created|updated|ordered|paid|sold|placed|closed|processed)|(_|\b)(at|on)$/i.test(
    withinList(name),
  );
}

/** Reads dates in their usual spellings; undefined if most values are not dates. */
export async function dateReading(
  database: Database,
  table: string,
  facts: ColumnFacts,
  name: string,
  declared: DayOrder,
  years?: "as-written" | undefined,
): Promise<Reading | undefined> {
  const share = dateShare(facts);
  if (facts.sampled === 0 || share < 0.5) return undefined;
  if (facts.minguo === share) return minguoReading(database, table, facts, name);
  if (years === undefined && facts.epoch < share && (await areBuddhist(database, table, facts.name))) {
    const reading = await dateReading(database, table, facts, fromBuddhist(name), declared, "as-written");
    return reading && { ...reading, note: `${reading.note}; ${buddhistNote}`, confidence: "likely" };
  }
  // Values in other formats pass through unchanged, so dates that begin with the year are still read.
  if (facts.dayMonth > 0 && facts.dayMonth >= facts.yearFirst)
    return dayMonthReading(database, table, facts, name, declared);
  if (facts.monthName > 0 && facts.monthName >= facts.yearFirst) return monthNameReading(database, table, facts, name);
  if (isoShare(facts) >= share) return isoReading(facts, name);
  if (facts.db2 === share) return db2Reading(name);
  if (facts.yearFirst === share) return yearFirstReading(database, table, facts, name);
  if (facts.compactDay === share || facts.compactTime === share) return compactReading(database, table, facts, name);
  if (facts.epoch === share) return epochReading(facts, name);
  return facts.shortDay === share ? shortReading(database, table, facts, name) : serialReading(name);
}

function isoReading(facts: ColumnFacts, name: string): Reading {
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

async function dayMonthReading(
  database: Database,
  table: string,
  facts: ColumnFacts,
  name: string,
  declared: DayOrder,
): Promise<Reading> {
  const { order, why, confidence } = orderOf(await dayMonthMarks(database, table, facts.name), declared);
  const days = ["/", ".", "-"].flatMap((mark) => dayForms[order].map((parts) => parts.join(mark)));
  const forms = [...days, ...(facts.monthName > 0 ? monthNameForms : [])];
  const read = await writtenReading(database, table, facts.name, name, forms, await closed(database, table, facts));
  const others = isoShare(facts) > 0 ? "; others begin with the year" : "";
  return {
    expression: read.expression,
    note: `dates ${why}${others}${read.zone}`,
    confidence: read.isSure ? confidence : "unclear",
  };
}

/** Two-digit years before four-digit ones: see writtenReading. */
const dayForms = {
  "day-first": [
    ["%d", "%m", "%y"],
    ["%d", "%m", "%Y"],
  ],
  "month-first": [
    ["%m", "%d", "%y"],
    ["%m", "%d", "%Y"],
  ],
  "year-first": [["%y", "%m", "%d"]],
} as const;

/** SQL that changes `5. 1. 2024.` to `5.1.2024`, if some value is written this way. */
async function closed(database: Database, table: string, { name }: ColumnFacts) {
  const wide = "^(\\d{1,2}[-/.]) ?(\\d{1,2}[-/.]) ?(\\d{4}|\\d{2})\\.?";
  const own = `trim(${quoteName(name)})`;
  const { rows } = await database.query(
    `select 1 from ${table} where regexp_matches(${own}, '^\\d{1,2}[-/.]( \\d{1,2}[-/.]|\\d{1,2}[-/.] |\\d{1,2}[-/.]\\d{2,4}\\.)') limit 1`,
  );
  if (rows.length === 0) return undefined;
  return (sql: string) => `regexp_replace(${sql}, ${quoteText(wide)}, '\\1\\2\\3')`;
}

/** Two-digit years before four-digit ones: see writtenReading. */
const monthNameForms = [
  ...["%b %d, %Y", "%B %d, %Y", "%d %b %y", "%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y"],
  ...["%d-%b-%y", "%d-%b-%Y", "%b-%d-%y", "%b-%d-%Y", "%d/%b/%y", "%d/%b/%Y", "%d%b%y", "%d%b%Y"],
];

async function monthNameReading(database: Database, table: string, facts: ColumnFacts, name: string): Promise<Reading> {
  const english = await inEnglish(database, table, `trim(${quoteName(facts.name)})`);
  const read = await writtenReading(database, table, facts.name, name, monthNameForms, english);
  return {
    expression: read.expression,
    note: `dates with the month's name${read.zone || ", taken as UTC"}`,
    confidence: read.isSure ? "likely" : "unclear",
  };
}

async function yearFirstReading(database: Database, table: string, facts: ColumnFacts, name: string): Promise<Reading> {
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
  const minguo = await inMinguoYears(database, table, facts);
  const read = await writtenReading(database, table, facts.name, name, days, minguo);
  return {
    expression: read.expression,
    note: `dates, year first${minguo === undefined ? "" : ", years of the Republic of China"}${read.zone}`,
    confidence: read.isSure ? "sure" : "unclear",
  };
}

/** SQL that changes `113/04/03` to `2024/04/03`, if some value is written this way. */
async function inMinguoYears(database: Database, table: string, { name }: ColumnFacts) {
  const year = quoteText("^(?:民國 ?)?(1[01]\\d)([-./年])");
  const { rows } = await database.query(
    `select 1 from ${table} where regexp_matches(trim(${quoteName(name)}), ${year}) limit 1`,
  );
  if (rows.length === 0) return undefined;
  return (sql: string) =>
    `if(regexp_matches(${sql}, ${year}), (1911 + try_cast(regexp_extract(${sql}, ${year}, 1) as integer))::varchar || regexp_replace(${sql}, ${year}, '\\2'), ${sql})`;
}

function db2Reading(name: string): Reading {
  const form = quoteText("^(.{10})-(\\d{2})\\.(\\d{2})\\.(\\d{2}.*)$");
  return {
    expression: `regexp_replace(${name}, ${form}, '\\1 \\2:\\3:\\4')`,
    note: "times as Db2 writes them, taken as UTC",
    confidence: "sure",
  };
}

function serialReading(name: string): Reading {
  // To the second, as a spreadsheet shows it, because its fractions of a day are off by microseconds.
  const seconds = `round(try_cast(replace(${name}, ',', '.') as double) * 86400)::bigint`;
  return {
    expression: `coalesce((timestamp '1899-12-30' + to_seconds(${seconds}))::varchar, ${name})`,
    note: "days since 1899-12-30, as spreadsheets count them",
    confidence: "likely",
  };
}

interface Marks {
  readonly separator: string;
  readonly firstOver12: number;
  readonly secondOver12: number;
  /** Whether the first of three pairs of digits must be the year, because the last takes too many values. */
  readonly isYearFirst: boolean;
}

/** Years that an export spans at most, if it writes them with two digits. */
const mostYears = 12;

async function dayMonthMarks(database: Database, table: string, column: string): Promise<Marks> {
  const value = `trim(${quoteName(column)})`;
  const part = (number: number) =>
    `try_cast(regexp_extract(${value}, '^(\\d{1,2})[-/.] ?(\\d{1,2})[-/.]', ${number}) as integer)`;
  const last = `try_cast(regexp_extract(${value}, '^\\d{2}[-/.]\\d{2}[-/.](\\d{2})(?:\\D|$)', 1) as integer)`;
  const { rows } = await database.query(
    `select mode(regexp_extract(${value}, '^\\d{1,2}([-/.])', 1)),
       count(*) filter (where ${part(1)} > 12), count(*) filter (where ${part(2)} > 12),
       bool_and(regexp_full_match(${value}, '\\d{2}([-/.]\\d{2}){2}.*') and ${part(2)} <= 12 and ${last} between 1 and 31)
         and max(${last}) - min(${last}) > ${mostYears} and max(${part(1)}) - min(${part(1)}) <= ${mostYears}
     from ${table} where regexp_matches(${value}, '^\\d{1,2}[-/.] ?\\d{1,2}[-/.] ?\\d{2,4}')`,
  );
  const [separator, first, second, isYearFirst] = rows[0] ?? [];
  return {
    ...{ separator: String(separator ?? "/"), firstOver12: Number(first), secondOver12: Number(second) },
    isYearFirst: isYearFirst === true,
  };
}

function orderOf(
  marks: Marks,
  declared: DayOrder,
): { order: keyof typeof dayForms; why: string; confidence: Confidence } {
  const { firstOver12: first, secondOver12: second } = marks;
  if (marks.isYearFirst)
    return {
      order: "year-first",
      why: "with a year of two digits first (the last number takes most days)",
      confidence: "likely",
    };
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

async function compactReading(database: Database, table: string, facts: ColumnFacts, name: string): Promise<Reading> {
  const { rows } = await database.query(
    `select 1 from ${table} where length(trim(${quoteName(facts.name)})) > 8 limit 1`,
  );
  const forms = [
    "%Y%m%dT%H%M%SZ",
    "%Y%m%dT%H%M%S",
    "%Y%m%d %H%M%S",
    "%Y%m%dT%H%M",
    "%Y%m%d %H%M",
    "%Y%m%d%H%M%S",
    "%Y%m%d",
  ];
  const list = rows.length === 0 ? "'%Y%m%d'" : `[${forms.map(quoteText).join(", ")}]`;
  const zone = rows.length === 0 ? "" : ` || if(${name} like '%Z', '+00', '')`;
  return {
    expression: `coalesce(try_strptime(${name}, ${list})::varchar${zone}, ${name})`,
    note: "dates written as 20240131",
    confidence: "likely",
  };
}

function epochReading(facts: ColumnFacts, name: string): Reading {
  const [unit, call] =
    facts.greatest > 1e14
      ? ["microseconds", "make_timestamp"]
      : facts.greatest > 1e11
        ? ["milliseconds", "epoch_ms"]
        : ["seconds", "to_timestamp"];
  const type = facts.whole < 1 && call === "to_timestamp" ? "double" : "bigint";
  // An instant with its zone, so that it can be converted to the business's zone.
  const zone = call === "to_timestamp" ? "" : " || '+00'";
  return {
    expression: `coalesce(${call}(try_cast(${name} as ${type}))::varchar${zone}, ${name})`,
    note: `${unit} since 1970`,
    confidence: "likely",
  };
}

/** Dates of six digits, in the order whose years are closest together. */
async function shortReading(database: Database, table: string, facts: ColumnFacts, name: string): Promise<Reading> {
  const value = `trim(${quoteName(facts.name)})`;
  const forms = ["%y%m%d", "%d%m%y", "%m%d%y"];
  const { rows } = await database.query(
    `select ${forms.map((form) => `count(try_strptime(${value}, ${quoteText(form)})), coalesce(max(year(try_strptime(${value}, ${quoteText(form)}))) - min(year(try_strptime(${value}, ${quoteText(form)}))), 0)`).join(", ")} from ${table}`,
  );
  const found = forms
    .map((form, at) => ({ form, read: Number(rows[0]?.[2 * at] ?? 0), span: Number(rows[0]?.[2 * at + 1] ?? 0) }))
    .toSorted((a, b) => b.read - a.read || a.span - b.span);
  const [best = { form: "%y%m%d", read: 0, span: 0 }, next] = found;
  const isOpen = next !== undefined && next.read === best.read && next.span <= mostYears;
  const doubt = isOpen ? `; NOT CERTAIN: ${next.form} fits as well` : "";
  return {
    expression: `coalesce(try_strptime(${name}, ${quoteText(best.form)})::date::varchar, ${name})`,
    note: `dates of six digits, ${best.form === "%y%m%d" ? "year first" : best.form === "%d%m%y" ? "day first" : "month first"}${doubt}`,
    confidence: isOpen ? "unclear" : "likely",
  };
}
