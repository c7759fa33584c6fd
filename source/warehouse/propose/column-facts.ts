import type { Database } from "../database.ts";
import { monthWords } from "../files/month-words.ts";
import { quoteName, quoteText } from "../sql-text.ts";
import { currencyPattern } from "./currency-marks.ts";

/** Characteristics of a column's values: shares (0..1) are of its filled values in the sample, counts of all records. */
export interface ColumnFacts {
  readonly name: string;
  readonly filled: number;
  readonly isUnique: boolean;
  /** Filled values in the sample, the base of the shares. */
  readonly sampled: number;
  /** Distinct values per filled value. */
  readonly different: number;
  readonly plain: number;
  readonly whole: number;
  /** Written without decimals. */
  readonly digits: number;
  /** Whole numbers written `17850.0`, as spreadsheets write numbers in columns with gaps. */
  readonly wholeWithPoint: number;
  readonly negative: number;
  /** Numbers once signs, currencies and spaces are removed: with decimal point and thousands comma, or the other way round. */
  readonly english: number;
  readonly continental: number;
  readonly onlyEnglish: number;
  readonly onlyContinental: number;
  readonly parentheses: number;
  /** A dash alone, as accounting formats write zero. */
  readonly dashes: number;
  /** Followed by CR or DR. */
  readonly credits: number;
  /** Followed by CR; if these are the most, credits are income. */
  readonly creditSides: number;
  /** With a non-ASCII minus, or one after the number. */
  readonly otherMinus: number;
  readonly percentSigns: number;
  /** Non-breaking spaces, as between thousands. */
  readonly hardBlanks: number;
  /** Currency signs and codes found, and spaces or apostrophes between digits. */
  readonly symbols: readonly string[];
  readonly iso: number;
  readonly zoned: number;
  /** Year first with an offset that DuckDB cannot read because of a space, as in `10:00:00 -0500`. */
  readonly looseOffset: number;
  /** Year first with a zone after the minutes, as in `10:00Z`. */
  readonly minuteZone: number;
  /** Year first, separated by points or spaces. */
  readonly yearFirst: number;
  /** Days since 1899-12-30, as spreadsheets count them, by the number alone. */
  readonly serialDay: number;
  /** With the name of the month. */
  readonly monthName: number;
  readonly dayMonth: number;
  readonly compactDay: number;
  readonly epoch: number;
  readonly email: number;
  readonly greatest: number;
  /** All values, most frequent first, if there are at most forty. */
  readonly words: readonly string[];
}

const sampleRows = 20_000;
const fewWords = 40;
const noise = `(${currencyPattern}|[\\s\\x{00A0}\\x{202F}'’%]|(CR|DR|Cr|Dr|cr|dr)\\.?$)`;

/** Examines the columns of an all-text table in blocks, each block in a few statements whatever its width. */
export async function columnFacts(
  database: Database,
  table: string,
  names: readonly string[],
  records: number,
  onProgress?: (done: number) => void,
): Promise<readonly ColumnFacts[]> {
  const facts: ColumnFacts[] = [];
  for (let from = 0; from < names.length; from += blockColumns) {
    facts.push(...(await blockFacts(database, table, names.slice(from, from + blockColumns), records)));
    onProgress?.(Math.min(1, (from + blockColumns) / names.length));
  }
  return facts;
}

/** Columns examined together: their sample is unpivoted, so that a wide table does not need separate statements per column. */
const blockColumns = 100;

type Row = ReadonlyMap<string, unknown>;

async function blockFacts(database: Database, table: string, names: readonly string[], records: number) {
  const list = names.map(quoteName).join(", ");
  const step = Math.max(1, Math.ceil((records * Math.max(1, names.length / 20)) / sampleRows));
  const block = "landing.work.block";
  await database.query(`create or replace table ${block} as select name, v from (
    unpivot (select ${list} from ${table} where _record % ${step} = 0) on ${list} into name name value v)`);
  const whole = await wholeCounts(database, table, names, records);
  const shares = await byName(database, sharesSql(`select name, v from ${block}`));
  const words = await wordsOf(database, table, block, names, step);
  await database.query(`drop table ${block}`);
  return names.map((name) => factsOf(name, whole.get(name), shares.get(name) ?? new Map(), words.get(name) ?? []));
}

interface Whole {
  readonly filled: number;
  readonly isUnique: boolean;
  readonly greatest: number;
}

