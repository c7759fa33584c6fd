import type { Database } from "../database/database.ts";
import { quoteName, quoteText } from "../database/sql-text.ts";
import { changedRow } from "./change-events.ts";
import { keyedRecord } from "./json-shapes.ts";
import type { TextSigns } from "./text-signs.ts";

/** Objects within objects are opened down to this depth. */
const deepest = 4;
/** With more columns than this it is a document, not a record. */
const mostColumns = 300;

/** A path of keys, and whether records by their keys are found there. */
export interface Leaf {
  readonly path: readonly string[];
  readonly isKeyed: boolean;
}

/**
 * Adds a column to a table of texts for each value within those of its columns that hold JSON objects, named by its path (`customer.id`); the
 * content of a loader's raw record (`_airbyte_data`) keeps its own names. Lists stay texts; records by generated keys become a
 * list, in which each has its `key`. Returns all columns.
 */
export async function openJson(
  database: Pick<Database, "query">,
  table: string,
  columns: readonly string[],
  { objects }: Pick<TextSigns, "objects">,
): Promise<readonly string[]> {
  const taken = new Set(columns.map((name) => name.toLowerCase()));
  const opened: { readonly name: string; readonly sql: string }[] = [];
  const rewritten: string[] = [];
  for (const column of await objectColumns(database, table, objects)) {
    const prefix = ["_airbyte_data", changedRow, keyedRecord].includes(column.toLowerCase()) ? "" : `${column}.`;
    const json = `try_cast(${quoteName(column)} as json)`;
    for (const leaf of await leavesIn(database, table, column)) {
      if (leaf.path.length === 0) {
        rewritten.push(`${textAt(json, leaf)} as ${quoteName(column)}`);
        continue;
      }
      const name = prefix + leaf.path.join(".");
      if (taken.has(name.toLowerCase()) || opened.length === mostColumns) continue;
      taken.add(name.toLowerCase());
      opened.push({ name, sql: textAt(json, leaf) });
    }
  }
  if (opened.length + rewritten.length === 0) return columns;
  const kept = rewritten.length > 0 ? `* replace (${rewritten.join(", ")})` : "*";
  const list = [kept, ...opened.map(({ name, sql }) => `${sql} as ${quoteName(name)}`)];
  await database.query(`create or replace table ${table} as select ${list.join(", ")} from ${table}`);
  return [...columns, ...opened.map(({ name }) => name)];
}

/** Columns in which every value is a JSON object. */
async function objectColumns(
  database: Pick<Database, "query">,
  table: string,
  columns: readonly string[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const column of columns) {
    const value = quoteName(column);
    const { rows: others } = await database.query(
      `select 1 from ${table} where ${value} is not null
       and coalesce(json_type(try_cast(${value} as json)) <> 'OBJECT', true) limit 1`,
    );
    if (others.length === 0) found.push(column);
  }
  return found;
}

/** SQL of the text at a leaf of a JSON value; null if it is empty. Records by their keys become a list. */
export function textAt(json: string, { path, isKeyed }: Leaf): string {
  const pointer = path.map((key) => `/${escaped(key)}`).join("");
  if (!isKeyed) return `nullif(${json} ->> ${quoteText(pointer)}, '')`;
  const record = `json_extract(${json}, ${quoteText(`${pointer}/`)} || replace(replace(k, '~', '~0'), '/', '~1'))`;
  const records = `list_transform(json_keys(${json}${pointer === "" ? "" : `, ${quoteText(pointer)}`}), lambda k: json_merge_patch(json_object('key', k), ${record}))`;
  return `to_json(${records})::varchar`;
}

async function leavesIn(database: Pick<Database, "query">, table: string, column: string): Promise<readonly Leaf[]> {
  const { rows } = await database.query(
    `select json_group_structure(try_cast(${quoteName(column)} as json)) from ${table} where ${quoteName(column)} is not null`,
  );
  const structure: unknown = JSON.parse(String(rows[0]?.[0] ?? "{}"));
  return isObject(structure) && areKeyed(structure) ? [{ path: [], isKeyed: true }] : leaves(structure, []);
}

/** Values and lists of a structure as DuckDB describes it: objects by key, lists in brackets, types as texts. */
export function leaves(structure: unknown, path: readonly string[]): readonly Leaf[] {
  if (!isObject(structure) || path.length >= deepest) return path.length === 0 ? [] : [{ path, isKeyed: false }];
  if (path.length > 0 && areKeyed(structure)) return [{ path, isKeyed: true }];
  return Object.entries(structure).flatMap(([key, value]) => (key === "" ? [] : leaves(value, [...path, key])));
}

/** Whether an object holds records by generated keys (`-N4fe3`, `1001`): mostly the same names in each of them. */
function areKeyed(structure: object): boolean {
  const records = Object.values(structure).filter(isObject);
  const names = records.flatMap((record) => Object.keys(record));
  return (
    records.length > 1 &&
    records.length === Object.keys(structure).length &&
    Object.keys(structure).every((key) => /^-|\d/.test(key)) &&
    names.length > records.length &&
    new Set(names).size <= (2 * names.length) / records.length
  );
}

function isObject(structure: unknown): structure is object {
  return typeof structure === "object" && structure !== null && !Array.isArray(structure);
}

/** RFC 6901. */
export function escaped(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
