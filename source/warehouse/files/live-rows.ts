import type { LeftOut } from "../../domain/file-reading.ts";
import type { Database } from "../database/database.ts";
import { quoteName } from "../database/sql-text.ts";
import { changeRules, versionRules } from "./change-rows.ts";
import { newestFirst, olderThanNewest, type Rule, versionKey } from "./newest-rows.ts";

/** Later than any date in a record, earlier than the date that a snapshot may use for "no date". */
const farDate = "timestamp '2100-01-01'";

/**
 * Removes rows that the table's loader marks as not live: rows deleted at the source, and older versions of a row. Follows the
 * conventions of Fivetran (soft deletes and history mode), Airbyte (append mode: the newest per key), Debezium, dbt snapshots, and
 * of tables that say which version is the current one or what was done to each row.
 */
export async function keepLiveRows(
  database: Database,
  table: string,
  columns: readonly string[],
): Promise<readonly LeftOut[]> {
  const leftOut: LeftOut[] = [];
  for (const rule of await rulesFor(database, table, columns)) {
    const found = await leftOutBy(database, table, columns, rule);
    if (found.rows === 0) continue;
    await database.query(`delete from ${table} where ${rule.where}`);
    leftOut.push(found);
  }
  return leftOut;
}

async function rulesFor(database: Database, table: string, columns: readonly string[]): Promise<readonly Rule[]> {
  const own = (name: string) => columns.find((each) => each.toLowerCase() === name);
  const isTrue = (name: string) => `lower(trim(${quoteName(name)})) in ('true', 't', '1')`;
  const isFalse = (name: string) => `lower(trim(${quoteName(name)})) in ('false', 'f', '0')`;
  const rules: Rule[] = [];
  const add = (name: string | undefined, what: LeftOut["what"], where: (name: string) => string) => {
    if (name !== undefined) rules.push({ what, where: where(name) });
  };
  const seen =
    own("_airbyte_extracted_at") ??
    own("_airbyte_emitted_at") ??
    own("_sdc_sequence") ??
    own("_sdc_batched_at") ??
    own("__source_ts_ms") ??
    own("__ts_ms");
  // Rows of a list have the key of what held them, and their place in it.
  const places = columns.filter((name) => /^_sdc_(source_key_\w+|level_\d+_id)$/i.test(name));
  if (seen !== undefined && places.length > 1)
    rules.push({
      what: "older versions of a row",
      where: olderThanNewest(table, places.map(quoteName), [newestFirst(seen)]),
    });
  else if (seen !== undefined)
    add(await versionKey(database, table, columns, seen), "older versions of a row", (key) =>
      olderThanNewest(table, [quoteName(key)], [newestFirst(seen)]),
    );
  add(own("_fivetran_active"), "older versions of a row", isFalse);
  add(
    own("dbt_valid_to"),
    "older versions of a row",
    (name) => `try_cast(${quoteName(name)} as timestamp) < ${farDate}`,
  );
  add(own("_fivetran_deleted"), "rows deleted at the source", isTrue);
  add(own("dbt_is_deleted"), "rows deleted at the source", isTrue);
  add(own("__op"), "rows deleted at the source", (name) => `${quoteName(name)} = 'd'`);
  add(own("__deleted"), "rows deleted at the source", isTrue);
  add(own("_sdc_deleted_at"), "rows deleted at the source", (name) => `${quoteName(name)} is not null`);
  add(own("_ab_cdc_deleted_at"), "rows deleted at the source", (name) => `${quoteName(name)} is not null`);
  return [...rules, ...versionRules(columns), ...(await changeRules(database, table, columns))];
}

/** Columns that Singer-style loaders (Stitch, Meltano) add to append-only tables. */
export const sdcColumns = ["_sdc_sequence", "_sdc_batched_at", "_sdc_deleted_at"] as const;

/** Keeps the newest version of each key of an append-only table, unless that version is a deletion. */
export async function keepNewest(database: Database, table: string, keys: readonly string[]): Promise<void> {
  const [sequence, batched, deleted] = sdcColumns;
  const order = [newestFirst(sequence), newestFirst(batched)];
  await database.query(`delete from ${table} where ${olderThanNewest(table, keys, order)}`);
  await database.query(`delete from ${table} where ${quoteName(deleted)} is not null`);
}

/** The report on rows that a rule leaves out: how many, where, and the sums of their numbers. */
export async function leftOutBy(
  database: Database,
  table: string,
  columns: readonly string[],
  { what, where }: Rule,
): Promise<LeftOut> {
  const amounts = columns.slice(0, 100).filter((name) => !/^_|id$/i.test(name));
  const sums = amounts.map((name) => {
    const value = quoteName(name);
    return `if(count(*) filter (where ${value} is not null and not regexp_full_match(${value}, '-?\\d+\\.\\d+')) = 0, sum(try_cast(${value} as decimal(38, 4)))::varchar, null)`;
  });
  const { rows } = await database.query(`select count(*), ${["1", ...sums].join(", ")} from ${table} where ${where}`);
  const lines = await database.query(
    `select _line from ${table} where ${where} and _line is not null order by 1 limit 10`,
  );
  const [count, , ...found] = rows[0] ?? [];
  const named = amounts.flatMap((name, at) =>
    found[at] === null || found[at] === undefined ? [] : [[name, String(found[at])] as const],
  );
  return {
    what,
    rows: Number(count),
    lines: lines.rows.map(([line]) => Number(line)),
    sums: Object.fromEntries(named),
  };
}
