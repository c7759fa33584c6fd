import type { BuildDatabase } from "../database/build-database.ts";
import { quoteText } from "../database/sql-text.ts";
import { alignedNames, alignedSelect } from "../files/aligned-names.ts";
import { type JoinedTable, joinedSql, type KeyPair, type Named } from "../ingest/joined-sql.ts";
import { columnFacts } from "./examine-columns.ts";
import type { FileGroup } from "./proposal.ts";
import type { SampledFile } from "./sampled-file.ts";

/** A file that the order lines look up in: at most one of its rows per line. */
export interface LookupJoin {
  readonly group: FileGroup;
  /** Columns of the lines (or of a file joined earlier), and those of the file. */
  readonly on: readonly [KeyPair, ...KeyPair[]];
}

/** Order lines with their lookups in other files, as one table. */
export interface Relation {
  readonly group: FileGroup;
  readonly joins: readonly LookupJoin[];
  /** As if it were a single file. */
  readonly file: SampledFile;
}

/** The records of all files of a group. */
export function united(group: FileGroup): string {
  const [file] = group;
  if (group.length === 1) return file.table;
  const names = (each: SampledFile) => each.columns.map(({ name }) => name);
  const parts = group.map(
    (each) =>
      `select *, ${quoteText(each.name)} as _file from (${alignedSelect(each.table, names(file), names(each))})`,
  );
  return `(${parts.join(" union all by name ")})`;
}

/** Makes one table of the lines and their lookups. */
export async function relate(
  connection: BuildDatabase,
  group: FileGroup,
  joins: readonly LookupJoin[],
  sums: readonly JoinedTable[] = [],
): Promise<Relation> {
  const [file] = group;
  if (group.length === 1 && joins.length === 0 && sums.length === 0) return { group, joins, file };
  const lines = { columns: unitedNames(group), sql: `select * from ${united(group)}` };
  const joined = joinedSql(lines, [...joins.map(asTable), ...sums]);
  return { group, joins, file: await materialised(connection, file, `joined_${sums.length}`, joined) };
}

/** A select as a table of the connection, with the facts of its columns. */
export async function materialised(
  connection: BuildDatabase,
  file: SampledFile,
  as: string,
  { columns, sql }: Named,
): Promise<SampledFile> {
  const table = `landing.work.${as}_${file.table.split(".").at(-1)}`;
  await connection.run(`create or replace table ${table} as ${sql}`);
  const { rows } = await connection.database.query(`select count(*) from ${table}`);
  const records = Number(rows[0]?.[0] ?? 0);
  return { ...file, table, records, columns: await columnFacts(connection.database, table, columns, records) };
}

/** The columns of all files of a group, those of later ones under the names of the first. */
export function unitedNames(group: FileGroup): readonly string[] {
  const first = group[0].columns.map(({ name }) => name);
  return [
    ...new Set(
      group.flatMap(({ columns }) => {
        const own = columns.map(({ name }) => name);
        const aligned = alignedNames(first, own);
        return own.map((name) => aligned.get(name) ?? name);
      }),
    ),
  ];
}

/** A lookup as a table that lines are joined with. */
function asTable({ group, on }: LookupJoin): JoinedTable {
  return { from: united(group), columns: unitedNames(group), on, name: group[0].name, sums: undefined };
}
