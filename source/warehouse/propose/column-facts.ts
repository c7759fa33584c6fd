import type { Database } from "../database.ts";
import { quoteName, quoteText } from "../sql-text.ts";

/** What the values of one column look like: shares (0..1) are of its filled values in the sample, counts of all records. */
export interface ColumnFacts {
  readonly name: string;
  readonly filled: number;
  readonly isUnique: boolean;
  /** Filled values of the sample that the shares speak of. */
  readonly sampled: number;
  readonly plain: number;
  readonly whole: number;
  /** Whole numbers written `17850.0`, as spreadsheets do to numbers with gaps. */
  readonly wholeWithPoint: number;
  readonly negative: number;
  /** Numbers once signs, currencies and blanks are off: with decimal point and thousands comma, or the other way round. */
  readonly english: number;
  readonly continental: number;
  readonly onlyEnglish: number;
  readonly onlyContinental: number;
  readonly parentheses: number;
  readonly percentSigns: number;
  /** No-break spaces, as between thousands. */
  readonly hardBlanks: number;
  /** Currency signs and codes found, and blanks or apostrophes between digits. */
  readonly symbols: readonly string[];
  readonly iso: number;
  readonly zoned: number;
  /** Year first with an offset that DuckDB does not read for a blank, as `10:00:00 -0500`. */
  readonly looseOffset: number;
  /** With the name of the month. */
  readonly monthName: number;
  readonly dayMonth: number;
  readonly compactDay: number;
  readonly epoch: number;
  readonly email: number;
  readonly greatest: number;
  /** All values, most frequent first, where there are few. */
  readonly words: readonly string[];
}

const sampleRows = 20_000;
const fewWords = 40;
const currencies = "[$€£¥₹]|USD|EUR|GBP|CHF|CAD|AUD|SEK|NOK|DKK|kr|Fr\\.";
const noise = `(${currencies}|[\\s\\x{00A0}\\x{202F}'’%])`;

/** Looks at one column of a table whose columns are all text. */
export async function columnFacts(database: Database, table: string, name: string, records: number) {
  const value = quoteName(name);
  const [whole = []] = (
    await database.query(
      `select count(${value}), count(distinct ${value}), max(try_cast(${value} as double)) from ${table}`,
    )
  ).rows;
  const step = Math.max(1, Math.floor(records / sampleRows));
  const sample = `select ${value} as v from ${table} where _record % ${step} = 0 and ${value} is not null`;
  const { rows, columns } = await database.query(sharesSql(sample));
  const row = new Map(columns.map((column, index) => [column.name, rows[0]?.[index] ?? null]));
  const sampled = Number(row.get("sampled") ?? 0);
  const share = (key: string) => (sampled === 0 ? 0 : Number(row.get(key) ?? 0) / sampled);
  const filled = Number(whole[0] ?? 0);
  return {
    name,
    filled,
    sampled,
    isUnique: filled > 1 && filled === records && Number(whole[1] ?? 0) === filled,
    ...{ plain: share("plain"), whole: share("whole"), wholeWithPoint: share("whole_with_point") },
    ...{ negative: share("negative"), english: share("english"), continental: share("continental") },
    ...{ onlyEnglish: share("only_english"), onlyContinental: share("only_continental") },
    ...{
      parentheses: share("parentheses"),
      percentSigns: share("percent_signs"),
      hardBlanks: share("hard_blanks"),
      email: share("email"),
    },
    ...{ iso: share("iso"), zoned: share("zoned"), dayMonth: share("day_month"), epoch: share("epoch") },
    ...{ compactDay: share("compact_day"), looseOffset: share("loose_offset"), monthName: share("month_name") },
    symbols: String(row.get("symbols") ?? "")
      .split("\n")
      .filter((symbol) => symbol !== ""),
    greatest: Number(whole[2] ?? 0),
    words: Number(whole[1] ?? 0) <= fewWords ? await wordsOf(database, table, value) : [],
  } satisfies ColumnFacts;
}

function sharesSql(sample: string): string {
  const times = "([ ,T]+\\d{1,2}:\\d{2}(:\\d{2}(\\.\\d+)?)?( ?[AaPp]\\.?[Mm]\\.?)?)?";
  const full = (text: string, pattern: string) => `regexp_full_match(${text}, ${quoteText(pattern)})`;
  const count = (condition: string, name: string) => `count(*) filter (where ${condition}) as ${name}`;
  return `with sample as (${sample}), trimmed as (
    select trim(v) as v, regexp_replace(trim(v), ${quoteText(noise)}, '', 'g') as core from sample
  ), bare as (
    select *, regexp_replace(core, '^[-+(−]+|[-)]+$', '', 'g') as digits from trimmed
  ), read as (
    select *, ${full("digits", "(\\d+|\\d{1,3}(,\\d{3})+)(\\.\\d+)?")} as e, ${full("digits", "(\\d+|\\d{1,3}(\\.\\d{3})+)(,\\d+)?")} as c
    from bare
  )
  select count(*) as sampled,
    ${count(full("v", "[-+]?\\d+(\\.\\d+)?"), "plain")}, ${count(full("v", "[-+]?\\d+(\\.0+)?"), "whole")},
    ${count(full("v", "\\d+\\.0"), "whole_with_point")},
    ${count(`(e or c) and ${full("core", "[-(−].*|.*-")}`, "negative")},
    ${count("e", "english")}, ${count("c", "continental")},
    ${count("e and not c", "only_english")}, ${count("c and not e", "only_continental")},
    ${count(`(e or c) and core like '(%'`, "parentheses")}, ${count("(e or c) and contains(v, '%')", "percent_signs")},
    ${count("regexp_matches(v, '[\\x{00A0}\\x{202F}]')", "hard_blanks")},
    string_agg(distinct case when e or c then nullif(regexp_extract(v, ${quoteText(`(${currencies})`)}), '') end, chr(10)) as symbols,
    ${count(`${full("v", "\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}([ T].*)?")} and try_cast(v as timestamptz) is not null`, "iso")},
    ${count(full("v", "\\d{4}-.*\\d:\\d{2}(:\\d{2}(\\.\\d+)?)? ?(Z|[+-]\\d{2}(:?\\d{2})?|UTC|[A-Z]\\w+/\\w+)"), "zoned")},
    ${count(full("v", `\\d{1,2}[-/.]\\d{1,2}[-/.](\\d{4}|\\d{2})${times}`), "day_month")},
    ${count(`${full("v", "\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)? ?[+-]\\d{2}:?\\d{2}")} and try_cast(v as timestamptz) is null`, "loose_offset")},
    ${count(full("v", `(\\d{1,2}[ -])?[A-Z][a-z]{2,8}[ -](\\d{1,2},? )?(\\d{4}|\\d{2})${times}`), "month_name")},
    ${count(full("v", "(19|20)\\d{2}(0[1-9]|1[0-2])([0-2]\\d|3[01])"), "compact_day")},
    ${count(full("v", "[01]\\d{9}(\\d{3})?"), "epoch")},
    ${count(full("v", "[^@\\s]+@[^@\\s]+\\.[^@\\s]+"), "email")}
  from read`;
}

async function wordsOf(database: Database, table: string, value: string): Promise<readonly string[]> {
  const { rows } = await database.query(
    `select ${value}, count(*) as times from ${table} where ${value} is not null group by all order by times desc, 1 limit ${fewWords}`,
  );
  return rows.map(([word]) => String(word));
}
