import type { Database } from "../database/database.ts";
import { quoteName } from "../database/sql-text.ts";

type Queries = Pick<Database, "query">;

/** The column of a whole file that holds its records by their keys, and that of one such record. */
export const keyedRecords = "_records_by_key";
export const keyedRecord = "_record_of_key";
const fewestRecords = 3;
const mostColumns = 200;

/**
 * The one record of a JSON document as the records that it holds: an object of records by their keys, or a list of rows beside
 * the list of their columns' names. Any other table stays as it is. Returns all columns.
 */
export async function openShapes(
  database: Queries,
  table: string,
  columns: readonly string[],
): Promise<readonly string[]> {
  if (columns.length > 12) return columns;
  const { rows } = await database.query(`select count(*) from ${table}`);
  if (Number(rows[0]?.[0]) !== 1) return columns;
  for (const name of columns) {
    if (!(await areRecordsByKey(database, table, quoteName(name)))) continue;
    await database.query(`create or replace table ${table} as
      select document.* exclude (${columns.map(quoteName).join(", ")}) replace (row_number() over () as _record), entry.key, entry.value::varchar as ${keyedRecord}
      from ${table} as document, json_each(try_cast(document.${quoteName(name)} as json)) as entry`);
    return ["key", keyedRecord];
  }
  if (await areColumnsByKey(database, table, columns)) return openColumns(database, table, columns);
  return namesApart(database, table, columns);
}

/** `{"id": {"0": 1, "1": 2}, "date": {"0": "2024-01-05", …}}`: every column is an object of values, all with the same keys. */
async function areColumnsByKey(database: Queries, table: string, columns: readonly string[]): Promise<boolean> {
  if (columns.length < 2) return false;
  const parts = columns.map((name) => {
    const value = `try_cast(${quoteName(name)} as json)`;
    return `if(json_type(${value}) = 'OBJECT', hash(json_keys(${value})), null), json_array_length(json_keys(${value})::json), (select count(*) filter (where json_type(entry.value) in ('OBJECT', 'ARRAY')) from json_each(if(json_type(${value}) = 'OBJECT', ${value}, '{}')) as entry)`;
  });
  const { rows } = await database.query(`select ${parts.join(", ")} from ${table}`);
  const found = columns.map((_, at) => (rows[0] ?? []).slice(3 * at, 3 * at + 3));
  const [keys, count] = found[0] ?? [];
  return (
    keys !== null &&
    Number(count) >= fewestRecords &&
    found.every(([own, , nested]) => own !== null && String(own) === String(keys) && Number(nested) === 0)
  );
}

async function openColumns(database: Queries, table: string, columns: readonly string[]): Promise<readonly string[]> {
  const [first = "", ...others] = columns;
  const entries = (name: string) =>
    `(select entry.id as at, entry.key as key, entry.value ->> '$' as value from ${table} as document, json_each(try_cast(document.${quoteName(name)} as json)) as entry)`;
  const joins = others.map((name, at) => `join ${entries(name)} as c${at + 1} on c${at + 1}.key = c0.key`);
  const values = columns.map((name, at) => `nullif(c${at}.value, '') as ${quoteName(name)}`);
  await database.query(`create or replace table ${table} as
    select document.* exclude (${columns.map(quoteName).join(", ")}) replace (row_number() over (order by c0.at) as _record), ${values.join(", ")}
    from ${table} as document, ${entries(first)} as c0 ${joins.join(" ")}`);
  return columns;
}

/** Whether a JSON text is an object of several objects with mostly the same keys; `from` has one record. */
export async function areRecordsByKey(database: Queries, from: string, value: string): Promise<boolean> {
  const { rows } = await database.query(
    `with entries as (select entry.value from (select try_cast(${value} as json) as v from ${from}) as document, json_each(if(json_type(v) = 'OBJECT', v, '{}')) as entry),
       found as (select unnest(json_keys(value)) as name from entries where json_type(value) = 'OBJECT')
     select (select count(*) from entries), (select count(*) from entries where json_type(value) = 'OBJECT'), (select count(*) from found), (select count(distinct name) from found)`,
  );
  const [entries = 0, objects = 0, keys = 0, names = 0] = (rows[0] ?? []).map(Number);
  return entries >= fewestRecords && objects === entries && keys > entries && names <= (2 * keys) / entries;
}

/** `{"columns": ["id", "date"], "data": [[1, "2024-01-05"]]}`, with any names for the two. */
async function namesApart(database: Queries, table: string, columns: readonly string[]): Promise<readonly string[]> {
  const lists = [];
  for (const name of columns) {
    const own = `try_cast(${quoteName(name)} as json)`;
    const { rows } = await database.query(
      `select json_array_length(v), json_type(v, '$[0]'), if(json_type(v, '$[0]') = 'ARRAY', json_array_length(v, '$[0]'), null), v::varchar
       from (select ${own} as v from ${table}) where json_type(v) = 'ARRAY'`,
    );
    const [length, type, width, text] = rows[0] ?? [];
    if (length !== undefined) lists.push({ name, own, length: Number(length), type, width: Number(width ?? 0), text });
  }
  const data = lists.find(({ type, length }) => type === "ARRAY" && length > 0);
  const head = lists.find(({ type, length }) => type === "VARCHAR" && length === data?.width);
  if (data === undefined || head === undefined || data.width > mostColumns) return columns;
  const names: string[] = JSON.parse(String(head.text));
  if (new Set(names.map((name) => name.toLowerCase())).size !== names.length || names.includes("")) return columns;
  const values = names.map((name, at) => `nullif(item ->> '$[${at}]', '') as ${quoteName(name)}`);
  await database.query(`create or replace table ${table} as
    select * exclude (item, ${columns.map(quoteName).join(", ")}) replace (row_number() over () as _record), ${values.join(", ")}
    from (select *, unnest(json_extract(${data.own}, '$[*]')) as item from ${table})`);
  return names;
}