/** Facts that need the whole table; distinct values are counted exactly if there can be as many as records. */
async function wholeCounts(database: Database, table: string, names: readonly string[], records: number) {
  const counts = names.map((name) => `count(${quoteName(name)}), max(try_cast(${quoteName(name)} as double))`);
  const { rows } = await database.query(`select ${counts.join(", ")} from ${table}`);
  const filled = names.map((_, at) => Number(rows[0]?.[2 * at] ?? 0));
  const full = names.filter((_, at) => (filled[at] ?? 0) > 1 && filled[at] === records);
  const distinct = new Map<string, number>();
  if (full.length > 0) {
    const list = full.map((name) => `count(distinct ${quoteName(name)})`);
    const counted = await database.query(`select ${list.join(", ")} from ${table}`);
    for (const [at, name] of full.entries()) distinct.set(name, Number(counted.rows[0]?.[at]));
  }
  return new Map<string, Whole>(
    names.map((name, at) => [
      name,
      {
        filled: filled[at] ?? 0,
        isUnique: distinct.get(name) === filled[at] && (filled[at] ?? 0) > 1,
        greatest: Number(rows[0]?.[2 * at + 1] ?? 0),
      },
    ]),
  );
}

async function byName(database: Database, sql: string): Promise<ReadonlyMap<string, Row>> {
  const { rows, columns } = await database.query(sql);
  const named = rows.map((row) => new Map(columns.map((column, index) => [column.name, row[index] ?? null])));
  return new Map(named.map((row) => [String(row.get("name")), row]));
}

function factsOf(name: string, whole: Whole | undefined, row: Row, words: readonly string[]): ColumnFacts {
  const sampled = Number(row.get("sampled") ?? 0);
  const share = (key: string) => (sampled === 0 ? 0 : Number(row.get(key) ?? 0) / sampled);
  return {
    name,
    ...{ filled: whole?.filled ?? 0, isUnique: whole?.isUnique ?? false, greatest: whole?.greatest ?? 0 },
    sampled,
    different: share("different"),
    ...{
      plain: share("plain"),
      whole: share("whole"),
      digits: share("digits"),
      wholeWithPoint: share("whole_with_point"),
    },
    ...{ negative: share("negative"), english: share("english"), continental: share("continental") },
    ...{ onlyEnglish: share("only_english"), onlyContinental: share("only_continental") },
    ...{
      dashes: share("dashes"),
      credits: share("credits"),
      creditSides: share("credit_sides"),
      otherMinus: share("other_minus"),
    },
    ...{ minuteZone: share("minute_zone"), yearFirst: share("year_first"), serialDay: share("serial_day") },
    ...{ parentheses: share("parentheses"), percentSigns: share("percent_signs") },
    ...{ hardBlanks: share("hard_blanks"), email: share("email") },
    ...{ iso: share("iso"), zoned: share("zoned"), dayMonth: share("day_month"), epoch: share("epoch") },
    ...{ compactDay: share("compact_day"), looseOffset: share("loose_offset"), monthName: share("month_name") },
    symbols: [...new Set(String(row.get("symbols") ?? "").split("\n"))].filter((symbol) => symbol !== ""),
    words,
  };
}

