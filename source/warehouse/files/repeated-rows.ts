import type { LeftOut } from "../../domain/file-reading.ts";
import type { Database } from "../database.ts";
import { quoteName } from "../sql-text.ts";
import { leftOutBy } from "./live-rows.ts";

/** A file of a table that was read in full into a table of its own, with `_record`. */
export interface TablePart {
  readonly file: string;
  readonly table: string;
  readonly columns: readonly string[];
}

/** Columns considered as keys: the first ones, and those named like keys. */
const firstColumns = 8;
/** Share of the keys in two files whose rows must be the same in both, because some change between exports. */
const mostlySame = 0.7;
const fewestShared = 3;

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
  let best: { readonly name: string; readonly same: number; readonly keys: number } | undefined;
  for (const name of likely.slice(0, 20)) {
    const found = await overlapOf(database, parts, name, own);
    const isShared = found.shared >= fewestShared && found.same >= mostlySame * found.shared;
    const isKey = found.blank === 0 && found.keys * 5 >= found.rows;
    if (!isShared || !isKey) continue;
    const same = found.same / found.shared;
    if (best === undefined || same > best.same || (same === best.same && found.keys > best.keys))
      best = { name, same, keys: found.keys };
  }
  return best?.name;
}

async function overlapOf(database: Database, parts: readonly TablePart[], key: string, common: readonly string[]) {
  const row = `hash(${common.map(quoteName).join(", ")})`;
  const all = parts.map(
    ({ table }, at) => `select ${quoteName(key)} as key, ${at} as part, ${row} as content from ${table}`,
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
  return { keys, rows: total, blank, shared, same };
}
