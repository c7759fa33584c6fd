import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { quoteText } from "../../source/warehouse/database/sql-text.ts";
import { contractOf, tableNames } from "../../source/warehouse/mapping/contract-tables.ts";
import { findPython } from "../dbt/find-dbt.ts";

const script = `
import duckdb, json, sys
connection = duckdb.connect(sys.argv[1])
for statement in json.loads(sys.argv[2]): connection.execute(statement)
connection.close()`;

/**
 * What a user of dbt does before dbt can start: reads the same files into the raw tables with only DuckDB's CSV reader: no
 * copy, no hash, no independent count of records, no handling of quoted line breaks. In ms.
 */
export async function loadForDbt(source: string, landing: string): Promise<number> {
  await rm(landing, { force: true });
  const started = performance.now();
  await promisify(execFile)(findPython() ?? "python3", ["-c", script, landing, JSON.stringify(statements(source))]);
  return performance.now() - started;
}

function statements(source: string): readonly string[] {
  return [
    "create schema raw",
    ...tableNames.map((table) => tableFrom(source, table)),
    "create table raw.rejects (source_table varchar, source_file varchar, _line bigint, column_name varchar, value varchar, reason varchar)",
    "create table raw.source_files (source_table varchar, file varchar, sha256 varchar, bytes bigint, rows bigint, modified_at timestamp)",
  ];
}

/** The contract's columns; the file may lack some or be missing altogether. */
function tableFrom(source: string, table: (typeof tableNames)[number]): string {
  const columns = contractOf(table).columns.map((column) => `${column} varchar`);
  const shape = `select * from (select ${contractOf(table)
    .columns.map((column) => `null::varchar as ${column}`)
    .join(", ")}) where false`;
  const file = join(source, `${table}.csv`);
  if (!existsSync(file))
    return `create table raw.${table} (${[...columns, "source_file varchar", "_record bigint", "_line bigint"]})`;
  return `create table raw.${table} as select *, ${quoteText(`${table}.csv`)} as source_file, row_number() over () as _record,
    row_number() over () + 1 as _line
    from (${shape} union all by name select * from read_csv(${quoteText(file)}, header = true, all_varchar = true, nullstr = ''))`;
}
