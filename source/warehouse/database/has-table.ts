import type { Database } from "./database.ts";

/** Whether the warehouse has a table. */
export async function hasTable(database: Database, schema: string, table: string): Promise<boolean> {
  const { rows } = await database.query(
    "select 1 from duckdb_tables() where database_name = current_database() and schema_name = $1 and table_name = $2",
    [schema, table],
  );
  return rows.length > 0;
}
