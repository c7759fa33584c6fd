import { personalColumns } from "../../domain/contact-columns.ts";
import type { Database } from "../database/database.ts";
import { quoteName, quoteText } from "../database/sql-text.ts";
import type { SilverColumn } from "./silver-columns.ts";

/** How the values of a column are distributed. */
export interface ColumnProfile {
  readonly model: string;
  readonly column: string;
  readonly rows: number;
  /** Rows without a value. */
  readonly empty: number;
  /** Rows by value; undefined for ids, and for a column with too many values to be categories. */
  readonly values: ReadonlyMap<string, number> | undefined;
}

const profiledModels = ["fct_transactions", "dim_customer_acquisition", "dim_coffee_profile"];

/** A column with more values than this is not a category, so new values in it mean nothing. */
const maxValues = 50;

/** Profiles of the text columns of order lines, customers and products, without columns of personal data. */
export async function profileColumns(
  database: Pick<Database, "query">,
  silver: readonly SilverColumn[],
): Promise<readonly ColumnProfile[]> {
  const profiles: ColumnProfile[] = [];
  for (const [model, columns] of textColumns(silver)) {
    const [rows, ...filled] = await countFilled(database, model, columns);
    const values = await countValues(database, model, columns.filter(isCategory));
    for (const [index, column] of columns.entries()) {
      const found = isCategory(column) ? (values.get(column) ?? new Map<string, number>()) : undefined;
      const isFew = found !== undefined && found.size <= maxValues;
      const empty = (rows ?? 0) - (filled[index] ?? 0);
      profiles.push({ model, column, rows: rows ?? 0, empty, values: isFew ? found : undefined });
    }
  }
  return profiles;
}

function isCategory(column: string): boolean {
  return !/_(id|key)$/.test(column);
}

function textColumns(silver: readonly SilverColumn[]): ReadonlyMap<string, readonly string[]> {
  const shown = silver.filter(
    ({ table, column, type }) =>
      type === "VARCHAR" && profiledModels.includes(table) && !personalColumns.includes(column),
  );
  return new Map(
    [...Map.groupBy(shown, ({ table }) => table)].map(([table, own]) => [table, own.map(({ column }) => column)]),
  );
}

/** The rows of a table, then the rows with a value in each column. */
async function countFilled(
  database: Pick<Database, "query">,
  model: string,
  columns: readonly string[],
): Promise<readonly number[]> {
  const counts = columns.map((column) => `count(nullif(${quoteName(column)}, ''))`);
  const { rows } = await database.query(`select ${["count(*)", ...counts].join(", ")} from silver.${model}`);
  return (rows[0] ?? []).map(Number);
}

/** Rows by value and column, up to one value more than a category may have. */
async function countValues(
  database: Pick<Database, "query">,
  model: string,
  columns: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  if (columns.length === 0) return new Map();
  const { rows } = await database.query(columns.map((column) => `(${valuesSql(model, column)})`).join(" union all "));
  const counted = Map.groupBy(rows, ([column]) => String(column));
  return new Map(
    [...counted].map(([column, own]) => [
      column,
      new Map(own.map(([, value, count]) => [String(value), Number(count)])),
    ]),
  );
}

/** The rows of each value of a column, most frequent first. */
export function valuesSql(model: string, column: string): string {
  const name = quoteName(column);
  return `select ${quoteText(column)} as column_name, ${name} as value, count(*) as rows from silver.${model}
where nullif(${name}, '') is not null group by 2 order by 3 desc, 2 limit ${maxValues + 1}`;
}
