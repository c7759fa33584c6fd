/** A common table expression that is worked out once, before anything that reads it. */
export type Materialized = "materialized";

/**
 * What SQL cannot say in one text for every engine. All else that `query` emits is written so that each engine takes it as
 * it stands: keys by their place in `group by`, intervals with their number quoted, `offset` before `limit`.
 */
export interface Dialect {
  readonly name: "duckdb" | "trino";
  /** How a CTE that several clauses read is asked to be worked out once; undefined where that cannot be asked for. */
  readonly materialized: Materialized | undefined;
  /** A whole number from 0 to 255 that a text has on every engine and in every version: the ninth byte of its MD5. */
  byteOf(text: string): string;
  /** The last value of a column in a window that is one; null values are passed over. */
  lastKnown(column: string, window: string): string;
}

/** The dialect of the warehouse that Grounds builds itself. */
export const duckdbDialect: Dialect = {
  name: "duckdb",
  materialized: "materialized",
  byteOf: (text) => `md5_number_lower(${text}) % 256`,
  lastKnown: (column, window) => `last_value(${column} ignore nulls) over (${window})`,
};

/** The dialect of Trino, and of Athena, which is built on it. */
export const trinoDialect: Dialect = {
  name: "trino",
  materialized: undefined,
  byteOf: (text) => `from_base(substr(to_hex(md5(to_utf8(${text}))), 17, 2), 16)`,
  lastKnown: (column, window) => `last_value(${column}) ignore nulls over (${window})`,
};
