import type { Proposal } from "./proposal.ts";
import type { SampledFile } from "./sampled-file.ts";

/** The tables that come from a file, or look things up in it. */
export function tablesOf(file: SampledFile, { tables }: Pick<Proposal, "tables">): readonly string[] {
  const read = tables.filter(
    ({ from, joins, tableName, files }) =>
      from.includes(file.table) ||
      joins.some(({ files: parts }) => parts.includes(file.name)) ||
      (file.tableName === undefined && tableName === undefined && files.includes(file.name)),
  );
  return [...new Set(read.map(({ table }) => table))];
}
