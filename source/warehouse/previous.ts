import type { Database } from "./database.ts";
import { hasSameInputs } from "./fingerprint.ts";
import type { LandedFile } from "./ingest/land.ts";
import type { Source } from "./source.ts";
import { quoteName } from "./sql-text.ts";

/** The models of the warehouse of before, made from the same inputs: those whose SQL is the same can stay. */
export interface Previous {
  readonly models: ReadonlyMap<string, { readonly rows: number; readonly sha256: string }>;
  /** Hashes of the inputs, sorted. */
  readonly inputs: string;
}

/** Undefined when inputs or program are not those of before. */
export async function readPrevious(database: Database, source: Source, version: string): Promise<Previous | undefined> {
  const last = "(select run_id from meta.runs order by ended_at desc limit 1)";
  const made = await database.query(`select version from meta.runs where run_id = ${last}`);
  if (made.rows[0]?.[0] !== version || !(await hasSameInputs(database, source))) return undefined;
  const models = await database.query(`select model, rows, sql_sha256 from meta.model_runs where run_id = ${last}`);
  const inputs = await database.query("select source_table, file, sha256 from meta.source_files");
  return {
    models: new Map(
      models.rows.map(([name, rows, sha256]) => [String(name), { rows: Number(rows), sha256: String(sha256) }]),
    ),
    inputs: inputs.rows
      .map((row) => row.join("\n"))
      .sort()
      .join("\n\n"),
  };
}

/** Whether the files that were landed now are the very ones of before. */
export function isSameData(previous: Previous, files: readonly LandedFile[]): boolean {
  const now = files.map(({ table, snapshot }) => [table, snapshot.file.name, snapshot.sha256].join("\n"));
  return now.sort().join("\n\n") === previous.inputs;
}

/** Drops every table and view of a copied warehouse but meta and the relations named. */
export async function dropAllBut(database: Database, relations: ReadonlySet<string>): Promise<void> {
  const { rows } = await database.query(
    `select 'table', schema_name, table_name from duckdb_tables()
       where database_name = current_database() and not internal and not temporary and schema_name <> 'meta'
     union all select 'view', schema_name, view_name from duckdb_views()
       where database_name = current_database() and not internal and schema_name <> 'meta'`,
  );
  for (const [kind, schema, name] of rows) {
    const relation = `${quoteName(String(schema))}.${quoteName(String(name))}`;
    if (!relations.has(relation)) await database.query(`drop ${kind} ${relation}`);
  }
}
