/**
 * What cannot be written as one SQL text for every engine. Everything else that `query` emits is accepted unchanged by each
 * engine: keys by their position in `group by`, intervals with their number quoted, `offset` before `limit`.
 */
export interface Dialect {
  readonly name: "duckdb" | "trino";
  /** A whole number from 0 to 255 for a text, the same on every engine and in every version: the ninth byte of its MD5. */
  byteOf(text: string): string;
  /** The last non-null value of a column in a window. */
  lastKnown(column: string, window: string): string;
  /** The select of an Iceberg table's snapshots; undefined if tables keep none. */
  readonly snapshots: ((schema: string, table: string) => string) | undefined;
}

/** The dialect of the warehouse that Grounds builds itself. */
export const duckdbDialect: Dialect = {
  name: "duckdb",
  byteOf: (text) => `md5_number_lower(${text}) % 256`,
  lastKnown: (column, window) => `last_value(${column} ignore nulls) over (${window})`,
  snapshots: undefined,
};

/** The dialect of Trino, and of Athena, which is built on it. */
export const trinoDialect: Dialect = {
  name: "trino",
  byteOf: (text) => `from_base(substr(to_hex(md5(to_utf8(${text}))), 17, 2), 16)`,
  lastKnown: (column, window) => `last_value(${column}) ignore nulls over (${window})`,
  snapshots: (schema, table) => `select
    date_format(committed_at at time zone 'UTC', '%Y-%m-%d %H:%i:%s') as committed_at_utc,
    operation,
    try_cast(element_at(summary, 'total-records') as bigint) as records,
    cast(snapshot_id as varchar) as snapshot_id
from ${schema}."${table}$snapshots"`,
};
