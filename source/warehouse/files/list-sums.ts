import type { Database } from "../database/database.ts";
import { quoteName, quoteText } from "../database/sql-text.ts";
import type { UnfoldedTable } from "./json-rows.ts";
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

/** A list within records with amounts that no column has. */
export interface UnreadList {
  readonly name: string;
  /** What of it: a path to amounts, or the kind of its entries. */
  readonly of: string;
  readonly records: number;
  /** Exact decimal text. */
  readonly sum: string;
}

/** What lists hold that repeat an order's money, or have none of it. */
const repeating =
  /pay(ment)?|transaction|tender|tax|vat|shipping|shipment|deliver|fulfil|fee|event|history|status|tracking|price/i;
const entryKind = /(^|[._])(kind|type|status|action)$/i;
const mostUnread = 8;

/** From this share of records on whose column has a list's sum, the list only splits that column. */
const nearlyAll = 0.95;
/** Columns in which a list's sum is looked for. */
const mostColumns = 100;

/**
 * Lists of amounts whose names do not say what they are, and refunds among an order's payments. A list whose sum a column of
 * its record has already is left out of them.
 */
export async function unreadLists(
  database: Queries,
  table: string,
  begun: readonly string[],
  { columns, lists, keys }: Pick<UnfoldedTable, "columns" | "lists" | "keys">,
): Promise<readonly UnreadList[]> {
  // Where lines became records, each repeats the lists of its order.
  const order = lists.length === 0 ? "_record" : quoteName(keys[0] ?? "_record");
  const plain = columns.filter((name) => !begun.includes(name) && !name.startsWith("_")).slice(0, mostColumns);
  const amounts = plain.map((name) => `try_cast(${quoteName(name)} as decimal(18, 4))`).join(", ");
  const found: UnreadList[] = [];
  for (const list of begun.filter((name) => !lists.includes(name)).slice(0, mostUnread)) {
    const own = list.split("[].").at(-1) ?? list;
    if (moneyList.test(own)) continue;
    const paths = await leavesIn(database, table, list);
    const path = paths.find((each) => amount.test(each.join(".")));
    const kind = paths.find((each) => entryKind.test(each.join(".")));
    const isRepeating = repeating.test(own);
    if (path === undefined || (isRepeating && kind === undefined)) continue;
    const of = (each: readonly string[]) => quoteText(`/${each.map(escaped).join("/")}`);
    const which =
      isRepeating && kind !== undefined
        ? `regexp_matches(entry ->> ${of(kind)}, '(?i)refund|chargeback|return')`
        : "true";
    const { rows } = await database.query(
      `with records as (select ${order} as id, any_value(${quoteName(list)}) as list, flatten(list([${amounts}])) as amounts from ${table} group by 1),
       entries as (select id, amounts, unnest(json_extract(try_cast(list as json), '$[*]')) as entry from records),
       sums as (select id, any_value(amounts) as amounts, sum(abs(try_cast(entry ->> ${of(path)} as decimal(18, 4))))::decimal(18, 4) as total
         from entries where ${which} group by 1)
       select count(*), coalesce(sum(total), 0)::decimal(38, 2)::varchar, avg(if(list_contains(amounts, total), 1, 0)) * if(count(distinct total) > 1, 1, 0) from sums`,
    );
    const [records, sum, repeated] = rows[0] ?? [];
    if (Number(sum) === 0 || (!isRepeating && Number(repeated) >= nearlyAll)) continue;
    found.push({
      name: list,
      of: isRepeating ? "refunds" : path.join("."),
      records: Number(records),
      sum: String(sum),
    });
  }
  return found;
}

/** The paths to amounts within the objects of a list; of several with the same values, the first. */
async function amountsIn(database: Queries, table: string, list: string): Promise<readonly (readonly string[])[]> {
  const paths = await leavesIn(database, table, list);
  return paths.filter((path) => amount.test(path.join("."))).slice(0, 1);
}

async function leavesIn(database: Queries, table: string, list: string): Promise<readonly (readonly string[])[]> {
  const { rows } = await database.query(
    `select json_group_structure(try_cast(${quoteName(list)} as json))::varchar from ${table} where ${quoteName(list)} is not null`,
  );
  const structure: unknown = JSON.parse(String(rows[0]?.[0] ?? "[]"));
  const element: unknown = Array.isArray(structure) ? structure[0] : undefined;
  return leaves(element ?? {}, []).map(({ path }) => path);
}
