import type { Database } from "../database/database.ts";
import { quoteName } from "../database/sql-text.ts";

/** Columns of a table of texts with values that start as JSON objects do, as lists do, and that have more than ASCII. */
export interface TextSigns {
  readonly objects: readonly string[];
  readonly lists: readonly string[];
  readonly beyondAscii: readonly string[];
}

/** With more columns, their values are unpivoted: the time of a select of many aggregates grows with the square of their number. */
const mostAggregates = 60;
const columnsAtOnce = 300;

export async function textSigns(
  database: Pick<Database, "query">,
  table: string,
  columns: readonly string[],
): Promise<TextSigns> {
  const found =
    columns.length > mostAggregates ? await byRow(database, table, columns) : await byColumn(database, table, columns);
  const of = (at: number) => columns.filter((name) => found.get(name)?.[at] === true);
  return { objects: of(0), lists: of(1), beyondAscii: of(2) };
}

type Signs = ReadonlyMap<string, readonly unknown[]>;

const signCount = 3;
const signs = (value: string) =>
  [
    ...["{", "["].map((sign) => `bool_or(starts_with(ltrim(${value}), '${sign}'))`),
    `bool_or(strlen(${value}) <> length(${value}))`,
  ].join(", ");

async function byColumn(database: Pick<Database, "query">, table: string, columns: readonly string[]): Promise<Signs> {
  if (columns.length === 0) return new Map();
  const { rows } = await database.query(
    `select ${columns.map((name) => signs(quoteName(name))).join(", ")} from ${table}`,
  );
  return new Map(columns.map((name, at) => [name, rows[0]?.slice(signCount * at, signCount * (at + 1)) ?? []]));
}

async function byRow(database: Pick<Database, "query">, table: string, columns: readonly string[]): Promise<Signs> {
  const found = new Map<string, readonly unknown[]>();
  for (let from = 0; from < columns.length; from += columnsAtOnce) {
    const list = columns
      .slice(from, from + columnsAtOnce)
      .map(quoteName)
      .join(", ");
    const { rows } = await database.query(
      `select name, ${signs("v")} from (unpivot (select ${list} from ${table}) on ${list} into name name value v) group by name`,
    );
    for (const [name, ...own] of rows) found.set(String(name), own);
  }
  return found;
}
