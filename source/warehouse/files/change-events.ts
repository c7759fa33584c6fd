import type { Database } from "../database/database.ts";
import { quoteName } from "../database/sql-text.ts";

/** The row after a change, opened under its own names. */
export const changedRow = "_changed_row";
const operation = "__op";
const changedAt = "__ts_ms";

/**
 * Change events of a database's log, as Debezium writes them (`before`, `after`, `op`, `ts_ms`, alone or in a `payload`): one
 * column with the row after each change, or before its deletion, and those of what was done and when. Any other table stays as it
 * is. Returns all columns.
 */
export async function openChanges(
  database: Pick<Database, "query">,
  table: string,
  columns: readonly string[],
): Promise<readonly string[]> {
  const isInPayload = columns.includes("payload") && !columns.includes("op");
  const inner = isInPayload ? ["payload"] : ["before", "after", "op", "ts_ms"];
  if (!inner.every((name) => columns.includes(name))) return columns;
  const value = (key: string) =>
    isInPayload ? `(try_cast(payload as json) ->> '$.${key}')` : `nullif(${quoteName(key)}, 'null')`;
  const { rows } = await database.query(
    `select count(*) filter (where coalesce(${value("op")} not in ('c', 'u', 'd', 'r') or coalesce(${value("after")}, ${value("before")}) is null, true)) from ${table}`,
  );
  if (Number(rows[0]?.[0]) > 0) return columns;
  await database.query(`create or replace table ${table} as select * exclude (${inner.map(quoteName).join(", ")}),
    coalesce(${value("after")}, ${value("before")}) as ${changedRow}, ${value("op")} as ${operation}, ${value("ts_ms")} as ${changedAt} from ${table}`);
  return [...columns.filter((name) => !inner.includes(name)), changedRow, operation, changedAt];
}
