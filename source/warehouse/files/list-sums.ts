import type { Database } from "../database.ts";
import { quoteName, quoteText } from "../sql-text.ts";
import { escaped, leaves } from "./open-json.ts";

type Queries = Pick<Database, "query">;

/** Lists beside the lines of an order with amounts that count: what was given back, and what was taken off. */
const moneyList = /refund|return|credit|chargeback|discount|coupon|voucher|gutschrift|rabatt/i;
const amount = /(^|[._])(amount|total|value|subtotal|betrag|montant|importe)$/i;

/**
 * Adds a column with the sum of the amounts of each such list that stays a text: `refunds.amount` of an order's refunds. `begun`
 * are the columns with lists. A record without entries has none. Returns all columns.
 */
export async function sumLists(
  database: Queries,
  table: string,
  columns: readonly string[],
  begun: readonly string[],
): Promise<readonly string[]> {
  const lists = begun.filter((name) => moneyList.test(name.split("[].").at(-1) ?? name));
  const sums: { readonly name: string; readonly list: string; readonly path: readonly string[] }[] = [];
  for (const list of lists) {
    for (const path of await amountsIn(database, table, list)) {
      const name = `${list}.${path.join(".")}`;
      if (!columns.includes(name)) sums.push({ name, list, path });
    }
  }
  if (sums.length === 0) return columns;
  const values = sums.map(({ name, list, path }) => {
    const items = `json_extract(try_cast(${quoteName(list)} as json), '$[*]')`;
    const each = `try_cast((each ->> ${quoteText(`/${path.map(escaped).join("/")}`)}) as decimal(18, 4))`;
    return `list_sum(list_transform(${items}, lambda each: ${each}))::varchar as ${quoteName(name)}`;
  });
  await database.query(`create or replace table ${table} as select *, ${values.join(", ")} from ${table}`);
  return [...columns, ...sums.map(({ name }) => name)];
}

/** The paths to amounts within the objects of a list; of several with the same values, the first. */
async function amountsIn(database: Queries, table: string, list: string): Promise<readonly (readonly string[])[]> {
  const { rows } = await database.query(
    `select json_group_structure(try_cast(${quoteName(list)} as json))::varchar from ${table} where ${quoteName(list)} is not null`,
  );
  const structure: unknown = JSON.parse(String(rows[0]?.[0] ?? "[]"));
  const element: unknown = Array.isArray(structure) ? structure[0] : undefined;
  return leaves(element ?? {}, [])
    .filter((path) => amount.test(path.join(".")))
    .slice(0, 1);
}
