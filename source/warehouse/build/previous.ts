import type { Database } from "../database/database.ts";
import { hasTable } from "../database/has-table.ts";
import { quoteName } from "../database/sql-text.ts";
import type { Source } from "../mapping/source.ts";
import { guessChangedTables } from "./previous-inputs.ts";

/** A file as the previous build found it. */
export interface KnownFile {
  readonly sha256: string;
  readonly bytes: number;
  readonly rows: number;
  readonly mtimeNs: string;
  readonly inode: string;
}

/** The models of the previous warehouse: those with the same SQL and inputs can stay. */
export interface Previous {
  readonly models: ReadonlyMap<string, { readonly rows: number; readonly sha256: string }>;
  /** What each raw table was read from. */
  readonly signatures: ReadonlyMap<string, string>;
  /** Raw tables that seem to have changed. */
  readonly guessedChanges: ReadonlySet<string>;
  /** By table and name, separated by a line break. */
  readonly files: ReadonlyMap<string, KnownFile>;
  /** Failures of its data tests, by model, name and SHA-256 of the SQL, separated by line breaks. */
  readonly failures: ReadonlyMap<string, number>;
}

/** Undefined if another version built it, or if it did not record what it read. */
export async function readPrevious(database: Database, source: Source, version: string): Promise<Previous | undefined> {
  const last = "(select run_id from meta.runs order by ended_at desc limit 1)";
  const made = await database.query(`select version from meta.runs where run_id = ${last}`);
  if (made.rows[0]?.[0] !== version || !(await hasTable(database, "meta", "input_tables"))) return undefined;
  const models = await database.query(`select model, rows, sql_sha256 from meta.model_runs where run_id = ${last}`);
  const inputs = await database.query(`select source_table, signature from meta.input_tables where run_id = ${last}`);
  return {
    models: new Map(
      models.rows.map(([name, rows, sha256]) => [String(name), { rows: Number(rows), sha256: String(sha256) }]),
    ),
    signatures: new Map(inputs.rows.map(([table, signature]) => [String(table), String(signature)])),
    guessedChanges: await guessChangedTables(database, source),
    files: await knownFiles(database, last),
    failures: await knownFailures(database, last),
  };
}

async function knownFailures(database: Database, run: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await database.query(
    `select model || chr(10) || check_name || chr(10) || sql_sha256, failures from meta.check_results where run_id = ${run}`,
  );
  return new Map(rows.map(([key, failures]) => [String(key), Number(failures)]));
}

async function knownFiles(database: Database, run: string): Promise<ReadonlyMap<string, KnownFile>> {
  const { rows } = await database.query(
    `select source_table || chr(10) || file, sha256, bytes, rows, mtime_ns, inode from meta.source_files where run_id = ${run}`,
  );
  return new Map(
    rows.map(([key, sha256, bytes, count, mtimeNs, inode]) => [
      String(key),
      {
        sha256: String(sha256),
        bytes: Number(bytes),
        rows: Number(count),
        mtimeNs: String(mtimeNs),
        inode: String(inode),
      },
    ]),
  );
}

/** Drops every table and view of a copied warehouse except meta and the given relations. */
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
