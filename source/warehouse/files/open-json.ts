import type { Database } from "../database/database.ts";
import { quoteName, quoteText } from "../database/sql-text.ts";
import { changedRow } from "./change-events.ts";
import { keyedRecord } from "./json-shapes.ts";
import type { TextSigns } from "./text-signs.ts";

/** Objects within objects are opened down to this depth. */
const deepest = 4;
/** With more columns than this it is a document, not a record. */
const mostColumns = 300;

/** A path to a value within a column of JSON texts. */
interface Opened {
  readonly name: string;
  readonly column: string;
  readonly pointer: string;
}

/**
 * Adds a column to a table of texts for each value within those of its columns that hold JSON objects, named by its path (`customer.id`); the
 * content of a loader's raw record (`_airbyte_data`) keeps its own names. Lists stay texts. Returns all columns.
 */
export async function openJson(
  database: Pick<Database, "query">,
  table: string,
  columns: readonly string[],
  { objects }: Pick<TextSigns, "objects">,
): Promise<readonly string[]> {
  const taken = new Set(columns.map((name) => name.toLowerCase()));
  const opened: Opened[] = [];
  for (const column of await objectColumns(database, table, objects)) {
    const prefix = ["_airbyte_data", changedRow, keyedRecord].includes(column.toLowerCase()) ? "" : `${column}.`;
    for (const path of await pathsIn(database, table, column)) {
      const name = prefix + path.join(".");
      if (taken.has(name.toLowerCase()) || opened.length === mostColumns) continue;
      taken.add(name.toLowerCase());
      opened.push({ name, column, pointer: `/${path.map(escaped).join("/")}` });
    }
  }
  if (opened.length === 0) return columns;
  const list = opened.map(
    ({ name, column, pointer }) =>
      `nullif(try_cast(${quoteName(column)} as json) ->> ${quoteText(pointer)}, '') as ${quoteName(name)}`,
  );
  await database.query(`create or replace table ${table} as select *, ${list.join(", ")} from ${table}`);
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

async function pathsIn(
  database: Pick<Database, "query">,
  table: string,
  column: string,
): Promise<readonly (readonly string[])[]> {
  const { rows } = await database.query(
    `select json_group_structure(try_cast(${quoteName(column)} as json)) from ${table} where ${quoteName(column)} is not null`,
  );
  const structure: unknown = JSON.parse(String(rows[0]?.[0] ?? "{}"));
  return leaves(structure, []);
}

/** Values and lists of a structure as DuckDB describes it: objects by key, lists in brackets, types as texts. */
export function leaves(structure: unknown, path: readonly string[]): readonly (readonly string[])[] {
  const isObject = typeof structure === "object" && structure !== null && !Array.isArray(structure);
  if (!isObject || path.length >= deepest) return path.length === 0 ? [] : [path];
  return Object.entries(structure).flatMap(([key, value]) => (key === "" ? [] : leaves(value, [...path, key])));
}

/** RFC 6901. */
export function escaped(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
