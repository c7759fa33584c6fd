import { mappingErrors } from "../../errors/mapping.ts";
import { sourceErrors } from "../../errors/source.ts";
import type { Snapshot } from "../files/snapshot.ts";
import { contractOf, type TableName } from "../mapping/contract-tables.ts";
import type { Mapping } from "../mapping/mapping.ts";

/** A source may lack tables; a mapping that names a missing one is an error: throws UserError with the mapping's line. */
export function refuseMissing(mapping: Mapping | undefined, table: TableName, snapshot: Snapshot): undefined {
  const name = mapping?.tables[table]?.table;
  if (!mapping || name === undefined) return undefined;
  const line = mapping.lineOf("tables", table, "table");
  throw mappingErrors.noStream({ name, of: snapshot.file.name, file: mapping.file, line, table });
}

/** If columns are matched by name, it is unclear which of two with the same name is meant: throws UserError. */
export function refuseDuplicateColumns(table: TableName, { file, csv }: Snapshot): void {
  const isOfContract = (name: string) => contractOf(table).columns.includes(name.toLowerCase());
  const column = csv?.layout.twice.find(isOfContract);
  if (column === undefined) return;
  throw sourceErrors.columnTwice({ file: file.name, column, line: csv?.layout.headerLine ?? 1 });
}
