import { Amount } from "../../domain/amount.ts";
import { personalColumns } from "../../domain/contact-columns.ts";
import type { PipelineRows } from "../../domain/pipeline.ts";
import type { RowPage, Value } from "../../domain/slice-result.ts";
import { projectErrors } from "../../errors/project.ts";
import type { UserError } from "../../errors.ts";
import { failingRowsOf } from "../build/run-tests.ts";
import type { Database } from "../database/database.ts";
import { quoteName } from "../database/sql-text.ts";
import { readMonitorState } from "../monitors/monitors-meta.ts";
import { runMonitors } from "../monitors/run-monitors.ts";
import { quarantineRows, type Selected } from "./quarantine-rows.ts";
import { compiledAsBuilt } from "./read-pipeline.ts";

export interface Page {
  readonly offset: number;
  readonly limit: number;
}

/**
 * Sample rows of a model, the rows that fail a check, or the quarantined records. Rejects with UserError if there are none to
 * show.
 */
export async function pipelineRows(
  database: Pick<Database, "query">,
  projectDir: string,
  of: PipelineRows,
  { offset, limit }: Page,
  signal?: AbortSignal,
): Promise<RowPage> {
  const { select, params } = await selectOf(database, projectDir, of);
  const [most, first] = [`$${params.length + 1}`, `$${params.length + 2}`];
  const sql = `select * from (${select}\n) as shown limit ${most} offset ${first}`;
  const shown = await database.query(sql, [...params, limit, offset], { signal });
  const counted = await database.query(`select count(*) from (${select}\n) as shown`, params, { signal });
  return {
    columns: shown.columns.map((column) => column.name),
    rows: shown.rows.map((row) => row.map((value, index) => shownValue(value, shown.columns[index]?.type ?? ""))),
    total: Number(counted.rows[0]?.[0] ?? 0),
    sql: [{ sql: select, params }],
  };
}

async function selectOf(database: Pick<Database, "query">, projectDir: string, of: PipelineRows): Promise<Selected> {
  if (of.kind === "quarantine") return quarantineRows(of.only);
  return { select: await modelSelect(database, projectDir, of), params: [] };
}

async function modelSelect(
  database: Pick<Database, "query">,
  projectDir: string,
  of: Exclude<PipelineRows, { kind: "quarantine" }>,
): Promise<string> {
  const query = async (sql: string) => (await database.query(sql)).rows;
  if (of.kind === "snapshots") throw nothing(of.name, "A warehouse is one file: it keeps no earlier build.");
  const { models, tests } = await compiledAsBuilt(query, projectDir);
  if (of.kind === "model") {
    const model = models.find(({ name }) => name === of.name);
    if (model === undefined) throw nothing(of.name, "The project has no such model.");
    return `select ${await maskedColumns(query, model.schema, model.name)} from ${model.relation}`;
  }
  const test = tests.find(({ name }) => name === of.name);
  if (test === undefined) return monitorSelect(database, of.name);
  if (test.readsRaw) throw nothing(of.name, "It looks at the raw records, which only a build has at hand.");
  return failingRowsOf(test);
}

/** The rows that a monitor looks at, or if it warns, the rows that it warns about. */
async function monitorSelect(database: Pick<Database, "query">, name: string): Promise<string> {
  const { settings, before } = await readMonitorState(database);
  const { results } = await runMonitors(database, new Date(), settings, before);
  const found = results.find((result) => result.name === name);
  if (found === undefined) throw nothing(name, "The project has no such check.");
  return found.sql;
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
    personalColumns.includes(name) ? `'(personal)' as ${quoteName(name)}` : quoteName(name),
  );
  return masked.length === 0 ? "*" : masked.join(", ");
}

/** Money, like every DECIMAL with four decimal places, without trailing zeros. */
function shownValue(value: unknown, type: string): Value {
  if (value === null || typeof value === "number") return value;
  return /^DECIMAL\(\d+,4\)$/.test(type) ? Amount.of(String(value)) : String(value);
}

function nothing(name: string, why: string): UserError {
  return projectErrors.nothingToShow({ name, why });
}
