import type { KnownFile } from "../build/previous.ts";
import type { BuildConnection } from "../database/build-database.ts";
import { quoteName, quotePlainPath } from "../database/sql-text.ts";
import { type SourceFile, sourceFile } from "../files/source-file.ts";
import type { KeptRaw, KeptRows } from "../ingest/kept-raw.ts";
import type { TableFile } from "../ingest/loaded-file.ts";
import { rawColumns } from "../ingest/raw-tables.ts";
import { type TableName, tableNames } from "../mapping/contract-tables.ts";
import type { Source } from "../mapping/source.ts";

/** A raw table at the previous build, in copies of its kept rows. */
export interface KeptTable {
  /** Files that are still the same, in the order in which they are loaded. */
  readonly same: readonly KeptRows[];
  readonly added: readonly SourceFile[];
  /** Paths of the rows of files that are gone or have changed. */
  readonly removed: readonly string[];
  /** Path of the list of records that newer ones replaced; undefined for a table that is not append-only. */
  readonly replaced: string | undefined;
}

/** The raw tables as the previous build kept them; undefined if anything but added order lines would have to be read again. */
export async function keptTables(
  {
    connection,
    source,
    kept,
  }: { readonly connection: BuildConnection; readonly source: Source; readonly kept: KeptRaw },
  known: ReadonlyMap<string, KnownFile>,
): Promise<ReadonlyMap<TableName, KeptTable> | undefined> {
  const tables = new Map<TableName, KeptTable>();
  for (const table of tableNames) {
    const found = await keptTable(source, kept, table, known);
    if (found === undefined || (table !== "transactions" && found.added.length > 0)) return undefined;
    if (found.replaced === undefined && (await hasVersions(connection, found))) return undefined;
    tables.set(table, found);
  }
  return tables;
}

async function keptTable(
  source: Source,
  kept: KeptRaw,
  table: TableName,
  known: ReadonlyMap<string, KnownFile>,
): Promise<KeptTable | undefined> {
  const before = filesBefore(table, known);
  const [same, added]: [KeptRows[], SourceFile[]] = [[], []];
  for (const file of source.tables.get(table) ?? []) {
    const rows = await kept.find(source, table, file);
    if (rows === undefined) added.push(file);
    else same.push(rows);
  }
  const gone = before.filter(({ file }) => !same.some(({ snapshot }) => snapshot.file.name === file.name));
  const removed = await kept.findBefore(
    source,
    table,
    gone.map(({ file }) => file),
  );
  if (removed === undefined || (before.length > 0 && same.length === 0)) return undefined;
  return { same, added, removed, replaced: await kept.findReplaced(source, before) };
}

function filesBefore(table: TableName, known: ReadonlyMap<string, KnownFile>): readonly TableFile[] {
  return [...known].flatMap(([key, { sha256 }]) => {
    const name = key.startsWith(`${table}\n`) ? key.slice(table.length + 1) : undefined;
    const file = name === undefined ? undefined : sourceFile(name, name);
    return file === undefined ? [] : [{ table, file, sha256 }];
  });
}

/** Whether rows have the columns by which versions are ordered, so that not all of them count. */
async function hasVersions(connection: BuildConnection, { same }: KeptTable): Promise<boolean> {
  if (same.length === 0) return false;
  const { rows } = await connection.database.query(`describe ${rowsOf(same.map(({ snapshot }) => snapshot.path))}`);
  return rows.some(([column]) => String(column).startsWith("_sdc_"));
}

/** A select of all rows of kept files. */
export function rowsOf(paths: readonly string[]): string {
  return `select * from read_parquet([${paths.map(quotePlainPath).join(", ")}], union_by_name = true)`;
}

/**
 * The select of a raw table's rows in files that are still the same, without those in `leftOut`, a relation of records; default:
 * those that newer ones replaced.
 */
export function sameRowsSql(
  source: Source,
  table: TableName,
  { same, replaced }: KeptTable,
  leftOut = replaced && `(${rowsOf([replaced])})`,
): string {
  const columns = rawColumns(source.mapping, table).map(quoteName).join(", ");
  const all = `select ${columns} from (${rowsOf(same.map(({ snapshot }) => snapshot.path))}) as same`;
  if (leftOut === undefined) return all;
  return `${all} where not exists (select 1 from ${leftOut} as left_out
    where left_out.source_file = same.source_file and left_out._record = same._record)`;
}
