import type { Database } from "../database/database.ts";
import { quoteName, quoteText } from "../database/sql-text.ts";

type Queries = Pick<Database, "query">;

const fewestGroups = 3;
const fewestColumns = 3;
/** Columns considered; in such reports an order's own columns come first. */
const firstColumns = 60;
const keyName =
  /order|invoice|sale|receipt|ref|number|no\.?$|nr\.?$|id$|beleg|auftrag|rechnung|commande|facture|pedido|fattura/i;

/**
 * Columns that are filled only on the first record of each group, including its number, as in reports made for reading: blank
 * on the same records, whose other columns are filled. Empty for any other table.
 */
export async function groupColumns(
  database: Queries,
  table: string,
  columns: readonly string[],
): Promise<readonly string[]> {
  const looked = columns.slice(0, firstColumns);
  const [first] = looked;
  if (first === undefined || looked.length < fewestColumns + 2) return [];
  const head = quoteName(first);
  const { rows: heads } = await database.query(`select count(*), count(${head}) from ${table}`);
  const [all = 0, groups = 0] = (heads[0] ?? []).map(Number);
  const blank = all - groups;
  if (groups < fewestGroups || blank < 0.1 * all || blank < fewestGroups) return [];
  const counts = looked.map(
    (name) => `count(${quoteName(name)}), count(*) filter (where (${quoteName(name)} is null) = (${head} is null))`,
  );
  const { rows } = await database.query(`select arg_min(${head} is null, _record), ${counts.join(", ")} from ${table}`);
  if (rows[0]?.[0] !== false) return [];
  const of = (at: number, which: 0 | 1) => Number(rows[0]?.[1 + 2 * at + which] ?? 0);
  const grouped = looked.filter((_, at) => of(at, 1) === all);
  const whole = looked.filter((_, at) => of(at, 0) >= 0.99 * all);
  const isGroup = grouped.length >= fewestColumns && whole.length >= 2 && grouped.some((name) => keyName.test(name));
  // If every record has a number, its order is known already.
  const isTold = whole.some((name) => keyName.test(name) && !/line|item|product|sku/i.test(name));
  return isGroup && !isTold ? withoutAmounts(database, table, grouped) : [];
}

/** An order's amounts stay on its first record, because on every record they would count several times. */
async function withoutAmounts(
  database: Queries,
  table: string,
  columns: readonly string[],
): Promise<readonly string[]> {
  const amount = "^[^0-9]*[0-9][0-9.,'’ ]*[.,][0-9]{2}[^0-9]*$";
  const day = "^[0-9]{1,2}[.][0-9]{1,2}[.]([0-9]{2}|[0-9]{4})$";
  const counts = columns.map((name) => {
    const value = `trim(${quoteName(name)})`;
    const isAmount = `regexp_matches(${value}, ${quoteText(amount)}) and not regexp_matches(${value}, ${quoteText(day)})`;
    return `count(*) filter (where ${isAmount}) > 0.8 * count(${quoteName(name)})`;
  });
  const { rows } = await database.query(`select ${counts.join(", ")} from ${table}`);
  return columns.filter((_, at) => rows[0]?.[at] !== true);
}

/** Gives each record the values of the last record before it that has them. */
export async function fillDown(database: Queries, table: string, columns: readonly string[]): Promise<void> {
  if (columns.length === 0) return;
  const filled = columns.map(
    (name) => `last_value(${quoteName(name)} ignore nulls) over (order by _record) as ${quoteName(name)}`,
  );
  await database.query(`create or replace table ${table} as
    select * replace (${filled.join(", ")}) from ${table} order by _record`);
}
