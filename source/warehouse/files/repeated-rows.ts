import type { LeftOut } from "../../domain/file-reading.ts";
import type { Database } from "../database/database.ts";
import { quoteName } from "../database/sql-text.ts";
import { leftOutBy } from "./live-rows.ts";

/** A file of a table that was read in full into a table of its own, with `_record`. */
export interface TablePart {
  readonly file: string;
  readonly table: string;
  readonly columns: readonly string[];
}

/** Columns considered as keys: the first ones, and those named like keys. */
const firstColumns = 8;
/** Rows compared by the letters and digits of their values, if those are written differently in two files. */
const sampledRows = 50_000;
/** Share of the keys in two files whose rows must be the same in both, because some change between exports. */
const mostlySame = 0.7;
const fewestShared = 3;
/** A column with fewer values holds a status, a currency, a kind. */
const fewWords = 12;
/** Besides its key, what tells an order from another one of the same number. */
const fewestLasting = 3;

/**
 * If exports of one table overlap, removes from the older file the rows of a key that a newer one contains again; the later
 * name is the newer file. Exports overlap if the rows of a key, such as an order's number, are mostly the same in both. Returns
 * per file what was removed.
 */
export async function dropRepeatedRows(
  database: Database,
  parts: readonly TablePart[],
): Promise<ReadonlyMap<string, LeftOut>> {
  const found = new Map<string, LeftOut>();
  const ordered = parts.toSorted((a, b) => a.file.localeCompare(b.file, "en", { numeric: true }));
  const key = ordered.length < 2 ? undefined : await sharedKey(database, ordered);
  if (key === undefined) return found;
  const newest = "landing.work.newest";
  const keys = ordered.map(({ table }, at) => `select ${quoteName(key)} as key, ${at} as part from ${table}`);
  await database.query(`create or replace table ${newest} as
    select key, max(part) as part from (${keys.join(" union all ")}) group by key having count(distinct part) > 1`);
  for (const [at, part] of ordered.entries()) {
    const where = `${quoteName(key)} in (select key from ${newest} where part > ${at})`;
    const rule = { what: "rows that a later file has again" as const, where };
    const leftOut = await leftOutBy(database, part.table, part.columns, rule);
    if (leftOut.rows === 0) continue;
    await database.query(`delete from ${part.table} where ${where}`);
    found.set(part.file, leftOut);
  }
  await database.query(`drop table ${newest}`);
  return found;
}

/** The column whose values occur in several files with the same rows; undefined if the files do not overlap. */
async function sharedKey(database: Database, parts: readonly TablePart[]): Promise<string | undefined> {
  const [first, ...others] = parts;
  const common = (first?.columns ?? []).filter((name) => others.every(({ columns }) => columns.includes(name)));
  const own = common.filter((name) => !name.startsWith("_"));
  const likely = own.filter(
    (name, at) => at < firstColumns || /(^|[^a-z])(id|no|nr|number|nummer|name|key)$|Id$|ID$/i.test(name),
  );
  const found: Overlap[] = [];
  for (const name of likely.slice(0, 20)) found.push(await overlapOf(database, parts, name, own));
  const keys = found.filter(
    ({ shared, blank, keys, rows }) => shared >= fewestShared && blank === 0 && keys * 5 >= rows,
  );
  const same = bestOf(keys);
  if (same !== undefined || keys.length === 0) return same;
  const lasting = await lastingColumns(database, parts, own);
  const again: Overlap[] = [];
  for (const { name, rows } of keys) {
    const some = { every: Math.ceil(rows / sampledRows), as: written };
    again.push(await overlapOf(database, parts, name, [...new Set([name, ...lasting])], some));
  }
  return bestOf(again);
}

/** The key whose rows are most often the same, if most are. */
function bestOf(found: readonly Overlap[]): string | undefined {
  const share = ({ same, shared }: Overlap) => same / shared;
  const [best] = found
    .filter((one) => share(one) >= mostlySame)
    .toSorted((a, b) => share(b) - share(a) || b.shared - a.shared || b.keys - a.keys);
  return best?.name;
}

/** Columns of many values: a status has few, and changes between exports while day, customer and amount stay. */
async function lastingColumns(
  database: Database,
  parts: readonly TablePart[],
  columns: readonly string[],
): Promise<readonly string[]> {
  if (columns.length === 0) return columns;
  const all = parts.map(({ table }) => `select ${columns.map(quoteName).join(", ")} from ${table}`).join(" union all ");
  const counts = columns.map((name) => `approx_count_distinct(${quoteName(name)})`);
  const { rows } = await database.query(`select ${counts.join(", ")} from (${all})`);
  const lasting = columns.filter((_, at) => Number(rows[0]?.[at]) > fewWords);
  return lasting.length < fewestLasting ? columns : lasting;
}

/** How many keys a column has, in how many files, and with the same rows in all of them. */
interface Overlap {
  readonly name: string;
  readonly keys: number;
  readonly rows: number;
  readonly blank: number;
  readonly shared: number;
  readonly same: number;
}

/** Which keys are looked at, one in `every`, and what of a value is compared. */
interface Comparison {
  readonly every: number;
  readonly as: (value: string) => string;
}

/**
 * Its groups of letters and of digits, in any order, without the time of a day: the same for `2024-01-05 10:30` and `5.1.2024`,
 * `10.5` and `10,50`.
 */
function written(value: string): string {
  const day = `regexp_replace(${value}, '[ T]+\\d{1,2}:\\d{2}.*$', '')`;
  const amount = `regexp_replace(${day}, '([.,]\\d*?)0+$', '\\1')`;
  return `list_sort(list_transform(regexp_extract_all(${amount}, '\\p{L}+|\\p{N}+'), lambda part: ltrim(part, '0')))`;
}

async function overlapOf(
  database: Database,
  parts: readonly TablePart[],
  key: string,
  common: readonly string[],
  { every, as }: Comparison = { every: 1, as: (value) => value },
): Promise<Overlap> {
  const row = `hash(${common.map((name) => as(quoteName(name))).join(", ")})`;
  const some = every > 1 ? ` where hash(${quoteName(key)}) % ${every} = 0` : "";
  const all = parts.map(
    ({ table }, at) => `select ${quoteName(key)} as key, ${at} as part, ${row} as content from ${table}${some}`,
  );
  // One grouping of all files: each has its costs.
  const { rows } = await database.query(`with parts as (
      select key, part, bit_xor(content) as content, count(*) as rows from (${all.join(" union all ")}) group by key, part
    ), keys as (
      select key, count(*) as files, count(distinct (content, rows)) as contents, sum(rows) as rows from parts group by key
    )
    select count(*), sum(rows), count(*) filter (where key is null), count(*) filter (where files > 1),
      count(*) filter (where files > 1 and contents = 1) from keys`);
  const [keys = 0, total = 0, blank = 0, shared = 0, same = 0] = (rows[0] ?? []).map(Number);
  return { name: key, keys, rows: total, blank, shared, same };
}
