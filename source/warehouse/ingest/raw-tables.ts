import { contractOf, tableNames } from "../contract-tables.ts";
import { quoteName } from "../sql-text.ts";

/** The statements that create every raw table, empty: models may rely on all of them being there. */
export function rawTableStatements(): readonly string[] {
  return [
    "create schema landing.raw",
    ...tableNames.map((table) => {
      const columns = contractOf(table).columns.map((column) => `${quoteName(column)} varchar`);
      const places = ["_file varchar", "_record bigint", "_line bigint"];
      return `create table landing.raw.${table} (${[...columns, ...places].join(", ")})`;
    }),
    `create table landing.raw.rejects (source_table varchar, _file varchar, _line bigint, column_name varchar,
     value varchar, reason varchar)`,
    `create table landing.raw.source_files (source_table varchar, file varchar, sha256 varchar, bytes bigint, rows bigint,
     modified_at timestamp)`,
  ];
}
