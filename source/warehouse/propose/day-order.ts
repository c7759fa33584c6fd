import type { Database } from "../database/database.ts";
import { quoteName, quoteText } from "../database/sql-text.ts";
import type { ColumnFacts } from "./column-facts.ts";
import type { Confidence } from "./confidence.ts";
import { mostYears } from "./dates-as-numbers.ts";
import { monthNameForms } from "./month-name-dates.ts";
import type { Reading } from "./number-style.ts";
import { writtenReading } from "./written-dates.ts";
import { isoShare } from "./year-first-dates.ts";

/** The order declared on the command line for dates like 03/04/2024. */
export type DayOrder = "day-first" | "month-first" | undefined;

/** Reads dates like 03/04/2024: in the order that the numbers above 12 show, or as declared. */
export async function dayMonthReading(
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

interface Marks {
  readonly separator: string;
  readonly firstOver12: number;
  readonly secondOver12: number;
  /** Whether the first of three pairs of digits must be the year, because the last takes too many values. */
  readonly isYearFirst: boolean;
}

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
