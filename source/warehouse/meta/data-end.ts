import type { Database } from "../database/database.ts";
import type { DatabaseValue } from "../database/values.ts";

/** Midnight after the last day with any event. */
export async function dataEnd(database: Database): Promise<DatabaseValue> {
  const times = [
    ["stg_transactions", "transacted_at"],
    ["stg_subscription_state_changes", "changed_at"],
    ["stg_reversals", "reversed_at"],
  ] as const;
  const { rows: columns } = await database.query(
    "select table_name, column_name from duckdb_columns() where database_name = current_database() and schema_name = 'bronze'",
  );
  const known = new Set(columns.map(([table, column]) => `${table}.${column}`));
  const selects = times
    .filter(([table, column]) => known.has(`${table}.${column}`))
    .map(([table, column]) => `select max(${column}) as moment from bronze.${table}`);
  if (selects.length === 0) return null;
  const { rows } = await database.query(
    `select (max(moment)::date + 1)::timestamp::varchar from (${selects.join(" union all ")})`,
  );
  return rows[0]?.[0] ?? null;
}
