import { closeSync, constants as open, openSync, readSync } from "node:fs";
import { constants, gunzipSync } from "node:zlib";
import type { BuildConnection } from "../database/build-database.ts";
import type { Database } from "../database/database.ts";
import { quoteName, quotePlainPath, quoteText } from "../database/sql-text.ts";
import type { TableName } from "../mapping/contract-tables.ts";
import type { Frame } from "./frame.ts";
import { distinctKeys, noRecords, pointer } from "./json-keys.ts";
import type { Snapshot } from "./snapshot.ts";

/** A frame of newline-delimited JSON; its SQL also has `_line`. */
export interface LinesFrame extends Frame {
  /** Number of records that the frame must return. */
  readonly records: number;
  /** Lines that are not JSON objects. */
  readonly rejected: number;
}

/** The objects of a file with one JSON object per line; other lines go to the rejects with their number. */
export async function jsonLinesFrame(
  connection: BuildConnection,
  table: TableName,
  snapshot: Snapshot,
): Promise<LinesFrame> {
  const rejected = await rejectOthers(connection, table, snapshot);
  const records = `(select ${asObject} as json, _line from ${linesOf(snapshot)} where ${isObject})`;
  const count = await countOf(connection.database, records);
  if (count === 0) throw noRecords(snapshot);
  return { ...(await frameOf(connection.database, records, [])), records: count, rejected };
}

/**
 * The records of one stream in a file of Singer messages (SCHEMA, RECORD, STATE); undefined if it has no such stream. If the
 * stream has a key, later records replace earlier ones, as in Singer targets; replaced versions are left out.
 */
export async function singerFrame(
  connection: BuildConnection,
  table: TableName,
  snapshot: Snapshot,
  stream: string = table,
): Promise<LinesFrame | undefined> {
  const messages = `(select ${asObject} as message, _line from ${linesOf(snapshot)} where ${isObject})`;
  const own = `lower(regexp_extract(message ->> 'stream', '${/[.-]/.test(stream) ? ".+" : "[^.-]+$"}')) = ${quoteText(stream)}`;
  const ofType = (type: string) => `${messages} where (message ->> 'type') = '${type}' and ${own}`;
  const told = await connection.database.query(
    `select count(*), max(json_array_length(message -> 'key_properties')) from ${ofType("SCHEMA")}`,
  );
  const version = `select max(try_cast(message ->> 'version' as hugeint)) from ${ofType("ACTIVATE_VERSION")}`;
  const records = `(select message -> 'record' as json, _line from ${ofType("RECORD")}
    and coalesce(try_cast(message ->> 'version' as hugeint) >= (${version}), true))`;
  const count = await countOf(connection.database, records);
  if (count === 0 && Number(told.rows[0]?.[0]) === 0) return undefined;
  const rejected = table === "transactions" ? await rejectOthers(connection, table, snapshot) : 0;
  const hasKey = Number(told.rows[0]?.[1] ?? 0) > 0;
  const frame = await frameOf(connection.database, records, hasKey ? ["_sdc_sequence"] : []);
  return { ...frame, records: count, rejected };
}

/** The streams in a file of Singer messages, as named by its records. */
export async function streamsOf(connection: BuildConnection, snapshot: Snapshot): Promise<readonly string[]> {
  const { rows } = await connection.database.query(
    `select distinct lower(${asObject} ->> 'stream') as stream from ${linesOf(snapshot)}
     where ${isObject} and (${asObject} ->> 'type') = 'RECORD' order by 1`,
  );
  return rows.map(([stream]) => String(stream));
}

/** Whether a file's first line is a Singer message. */
export function isSingerFile(path: string, isGzip: boolean): boolean {
  try {
    const first = firstBytes(path, isGzip).toString("utf8").trimStart().split("\n")[0] ?? "";
    return /"type"\s*:\s*"(SCHEMA|RECORD|STATE|ACTIVATE_VERSION)"/.test(first) && /^\{/.test(first);
  } catch {
    return false;
  }
}

function firstBytes(path: string, isGzip: boolean): Buffer {
  const file = openSync(path, open.O_RDONLY | open.O_NONBLOCK);
  try {
    const bytes = Buffer.alloc(65_536);
    const length = readSync(file, bytes, 0, bytes.length, 0);
    const some = bytes.subarray(0, length);
    return isGzip ? gunzipSync(some, { finishFlush: constants.Z_SYNC_FLUSH }) : some;
  } finally {
    closeSync(file);
  }
}

/** Messages that the follower of a topic marked as not being order lines, with their position in the topic. */
const rejectedAs = "if(json like '!dead-letter %', substr(json, 14), 'not a JSON object')";

const asObject = "try_cast(json as json)";
const isObject = `coalesce(json_type(${asObject}) = 'OBJECT', false)`;

/** Every line with its physical number, read as a CSV of one column, which keeps blank lines. */
function linesOf(snapshot: Snapshot): string {
  const options = `delim = '\u0001', quote = '', escape = '', header = false, auto_detect = false, max_line_size = 50000000`;
  return `(select trim(json) as json, row_number() over () as _line
    from read_csv(${quotePlainPath(snapshot.path)}, ${options}, columns = {'json': 'VARCHAR'}))`;
}

async function rejectOthers(connection: BuildConnection, table: TableName, snapshot: Snapshot): Promise<number> {
  const { rows } = await connection.database.query(`insert into landing.raw.rejects
    select ${quoteText(table)}, ${quoteText(snapshot.file.name)}, _line, null, ${rejectedAs}, 'unreadable record'
    from ${linesOf(snapshot)} where json <> '' and not (${isObject})`);
  return Number(rows[0]?.[0] ?? 0);
}

async function frameOf(database: Database, records: string, extra: readonly string[]): Promise<Frame> {
  const { rows } = await database.query(`select distinct unnest(json_keys(json)) as key from ${records} order by all`);
  const keys = distinctKeys(rows.map(([key]) => String(key)));
  const columns = keys.map((key) => `nullif(json ->> ${quoteText(pointer(key))}, '') as ${quoteName(key)}`);
  const added = extra.filter((name) => !keys.includes(name));
  return {
    columns: [...keys, ...added],
    sql: `select ${[...columns, ...added.map((name) => `_line::varchar as ${name}`)].map((column) => `${column}, `).join("")}_line from ${records}`,
  };
}

async function countOf(database: Database, records: string): Promise<number> {
  const { rows } = await database.query(`select count(*) from ${records}`);
  return Number(rows[0]?.[0] ?? 0);
}
