import type { Database } from "../database/database.ts";

export interface SilverColumn {
  readonly table: string;
  readonly column: string;
  /** DuckDB's name of its type. */
  readonly type: string;
}

/** The columns of silver, in their order; a build of only some models does not have all of them. */
export async function silverColumns(database: Pick<Database, "query">): Promise<readonly SilverColumn[]> {
  const { rows } = await database.query(
    `select table_name, column_name, data_type from duckdb_columns()
     where database_name = current_database() and schema_name = 'silver' order by table_name, column_index`,
  );
  return rows.map(([table, column, type]) => ({ table: String(table), column: String(column), type: String(type) }));
}