function sharesSql(sample: string): string {
  const times =
    "([ ,T:]+\\d{1,2}[:.h]\\d{2}([:.]\\d{2}(\\.\\d+)?)?( ?(hs|hrs|h|[Uu]hr)\\.?)?( ?[AaPp]\\.?[Mm]\\.?)?( ?\\(?(Z|[A-Z]{3,4}|(GMT|UTC)?[+-]\\d{2}:?\\d{2})\\)?( \\([A-Za-z ]+\\))?)?)?";
  const full = (text: string, pattern: string) => `regexp_full_match(${text}, ${quoteText(pattern)})`;
  const count = (condition: string, name: string) => `count(*) filter (where ${condition}) as ${name}`;
  return `with sample as (${sample}), trimmed as (
    select name, v as own, trim(v) as v, regexp_replace(trim(v), ${quoteText(noise)}, '', 'g') as core from sample
  ), bare as (
    select *, regexp_replace(core, '^[-+(−–]+|[-−)]+$', '', 'g') as digits from trimmed
  ), read as (
    select *, ${full("digits", "(\\d+|\\d{1,3}(,\\d{2,3})*,\\d{3})(\\.\\d*)?|\\.\\d+|\\d(\\.\\d+)?[eE][-+]?\\d+")} as e, ${full("digits", "(\\d+|\\d{1,3}(\\.\\d{3})+)(,\\d+)?")} as c
    from bare
  )
  select name, count(*) as sampled, count(distinct own) as different,
    ${count(full("v", "[-+]?\\d+(\\.\\d+)?([eE][-+]?\\d+)?"), "plain")}, ${count(full("v", "[-+]?\\d+(\\.0+)?"), "whole")},
    ${count(full("v", "[-+]?\\d+"), "digits")}, ${count(full("v", "\\d+\\.0"), "whole_with_point")},
    ${count(`(e or c) and ${full("core", "[-(−–].*|.*[-−]")}`, "negative")},
    ${count("core <> '' and not regexp_matches(core, '[^-−–—]') and length(core) = 1", "dashes")},
    ${count(`(e or c) and ${full("v", "(?i).*\\d *(CR|DR)\\.?")}`, "credits")},
    ${count(`(e or c) and ${full("v", "(?i).*\\d *CR\\.?")}`, "credit_sides")},
    ${count(`(e or c) and ${full("core", "[−–].*|.*\\d[-−]")}`, "other_minus")},
    ${count("e", "english")}, ${count("c", "continental")},
    ${count("e and not c", "only_english")}, ${count("c and not e", "only_continental")},
    ${count(`(e or c) and core like '(%'`, "parentheses")}, ${count("(e or c) and contains(v, '%')", "percent_signs")},
    ${count("regexp_matches(v, '[\\x{00A0}\\x{202F}]')", "hard_blanks")},
    string_agg(distinct case when e or c then nullif(array_to_string(regexp_extract_all(v, ${quoteText(`(${currencyPattern})`)}), chr(10)), '') end, chr(10)) as symbols,
    ${count(`${full("v", "\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}([ T].*)?")} and try_cast(v as timestamptz) is not null`, "iso")},
    ${count(full("v", "\\d{4}-.*\\d:\\d{2}(:\\d{2}(\\.\\d+)?)? ?(Z|[+-]\\d{2}(:?\\d{2})?|UTC|[A-Z]\\w+/\\w+)"), "zoned")},
    ${count(full("v", `\\d{1,2}[-/.] ?\\d{1,2}[-/.] ?(\\d{4}|\\d{2})\\.?${times}`), "day_month")},
    ${count(`${full("v", "\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)? ?[+-]\\d{2}:?\\d{2}")} and try_cast(v as timestamptz) is null`, "loose_offset")},
    ${count(full("v", "\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2} ?(Z|[+-]\\d{2}(:?\\d{2})?)"), "minute_zone")},
    ${count(full("v", `\\d{4}(年\\d{1,2}月\\d{1,2}日|년 ?\\d{1,2}월 ?\\d{1,2}일)${times}|\\d{4}[./] ?\\d{1,2}[./] ?\\d{1,2}\\.?${times}`), "year_first")},
    ${count(full("v", "(1[89]|[2-6]\\d|7[0-2])\\d{3}(\\.\\d+)?"), "serial_day")},
    ${count(full("v", `((?i:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?(\\d{1,2}(st|nd|rd|th|\\.)?( de )?[ /-]?)?(?i:${monthWords})\\p{L}*\\.?( de )?[ /-]?(\\d{1,2}(st|nd|rd|th)?(,? |-))?(\\d{4}|\\d{2})${times}`), "month_name")},
    ${count(full("v", "(19|20)\\d{2}(0[1-9]|1[0-2])([0-2]\\d|3[01])"), "compact_day")},
    ${count(full("v", "1\\d{9}(\\d{3}(\\d{3})?)?"), "epoch")},
    ${count(full("v", "[^@\\s]+@[^@\\s]+\\.[^@\\s]+"), "email")}
  from read group by name`;
}

/** The values of columns with few values, counted in the whole table if the sample is not all of it. */
async function wordsOf(
  database: Database,
  table: string,
  block: string,
  names: readonly string[],
  step: number,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows: few } = await database.query(
    `select name from ${block} group by name having count(distinct v) <= ${fewWords}`,
  );
  const found = new Set(few.map(([name]) => String(name)));
  const list = names.filter((name) => found.has(name)).map(quoteName);
  if (list.length === 0) return new Map();
  const from =
    step === 1
      ? block
      : `(unpivot (select ${list.join(", ")} from ${table}) on ${list.join(", ")} into name name value v)`;
  const { rows } = await database.query(
    `select name, v, count(*) as times from ${from} group by all order by name, times desc, v`,
  );
  const words = new Map<string, string[]>();
  for (const [name, word] of rows) {
    const known = words.get(String(name));
    if (known) known.push(String(word));
    else words.set(String(name), [String(word)]);
  }
  return new Map([...words].filter(([name, all]) => found.has(name) && all.length <= fewWords));
}
