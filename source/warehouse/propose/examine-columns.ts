import type { Database } from "../database/database.ts";
import { quoteName, quoteText } from "../database/sql-text.ts";
import { affixesOf } from "./amount-affixes.ts";
import { blocksOf, type ColumnBlock, type ExaminedTable, sampledSql } from "./column-blocks.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { sharesSql } from "./column-shares.ts";
import { escapedMark } from "./currency-marks.ts";
import { type Row, type Whole, wholeCounts, wholeOf } from "./whole-counts.ts";

const fewWords = 40;

/** Examines the columns of an all-text table. */
export async function columnFacts(
  database: Database,
  table: string,
  names: readonly string[],
  records: number,
): Promise<readonly ColumnFacts[]> {
  return (await factsOfTables(database, [{ table, names, records }]))[0] ?? [];
}

/**
 * Examines the columns of all-text tables, in the order of the tables: in blocks, each in a few statements, however wide a table
 * is and however many small tables there are.
 */
export async function factsOfTables(
  database: Database,
  tables: readonly ExaminedTable[],
  onProgress?: (done: number) => void,
): Promise<readonly (readonly ColumnFacts[])[]> {
  const facts: ColumnFacts[][] = tables.map(() => []);
  const blocks = blocksOf(tables);
  for (const [index, block] of blocks.entries()) {
    for (const { part, found } of await blockFacts(database, block)) facts[part]?.push(...found);
    onProgress?.((index + 1) / blocks.length);
  }
  return Promise.all(facts.map((each, at) => withinAffixes(database, tables[at]?.table ?? "", each)));
}

/** Columns of amounts between unknown texts, as numbers: the texts are symbols like those of currencies. */
async function withinAffixes(database: Database, table: string, all: readonly ColumnFacts[]) {
  const facts: ColumnFacts[] = [];
  for (const each of all) {
    const affixes = await affixesOf(database, table, each);
    if (affixes.length === 0) {
      facts.push(each);
      continue;
    }
    const { name, filled, isUnique, words } = each;
    const bare = `trim(regexp_replace(${quoteName(name)}, ${quoteText(`(${affixes.map(escapedMark).join("|")})`)}, '', 'g'))`;
    const values = `select 0 as part, 'bare' as name, ${bare} as v from ${table} where ${quoteName(name)} is not null`;
    const [row = new Map<string, unknown>()] = (
      await byColumn(database, sharesSql(`(${countedSql(values)})`))
    ).values();
    const read = factsOf(name, { filled, isUnique, greatest: Number(row.get("greatest") ?? 0) }, row, words);
    facts.push({ ...read, plain: 0, symbols: [...affixes, ...read.symbols] });
  }
  return facts;
}

const sample = "landing.work.block";

async function blockFacts(database: Database, block: ColumnBlock) {
  await database.query(`create or replace table ${sample} as ${countedSql(sampledSql(block))}`);
  const shares = await byColumn(database, sharesSql(sample));
  const words = await wordsOf(database, block, shares);
  await database.query(`drop table ${sample}`);
  const facts = [];
  for (const { part, table, names, records, step } of block) {
    const whole = step === 1 ? undefined : await wholeCounts(database, table, names, records);
    const found = names.map((name) => {
      const row = shares.get(keyOf(part, name)) ?? new Map();
      return factsOf(name, whole?.get(name) ?? wholeOf(row, records), row, words.get(keyOf(part, name)) ?? []);
    });
    facts.push({ part, found });
  }
  return facts;
}

/** Equal values once, with how often they occur. */
function countedSql(values: string): string {
  return `select part, name, v, count(*) as times from (${values}) group by all`;
}

function keyOf(part: unknown, name: unknown): string {
  return `${part} ${name}`;
}

async function byColumn(database: Database, sql: string): Promise<ReadonlyMap<string, Row>> {
  const { rows, columns } = await database.query(sql);
  const named = rows.map((row) => new Map(columns.map((column, index) => [column.name, row[index] ?? null])));
  return new Map(named.map((row) => [keyOf(row.get("part"), row.get("name")), row]));
}

function factsOf(name: string, whole: Whole, row: Row, words: readonly string[]): ColumnFacts {
  const sampled = Number(row.get("sampled") ?? 0);
  const share = (key: string) => (sampled === 0 ? 0 : Number(row.get(key) ?? 0) / sampled);
  return {
    name,
    ...whole,
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
      priceDashes: share("price_dashes"),
      otherMinus: share("other_minus"),
    },
    ...{
      minuteZone: share("minute_zone"),
      yearFirst: share("year_first"),
      minguo: share("minguo"),
      db2: share("db2"),
      serialDay: share("serial_day"),
    },
    ...{ parentheses: share("parentheses"), percentSigns: share("percent_signs") },
    ...{ hardBlanks: share("hard_blanks"), email: share("email") },
    ...{ iso: share("iso"), zoned: share("zoned"), dayMonth: share("day_month"), epoch: share("epoch") },
    ...{
      compactDay: share("compact_day"),
      compactTime: share("compact_time"),
      shortDay: share("short_day"),
      looseOffset: share("loose_offset"),
      monthName: share("month_name"),
    },
    symbols: [...new Set(String(row.get("symbols") ?? "").split("\n"))].filter((symbol) => symbol !== ""),
    words,
  };
}

/** The values of columns with few values, counted in the whole table if the sample is not all of it. */
async function wordsOf(
  database: Database,
  block: ColumnBlock,
  shares: ReadonlyMap<string, Row>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const isFew = (part: number, name: string) => {
    const different = Number(shares.get(keyOf(part, name))?.get("different") ?? 0);
    return different > 0 && different <= fewWords;
  };
  const words = new Map<string, string[]>();
  for (const from of fewValued(block, isFew)) {
    const { rows } = await database.query(
      `select part, name, v from ${from}
       qualify count(*) over (partition by part, name) <= ${fewWords} order by part, name, times desc, v`,
    );
    for (const [part, name, word] of rows) {
      const key = keyOf(part, name);
      const known = words.get(key);
      if (known) known.push(String(word));
      else words.set(key, [String(word)]);
    }
  }
  return words;
}

/** SQL of the values of those columns, and maybe of others. */
function fewValued(block: ColumnBlock, isFew: (part: number, name: string) => boolean): readonly string[] {
  const [only] = block;
  if (only !== undefined && only.step > 1) {
    const names = only.names.filter((name) => isFew(only.part, name));
    return names.length === 0 ? [] : [`(${countedSql(sampledSql([{ ...only, names, step: 1 }]))})`];
  }
  return [sample];
}
