import { quoteName } from "../database/sql-text.ts";
import { contractOf, type TableName, tableNames } from "../mapping/contract-tables.ts";
import type { Mapping } from "../mapping/mapping.ts";
import { ownColumnsOf } from "../mapping/own-columns.ts";

const places = ["source_file", "_record", "_line"];

/** The columns of a raw table, with those that a mapping adds. */
export function rawColumns(mapping: Pick<Mapping, "dimensions" | "discounts"> | undefined, table: TableName) {
  return [...valueColumns(mapping, table), ...places];
}

function valueColumns(mapping: Pick<Mapping, "dimensions" | "discounts"> | undefined, table: TableName) {
  return [...contractOf(table).columns, ...ownColumnsOf(mapping, table).map(({ name }) => name)];
}

/**
 * The statements that create every raw table, empty, with the columns that a mapping adds; models can rely on all of them
 * existing.
 */
export function rawTableStatements(mapping: Pick<Mapping, "dimensions" | "discounts"> | undefined): readonly string[] {
  return [
    "create schema landing.raw",
    ...tableNames.map((table) => {
      const columns = valueColumns(mapping, table).map((column) => `${quoteName(column)} varchar`);
      return `create table landing.raw.${table} (${columns.join(", ")}, source_file varchar, _record bigint, _line bigint)`;
    }),
    `create table landing.raw.rejects (source_table varchar, source_file varchar, _line bigint, column_name varchar,
     value varchar, reason varchar)`,
    `create table landing.raw.source_files (source_table varchar, file varchar, sha256 varchar, bytes bigint, rows bigint,
     modified_at timestamp)`,
  ];
}
