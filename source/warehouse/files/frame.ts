import { sourceErrors } from "../../errors/source.ts";
import { UserError } from "../../errors.ts";
import type { Database } from "../database/database.ts";
import { quoteName, quotePlainPath, quoteText } from "../database/sql-text.ts";
import { nullWords } from "./blank-words.ts";
import { ownName } from "./column-names.ts";
import type { CsvFacts } from "./csv-copy.ts";
import { distinctKeys, noRecords, pointer } from "./json-keys.ts";
import { areRecordsByKey, keyedRecords } from "./json-shapes.ts";
import type { Snapshot } from "./snapshot.ts";

/** SQL for a file's own columns, all as text, in the order of the file's records. */
export interface Frame {
  readonly columns: readonly string[];
  readonly sql: string;
}

/** The frame of a CSV copy: columns are declared, nothing is guessed, and what cannot be split goes to DuckDB's rejects. */
export function csvFrame(snapshot: Snapshot, csv: CsvFacts, isParallel: boolean): Frame {
  const columns = csv.columns.map((name) => `${quoteText(name)}: 'VARCHAR'`).join(", ");
  const blanks = ["", ...nullWords].map(quoteText);
  const options = [
    ...(csv.lead > 0 ? ["skip = 1"] : []),
    ...(csv.newline === "lf" ? ["new_line = '\\n'"] : []),
    `delim = ${quoteText(csv.delimiter)}`,
    `quote = '"', escape = '"', header = false, auto_detect = false, nullstr = [${blanks.join(", ")}], strict_mode = true`,
    `columns = {${columns}}, store_rejects = true, rejects_limit = 0, parallel = ${isParallel}`,
  ];
  return {
    columns: csv.columns,
    sql: `select *${withoutBlanks(csv)} from read_csv(${quotePlainPath(snapshot.path)}, ${options.join(", ")})`,
  };
}

/** The same file, but a text among numbers is a bad value, quarantined as it stands: so it is in Grounds' own form. */
export function asWritten(csv: CsvFacts): CsvFacts {
  return { ...csv, layout: { ...csv.layout, blanks: new Map() } };
}

/** Columns in which words such as NA mean no value, without those words. */
function withoutBlanks({ columns, layout }: CsvFacts): string {
  const replaced = [...layout.blanks].flatMap(([place, words]) => {
    const name = columns[place];
    if (name === undefined) return [];
    const own = quoteName(name);
    return [`case when ${own} in (${words.map(quoteText).join(", ")}) then null else ${own} end as ${own}`];
  });
  return replaced.length === 0 ? "" : ` replace (${replaced.join(", ")})`;
}

/** The frame of a Parquet or JSON copy. */
export async function otherFrame(database: Database, snapshot: Snapshot): Promise<Frame> {
  const { format } = snapshot.file;
  if (format === "parquet") return parquetFrame(database, snapshot);
  const records = `read_json_objects(${quotePlainPath(snapshot.path)}, format = 'auto')`;
  const keys = distinctKeys(
    await read(database, snapshot, `select distinct unnest(json_keys(json)) from ${records} order by all`),
  );
  if (keys.length === 0) throw noRecords(snapshot);
  if (format === "json" && keys.length >= fewestByKey && (await areByKey(database, records)))
    return { columns: [keyedRecords], sql: `select json::varchar as ${keyedRecords} from ${records}` };
  const columns = keys.map((key) => `nullif(json ->> ${quoteText(pointer(key))}, '') as ${quoteName(key)}`);
  return { columns: keys, sql: `select ${columns.join(", ")} from ${records}` };
}

const fewestByKey = 5;

/** Whether a file is one object of records by their keys: a column for each would be a column for each record. */
async function areByKey(database: Database, records: string): Promise<boolean> {
  const { rows } = await database.query(`select count(*) from ${records}`);
  return Number(rows[0]?.[0]) === 1 && (await areRecordsByKey(database, records, "json"));
}

/** A table of a DuckDB file attached as `input`; if several schemas have one of this name, main is preferred. */
export async function tableFrame(database: Database, snapshot: Snapshot, table: string): Promise<Frame | undefined> {
  const found = await readRows(
    database,
    snapshot,
    `select schema_name, table_name, column_name from duckdb_columns() where database_name = 'input' and not internal
     and lower(table_name) = ${quoteText(table)}
     order by schema_name = 'main' desc, schema_name, table_name, column_index`,
  );
  const [schema, name] = found[0] ?? [];
  if (schema === undefined || name === undefined) return undefined;
  const columns = found.filter((row) => row[0] === schema && row[1] === name).map((row) => row[2] ?? "");
  return {
    columns: columns.map(ownName),
    sql: `select ${asText(columns)} from input.${quoteName(schema)}.${quoteName(name)}`,
  };
}

async function parquetFrame(database: Database, snapshot: Snapshot): Promise<Frame> {
  const reader = `read_parquet(${quotePlainPath(snapshot.path)})`;
  const columns = await read(database, snapshot, `select column_name from (describe select * from ${reader})`);
  return { columns: columns.map(ownName), sql: `select ${asText(columns)} from ${reader}` };
}

function asText(columns: readonly string[]): string {
  return columns.map((name) => `nullif(${quoteName(name)}::varchar, '') as ${quoteName(ownName(name))}`).join(", ");
}

/** The texts of a statement's first column. */
async function read(database: Database, snapshot: Snapshot, sql: string): Promise<readonly string[]> {
  return (await readRows(database, snapshot, sql)).map(([name]) => name ?? "");
}

async function readRows(database: Database, snapshot: Snapshot, sql: string): Promise<readonly (readonly string[])[]> {
  try {
    const { rows } = await database.query(sql);
    return rows.map((row) => row.map(String));
  } catch (error) {
    throw unreadableFile(snapshot, error);
  }
}

/** The error for a file that its reader gives up on, with the reader's message but the file's name instead of the copy's path. */
export function unreadableFile(snapshot: Snapshot, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof UserError || error.name === "AbortError") return error;
  const [said = ""] = error.message.split("\n");
  return sourceErrors.notOfFormat({
    file: snapshot.file.name,
    format: snapshot.file.format,
    why: said.replaceAll(snapshot.path, snapshot.file.name),
  });
}
