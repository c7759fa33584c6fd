import type { DuckDBDataChunk, DuckDBPreparedStatement, DuckDBResult } from "@duckdb/node-api";
import { lineBytes } from "./line-bytes.ts";
import type { QueryHandle } from "./query-handle.ts";
import { type Convert, converterOf, type DatabaseValue } from "./values.ts";

export type Parameter = string | number | boolean | null;

export interface Column {
  readonly name: string;
  readonly type: string;
}

export interface Rows {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly DatabaseValue[])[];
}

/** Complete lines of a text, each with its line end, and how many. */
export interface LineBytes {
  readonly count: number;
  readonly bytes: Uint8Array;
}

export type QueryLane = QueryHandle<DuckDBPreparedStatement>;

/** One call of DuckDB, made only while the database is open and the query not aborted. */
export type Inside = <T>(call: () => Promise<T>) => Promise<T>;

/** The rows as a stream, some two thousand at a time (one page without rows if there are none). */
export async function* readPages(
  handle: QueryLane,
  sql: string,
  params: readonly Parameter[],
  inside: Inside,
): AsyncGenerator<Rows> {
  const result = await begin(handle, sql, params, inside);
  const columns = columnsOf(result);
  const converters = columns.map((column) => converterOf(column.type));
  for (let pages = 0; ; pages += 1) {
    const chunk = await inside(() => result.fetchChunk());
    const rowCount = chunk?.rowCount ?? 0;
    if (chunk === null || rowCount === 0) {
      if (pages === 0) yield { columns, rows: [] };
      return;
    }
    yield { columns, rows: rowsOf(chunk, converters) };
  }
}

/** The rows of a chunk, filled column by column without a list of each column's values in between. */
function rowsOf(chunk: DuckDBDataChunk, converters: readonly Convert[]): readonly (readonly DatabaseValue[])[] {
  const rows = Array.from({ length: chunk.rowCount }, (): DatabaseValue[] => []);
  for (const [column, convert] of converters.entries()) {
    const vector = chunk.getColumnVector(column);
    for (let row = 0; row < rows.length; row += 1) rows[row]?.push(convert(vector.getItem(row)));
  }
  return rows;
}

/** The values of one BLOB column without nulls, each followed by a line end, some two thousand at a time. */
export async function* readLines(
  handle: QueryLane,
  sql: string,
  params: readonly Parameter[],
  inside: Inside,
): AsyncGenerator<LineBytes> {
  const result = await begin(handle, sql, params, inside);
  for (;;) {
    const chunk = await inside(() => result.fetchChunk());
    if (chunk === null || chunk.rowCount === 0) return;
    yield { count: chunk.rowCount, bytes: lineBytes(chunk) };
  }
}

async function begin(
  handle: QueryLane,
  sql: string,
  params: readonly Parameter[],
  inside: Inside,
): Promise<DuckDBResult> {
  const statement = await inside(() => handle.prepared(sql));
  params.forEach((value, index) => {
    bind(statement, index + 1, value);
  });
  return inside(() => statement.stream());
}

function columnsOf(result: DuckDBResult): readonly Column[] {
  const types = result.columnTypes();
  return result.columnNames().map((name, index) => ({ name, type: types[index]?.toString() ?? "VARCHAR" }));
}

function bind(statement: DuckDBPreparedStatement, index: number, value: Parameter): void {
  if (value === null) statement.bindNull(index);
  else if (typeof value === "string") statement.bindVarchar(index, value);
  else if (typeof value === "boolean") statement.bindBoolean(index, value);
  else if (!Number.isInteger(value)) statement.bindDouble(index, value);
  else if (Math.abs(value) < 2 ** 31) statement.bindInteger(index, value);
  else statement.bindBigInt(index, BigInt(value));
}
