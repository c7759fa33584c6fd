import { DuckDBInstance } from "@duckdb/node-api";

export interface Difference {
  readonly table: string;
  readonly what: string;
}

export interface Compared {
  readonly tables: number;
  readonly rows: number;
  /** Values compared. */
  readonly cells: number;
  readonly differences: readonly Difference[];
}

const layers = "('bronze', 'silver', 'gold')";

/** Compares every table of the layers in two database files: columns with their types and order, and rows with their multiplicity. */
export async function compareTables(ours: string, theirs: string): Promise<Compared> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJS();
  try {
    await connection.run(`attach '${ours}' as ours (read_only)`);
    await connection.run(`attach '${theirs}' as theirs (read_only)`);
    const shapes = await rows(`
      select schema_name || '.' || table_name as name,
        list(column_name || ' ' || data_type order by column_index) filter (where database_name = 'ours') as ours,
        list(column_name || ' ' || data_type order by column_index) filter (where database_name = 'theirs') as theirs,
        list(distinct column_name) as columns
      from duckdb_columns() where schema_name in ${layers} group by all order by name`);
    const differences: Difference[] = [];
    let [count, cells] = [0, 0];
    for (const [name, our, their, columns] of shapes) {
      const table = String(name);
      if (JSON.stringify(our) !== JSON.stringify(their)) {
        differences.push({ table, what: `columns ${our} against ${their}` });
        continue;
      }
      const [[only = 0, other = 0, all = 0] = []] = await rows(`
        select (select count(*) from (from ours.${table} except all from theirs.${table})),
          (select count(*) from (from theirs.${table} except all from ours.${table})),
          (select count(*) from ours.${table})`);
      count += Number(all);
      cells += Number(all) * (Array.isArray(columns) ? columns.length : 0);
      if (Number(only) + Number(other) > 0)
        differences.push({ table, what: `${only} rows of ours only, ${other} of theirs` });
    }
    return { tables: shapes.length, rows: count, cells, differences };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
