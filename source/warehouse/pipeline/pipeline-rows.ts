import type { PipelineRows } from "../../domain/pipeline.ts";
import type { RowPage, Value } from "../../domain/slice-result.ts";
import { projectErrors } from "../../errors/project.ts";
import type { UserError } from "../../errors.ts";
import type { Database } from "../database.ts";
import { failingRowsOf } from "../run-tests.ts";
import { quoteName } from "../sql-text.ts";
import { compiledAsBuilt } from "./read-pipeline.ts";

export interface Page {
  readonly offset: number;
  readonly limit: number;
}

/** Names and addresses of people are no part of a sample. */
const personal = ["first_name", "last_name", "email"];

/** Sample rows of a model, the rows that fail a check, or the quarantined records. Rejects with UserError where there are none to show. */
export async function pipelineRows(
  database: Pick<Database, "query">,
  projectDir: string,
  of: PipelineRows,
  { offset, limit }: Page,
  signal?: AbortSignal,
): Promise<RowPage> {
  const select = await selectOf(database, projectDir, of);
  const sql = `select * from (${select}\n) as shown limit $1 offset $2`;
  const shown = await database.query(sql, [limit, offset], { signal });
  const counted = await database.query(`select count(*) from (${select}\n) as shown`, [], { signal });
  return {
    columns: shown.columns.map((column) => column.name),
    rows: shown.rows.map((row) => row.map(plain)),
    total: Number(counted.rows[0]?.[0] ?? 0),
    sql: [{ sql: select, params: [] }],
  };
}

async function selectOf(database: Pick<Database, "query">, projectDir: string, of: PipelineRows): Promise<string> {
  if (of.kind === "quarantine") {
    return `select source_table, source_file, source_line, column_name, value, reason from bronze.quarantine
      order by source_table, source_file, source_line, source_record, column_name`;
  }
  const query = async (sql: string) => (await database.query(sql)).rows;
  const { models, tests } = await compiledAsBuilt(query, projectDir);
  if (of.kind === "model") {
    const model = models.find(({ name }) => name === of.name);
    if (model === undefined) throw nothing(of.name, "The project has no such model.");
    return `select ${await maskedColumns(query, model.schema, model.name)} from ${model.relation}`;
  }
  const test = tests.find(({ name }) => name === of.name);
  if (test === undefined) throw nothing(of.name, "The project has no such check.");
  if (test.readsRaw) throw nothing(of.name, "It looks at the raw records, which only a build has at hand.");
  return failingRowsOf(test);
}

async function maskedColumns(
  query: (sql: string) => Promise<readonly (readonly unknown[])[]>,
  schema: string,
  table: string,
) {
  const rows = await query(
    `select column_name from duckdb_columns() where database_name = current_database()
     and schema_name || '.' || table_name = '${schema}.${table}' order by column_index`,
  );
  const names = rows.map(([name]) => String(name));
  const masked = names.map((name) =>
    personal.includes(name) ? `'(personal)' as ${quoteName(name)}` : quoteName(name),
  );
  return masked.length === 0 ? "*" : masked.join(", ");
}

function plain(value: unknown): Value {
  if (value === null || typeof value === "string" || typeof value === "number") return value;
  return String(value);
}

function nothing(name: string, why: string): UserError {
  return projectErrors.nothingToShow({ name, why });
}
