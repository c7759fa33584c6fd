import type { Database } from "../database/database.ts";
import { quoteName } from "../database/sql-text.ts";
import { leaves, textAt } from "./open-json.ts";
import { textSigns } from "./text-signs.ts";

/** With more columns than this it is a document, not a line. */
const mostColumns = 200;
/** A page of records contains orders, an order contains lines; no export nests deeper. */
const mostLevels = 2;

type Queries = Pick<Database, "query">;

/** A table in which lists within records became separate records. */
export interface UnfoldedTable {
  readonly columns: readonly string[];
  /** The columns that held the lists, outermost first. */
  readonly lists: readonly string[];
  /** Columns with distinct values in all records that held a list. */
  readonly keys: readonly string[];
}

/**
 * Turns each object of a list into a record: `line_items[].price` beside the values of the order that contains it. `lists` are
 * the columns of the lists; "find" takes those whose objects look like lines or records, among `begun`, the columns with lists. A
 * record with an empty list remains one record.
 */
export async function unfoldLists(
  database: Queries,
  table: string,
  columns: readonly string[],
  lists: readonly string[] | "find",
  begun: readonly string[],
): Promise<UnfoldedTable> {
  let unfolded: UnfoldedTable = { columns, lists: [], keys: [] };
  for (let level = 0; level < (lists === "find" ? mostLevels : lists.length); level += 1) {
    const within = unfolded.columns.filter((name) => level === 0 || name.startsWith(`${unfolded.lists.at(-1)}[].`));
    const likely = level === 0 ? begun : (await textSigns(database, table, within)).lists;
    const list = lists === "find" ? await listIn(database, table, likely) : lists[level];
    if (list === undefined || !unfolded.columns.includes(list)) break;
    const keys = await keysOf(database, table, within);
    const added = await unfold(database, table, list);
    unfolded = { columns: [...unfolded.columns, ...added], lists: [...unfolded.lists, list], keys };
  }
  return unfolded;
}

/** Of these columns of lists the one whose objects are lines of an order, or records of a page. */
async function listIn(database: Queries, table: string, columns: readonly string[]): Promise<string | undefined> {
  const found: { readonly name: string; readonly keys: readonly string[]; readonly records: number }[] = [];
  for (const name of columns) {
    const value = quoteName(name);
    const { rows } = await database.query(
      `select count(*) filter (where json_type(try_cast(${value} as json)) is distinct from 'ARRAY'), count(*),
         json_group_structure(try_cast(${value} as json))::varchar from ${table} where ${value} is not null`,
    );
    const [others, records, structure] = rows[0] ?? [];
    const [element]: readonly unknown[] = Number(others) > 0 ? [] : asList(JSON.parse(String(structure)));
    const keys = leaves(element ?? {}, []).map(({ path }) => path.join("."));
    if (keys.length > 1) found.push({ name, keys, records: Number(records) });
  }
  const page = found.length === 1 && found[0]?.records === 1 ? found[0] : undefined;
  const goods = found.filter(({ name }) => !isOfMoney(name));
  return (
    goods.find(({ name, keys }) => isOfLines(name) && keys.some(isOfLine)) ??
    goods.find(({ name }) => isOfLines(name)) ??
    goods.find(({ keys }) => keys.some(isOfGoods) && keys.some(isOfPieces)) ??
    goods.find(({ name, keys }) => isOfOrders(name) && keys.some(isOfDay)) ??
    page
  )?.name;
}

function isOfLines(name: string): boolean {
  return /(^|[^a-z])(line_?items?|items?|lines?|(order|invoice|sales?|cart|receipt)_?(lines?|items?|rows?|details?)|products?|positions?|positionen|articles?|artikel|entries|skus)$/i.test(
    name.replaceAll(/([a-z])([A-Z])/g, "$1_$2"),
  );
}

/** What customers ordered, within each of them. */
function isOfOrders(name: string): boolean {
  return /(^|[^a-z])(orders?|invoices?|sales|purchases|bookings|bestellungen|auftraege|auftr[äa]ge|rechnungen|commandes|pedidos|ordini)$/i.test(
    name,
  );
}

function isOfDay(key: string): boolean {
  return /date|time|day|datum|fecha|(created|ordered|placed|purchased|booked|updated)(_?at|_?on)?$/i.test(key);
}

/** Lists beside the lines: `shipping_lines`, `tax_lines`, and those of the same goods that were sent or came back. */
function isOfMoney(name: string): boolean {
  return /refund|return|credit|shipment|shipping|fulfil|delivery|payment|transaction|discount|tax/i.test(name);
}

function isOfGoods(key: string): boolean {
  return /sku|product|article|artikel|variant|title|item|produkt|produit|producto|prodotto|(^|[._])name$/i.test(key);
}

function isOfPieces(key: string): boolean {
  return /qty|quantity|pieces|menge|anzahl|quantit|cantidad|aantal/i.test(key);
}

function isOfLine(key: string): boolean {
  return /price|amount|total|qty|quantity|sku|product|preis|menge|betrag|prix|precio/i.test(key);
}

async function keysOf(database: Queries, table: string, columns: readonly string[]): Promise<readonly string[]> {
  const likely = columns
    .filter((name) => /(^|[^a-z])(id|no|nr|number|name|key|ref\w*|code|nummer)$|Id$|ID$|order/i.test(name))
    .slice(0, 40);
  if (likely.length === 0) return [];
  const counts = likely.map((name) => `count(distinct ${quoteName(name)})`);
  const { rows } = await database.query(`select count(*), ${counts.join(", ")} from ${table}`);
  const [all = 0, ...different] = (rows[0] ?? []).map(Number);
  // Whatever a single page has is no key of what it holds.
  return all < 2 ? [] : likely.filter((_, at) => different[at] === all);
}

async function unfold(database: Queries, table: string, list: string): Promise<readonly string[]> {
  const value = `try_cast(${quoteName(list)} as json)`;
  const { rows } = await database.query(
    `select json_group_structure(${value})::varchar from ${table} where ${quoteName(list)} is not null`,
  );
  const [element] = asList(JSON.parse(String(rows[0]?.[0] ?? "[]")));
  const found = leaves(element ?? {}, []).slice(0, mostColumns);
  const names = found.map(({ path }) => `${list}[].${path.join(".")}`);
  const values = found.map((leaf, at) => `${textAt("_item", leaf)} as ${quoteName(names[at] ?? "")}`);
  // An order without lines stays, because it may have its own amount.
  const items = `unnest(if(coalesce(json_array_length(${value}), 0) = 0, [null::json], json_extract(${value}, '$[*]')))`;
  await database.query(`create or replace table ${table} as
    select * exclude (_item) replace (row_number() over () as _record)${values.map((each) => `, ${each}`).join("")}
    from (select *, ${items} as _item from ${table} order by _record)`);
  return names;
}

function asList(structure: unknown): readonly unknown[] {
  return Array.isArray(structure) ? structure : [];
}
