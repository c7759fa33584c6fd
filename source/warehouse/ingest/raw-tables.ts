import { contractOf, tableNames } from "../contract-tables.ts";
import { quoteName } from "../sql-text.ts";
import type { Mapping } from "./mapping.ts";
import { ownColumnsOf } from "./own-columns.ts";

/**
 * The statements that create every raw table, empty, with the columns that a mapping adds; models can rely on all of them
 * existing.
 */
export function rawTableStatements(mapping: Pick<Mapping, "dimensions" | "discounts"> | undefined): readonly string[] {
  return [
    "create schema landing.raw",
    ...tableNames.map((table) => {
      const own = ownColumnsOf(mapping, table).map(({ name }) => name);
      const columns = [...contractOf(table).columns, ...own].map((column) => `${quoteName(column)} varchar`);
      const places = ["source_file varchar", "_record bigint", "_line bigint"];
      return `create table landing.raw.${table} (${[...columns, ...places].join(", ")})`;
    }),
    `create table landing.raw.rejects (source_table varchar, source_file varchar, _line bigint, column_name varchar,
     value varchar, reason varchar)`,
    `create table landing.raw.source_files (source_table varchar, file varchar, sha256 varchar, bytes bigint, rows bigint,
     modified_at timestamp)`,
  ];
}
