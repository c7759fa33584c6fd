import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type BuildConnection, createBuildDatabase } from "../database/build-database.ts";
import { quotePlainPath, quoteText } from "../database/sql-text.ts";
import { hashOf } from "./fingerprint.ts";

/** A table of a warehouse as a Parquet file. */
export interface TableFile {
  readonly schema: string;
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The tables of a build, and the build they are from. */
export interface TablesOfBuild {
  readonly build: { readonly run_id: string; readonly ended_at: string; readonly source: string };
  readonly tables: AsyncIterable<TableFile>;
}

/**
 * Passes on the silver and gold tables of a warehouse as Parquet files in a folder, one after the other, with columns in their
 * order: the same rows give the same bytes. No other process may have the warehouse open for writing, which never happens.
 */
export async function tablesToParquet<Result>(
  warehouse: string,
  folder: string,
  use: (tables: TablesOfBuild) => Promise<Result>,
): Promise<Result> {
  const connection = await createBuildDatabase(undefined, [folder, dirname(warehouse)], {
    spillDirectory: join(folder, "spill"),
  });
  try {
    await connection.run(`attach ${quotePlainPath(warehouse)} as published (read_only)`);
    const [[run_id, ended_at, source] = []] = await rowsOf(connection, runSql);
    const build = {
      run_id: String(run_id),
      ended_at: `${String(ended_at).replace(" ", "T")}Z`,
      source: String(source),
    };
    return await use({ build, tables: filesOf(connection, folder) });
  } finally {
    await connection.database.close();
  }
}

const runSql = `select run_id, strftime(ended_at, '%Y-%m-%d %H:%M:%S'), source
  from published.meta.runs order by ended_at desc limit 1`;

const tablesSql = `select schema_name, table_name from duckdb_tables()
  where database_name = 'published' and schema_name in ('silver', 'gold') order by all`;

async function* filesOf(connection: BuildConnection, folder: string): AsyncGenerator<TableFile> {
  for (const [schema = "", name = ""] of (await rowsOf(connection, tablesSql)).map((row) => row.map(String))) {
    const file = join(folder, `${schema}.${name}.parquet`);
    const relation = `published.${schema}.${name}`;
    // With one thread the row groups are the same every time.
    await connection.run("set threads = 1");
    await connection.run(
      `copy (select * from ${relation} order by all) to ${quoteText(file)} (format parquet, compression zstd)`,
    );
    const [[rows] = []] = await rowsOf(connection, `select count(*) from ${relation}`);
    const columns = await rowsOf(connection, columnsSql(schema, name));
    yield {
      ...{ schema, name, file, rows: Number(rows), bytes: (await stat(file)).size, sha256: await hashOf(file) },
      columns: columns.map(([column, type]) => ({ name: String(column), type: String(type) })),
    };
  }
}

function columnsSql(schema: string, name: string): string {
  return `select column_name, data_type from duckdb_columns() where database_name = 'published'
    and schema_name = ${quoteText(schema)} and table_name = ${quoteText(name)} order by column_index`;
}

async function rowsOf({ database }: BuildConnection, sql: string) {
  return (await database.query(sql)).rows;
}
