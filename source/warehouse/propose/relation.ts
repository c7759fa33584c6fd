import type { BuildDatabase } from "../database/build-database.ts";
import { quoteName, quoteText } from "../database/sql-text.ts";
import { alignedNames, alignedSelect } from "../files/aligned-names.ts";
import { bareKey, bareKeys, type JoinedTable, joinedSql, type KeyPair, type Named } from "../ingest/joined-sql.ts";
import type { Asked } from "./asked.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { dateShare } from "./date-style.ts";
import { signPart } from "./entry-part.ts";
import { columnFacts } from "./examine-columns.ts";
import { flagPart } from "./flag-part.ts";
import { isRevenueKind } from "./money-names.ts";
import { fileNameScore } from "./names.ts";
import { normalName } from "./normal-name.ts";
import { numberShare } from "./number-style.ts";
import { moneyKindIn } from "./own-currency.ts";
import type { FileGroup } from "./proposal.ts";
import { candidates } from "./propose-columns.ts";
import { isEntryName, isStatusName, revenueWord } from "./revenue-words.ts";
import type { SampledFile } from "./sampled-file.ts";
import { says } from "./vocabulary.ts";

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

/** What the order lines need from a group of files. */
interface Needs {
  readonly date: boolean;
  readonly customer: boolean;
  readonly money: boolean;
}

export function hasRoles(file: SampledFile): Needs {
  return {
    date: candidates("transactions", "transacted_at", file).length > 0,
    customer:
      candidates("transactions", "customer_id", file).length > 0 || file.columns.some(({ email }) => email > 0.9),
    money: file.columns.some(
      (facts) => isMoney(file, facts.name) && numberShare(facts) >= 0.5 && dateShare(facts) < 0.5,
    ),
  };
}

type RolesOf = (file: SampledFile) => Needs;

/** If no file has a column named as the day of a sale, any date may be it. */
function rolesAmong(groups: readonly FileGroup[]): RolesOf {
  if (groups.some(([file]) => hasRoles(file).date)) return hasRoles;
  return (file) => ({
    ...hasRoles(file),
    date: file.columns.some((facts) => facts.filled > 0.9 * file.records && dateShare(facts) > 0.9),
  });
}

function isMoney(file: SampledFile, name: string): boolean {
  const kind = moneyKindIn(file, name);
  return kind !== undefined && isRevenueKind(kind);
}

/** The files that could be order lines with everything they need, alone or joined, likeliest first. */
export async function findLines(asked: Asked, groups: readonly FileGroup[]) {
  const found = [];
  const rolesOf = rolesAmong(groups);
  for (const group of groups) {
    const joins = await joinsOf(asked, group, groups, rolesOf);
    const files = [group[0], ...joins.map(({ group: [file] }) => file)];
    const roles = files.map(rolesOf);
    const needs: Needs = {
      date: roles.some(({ date }) => date),
      customer: roles.some(({ customer }) => customer),
      money: roles.some(({ money }) => money),
    };
    found.push({ group, joins, needs, score: scoreOf(group, joins, needs) });
  }
  return documentsFirst(
    asked,
    found.toSorted((a, b) => b.score - a.score),
  );
}

/** Payments name the invoice or order that they pay; what was sold is in its list, if that has a customer, a day and an amount. */
async function documentsFirst<Found extends { readonly group: FileGroup; readonly joins: readonly LookupJoin[] }>(
  asked: Asked,
  found: readonly Found[],
): Promise<readonly Found[]> {
  const [first] = found;
  if (first === undefined || first.joins.length > 0 || !arePayments(first.group[0])) return found;
  for (const other of found.slice(1)) {
    const needs = hasRoles(other.group[0]);
    if (!needs.customer || !needs.date || !needs.money || arePayments(other.group[0])) continue;
    if ((await keyBetween(asked, first.group, other.group)) !== undefined)
      return [other, ...found.filter((one) => one !== other)];
  }
  return found;
}

/** Whether rows are payments: by the file's name or the words for the kind of each row, without products. */
function arePayments(file: SampledFile): boolean {
  const name = normalName(file.tableName ?? file.name);
  const isNamed = /(^|_)(payments?|transactions?|charges?|receipts?|zahlungen?|paiements?|pagos?)(_|$)/.test(name);
  const hasWords = file.columns.some(
    ({ name: own, words }) =>
      isEntryName(own) && words.some((word) => /^(payment|zahlung|paiement|pago)$/i.test(word.trim())),
  );
  return (isNamed || hasWords) && candidates("transactions", "product_id", file).length === 0;
}

function scoreOf(group: FileGroup, joins: readonly LookupJoin[], needs: Needs): number {
  const [file] = group;
  const name = file.tableName ?? file.name;
  const bare =
    name
      .split("/")
      .at(-1)
      ?.replace(/\.[a-z]+(\.gz)?$/i, "") ?? name;
  const complete = [needs.date, needs.customer, needs.money].filter(Boolean).length;
  const others = (
    ["reversals", "customers", "coffee_profiles", "discount_offerings", "subscription_state_changes"] as const
  ).map((table) => fileNameScore(table, bare));
  const own = fileNameScore("transactions", bare);
  const rival = Math.max(0, ...others) > own ? 1.5 : 0;
  const aside =
    /payment|payout|inventory|stock|shipment|budget|forecast|geolocation|review|session|visit/.test(normalName(bare)) &&
    joins.length > 0
      ? 1
      : 0;
  const planned = /(^|_)(budgets?|forecasts?|plan|targets?|backup|template|samples?)(_|$)/.test(normalName(bare))
    ? 1
    : 0;
  const isOfLines =
    hasRoles(file).money &&
    joins.some(({ on: [{ own }] }) => !file.columns.some((facts) => facts.name === own && facts.isUnique));
  return (
    2 * complete +
    own +
    (isOfLines ? 0.6 : 0) +
    (isOfLines && hasProducts(file) ? 0.2 : 0) -
    rival -
    aside -
    planned +
    Math.min(0.3, Math.log10(1 + file.records) / 20)
  );
}

function hasProducts(file: SampledFile): boolean {
  return ["product_id", "quantity"].every((column) => candidates("transactions", column, file).length > 0);
}

/** Files with a key that the lines refer to, if they contain what the lines lack. */
async function joinsOf(
  asked: Asked,
  group: FileGroup,
  groups: readonly FileGroup[],
  rolesOf: RolesOf,
): Promise<readonly LookupJoin[]> {
  const joins: LookupJoin[] = [];
  let reached: readonly FileGroup[] = [group];
  for (let depth = 0; depth < 2; depth += 1) {
    const next: FileGroup[] = [];
    for (const from of reached) {
      for (const to of groups) {
        if (to === group || joins.some((join) => join.group === to)) continue;
        const have = [group, ...joins.map((join) => join.group)];
        const isNeeded = addsRole(have, to, rolesOf);
        const key =
          (await keyBetween(asked, from, to)) ??
          (isNeeded ? await keyByValues(asked, from, to) : await keyOfLegend(asked, from, to));
        const on = key !== undefined ? ([key] as const) : isNeeded ? await twoKeysBetween(asked, from, to) : undefined;
        const over = on === undefined && isNeeded ? await overTwo(asked, groups, from, to) : undefined;
        if (over !== undefined) {
          joins.push(...over.filter((join) => !have.includes(join.group)));
          next.push(...over.map((join) => join.group));
          continue;
        }
        if (on === undefined || !(isNeeded || adds(have, to, from, on[0].own))) continue;
        joins.push({ group: to, on });
        next.push(to);
      }
    }
    reached = next;
  }
  return joins;
}

function adds(have: readonly FileGroup[], to: FileGroup, from: FileGroup, own: string): boolean {
  const more = hasRoles(to[0]);
  if (tellsRevenue(to[0]) && !have.some(([file]) => tellsRevenue(file))) return true;
  // An order's own customer id does not identify a person, but the list behind it may.
  const facts = from[0].columns.find(({ name }) => name === own);
  return facts?.isUnique === true && more.customer && /customer|client|kunde|user|buyer|cliente/.test(normalName(own));
}

/** Whether a file has a date, a customer or money that none of the others has. */
function addsRole(have: readonly FileGroup[], to: FileGroup, rolesOf: RolesOf): boolean {
  const roles = have.map(([file]) => rolesOf(file));
  const more = rolesOf(to[0]);
  return (["date", "customer", "money"] as const).some((role) => more[role] && !roles.some((own) => own[role]));
}

/** Whether the words of a list say that some rows are not revenue, such as the statuses that orders refer to by number. */
function tellsRevenue({ columns }: SampledFile): boolean {
  if (columns.some((facts) => flagPart(facts, facts.name)?.out !== undefined)) return true;
  if (columns.some(({ name, words }) => signPart(name, name, words).length > 0)) return true;
  return columns.some(
    ({ name, words }) =>
      (isStatusName(name) || explains.test(normalName(name))) &&
      words.some((word) => revenueWord(word) === "not") &&
      words.some((word) => revenueWord(word) === "revenue"),
  );
}

/** What a list of codes calls the column that explains them. */
const explains =
  /^(name|label|title|description|meaning|text|bezeichnung|beschreibung|bedeutung|libelle|designation|signification|nom|nombre|descripcion|significado|nome|descricao|descrizione|significato|omschrijving|betekenis|beskrivelse|beskrivning|betydelse|opis|nazwa|popis|описание|название|наименование|расшифровка)$/;

/** A list longer than this is of more than statuses. */
const mostCodes = 40;

/** The codes of a status and their list, whatever its key is called: `estado` of `A` and `E`, and `codigo` with `descripcion`. */
async function keyOfLegend(asked: Asked, from: FileGroup, to: FileGroup): Promise<KeyPair | undefined> {
  const [list] = to;
  if (list.records > mostCodes || !tellsRevenue(list)) return undefined;
  const codes = from[0].columns.filter(({ name, words }) => isStatusName(name) && words.length > 1);
  const keys = list.columns.filter(
    ({ name, isUnique, filled }) => isUnique && filled > 0 && !explains.test(normalName(name)),
  );
  for (const { name: own } of codes)
    for (const { name: key } of keys) if (await isContained(asked, from, to, { own, key })) return { own, key };
  return undefined;
}

/** The pair of columns for which nearly all values of one file occur once in the other. */
async function keyBetween(asked: Asked, from: FileGroup, to: FileGroup) {
  for (const { name: own, filled } of from[0].columns) {
    if (filled === 0) continue;
    for (const { name: key, isUnique } of to[0].columns) {
      if (!isUnique || !areAlike(own, key, to[0])) continue;
      if (await isContained(asked, from, to, { own, key })) return { own, key };
    }
  }
  return undefined;
}

/** Fewest different values of a key that is one by its values, whatever its name. */
const fewestKeys = 3;

/**
 * A key by its values, if a file has what the lines lack: both names are those of references, or the same, and nearly all values
 * of one occur once in the other. `merchant_reference` and `order_number`, `order-id` and `amazon-order-id`, `Term` and `Term`.
 */
async function keyByValues(asked: Asked, from: FileGroup, to: FileGroup): Promise<KeyPair | undefined> {
  const mayBeKey = (facts: ColumnFacts) => facts.filled > 0 && dateShare(facts) < 0.5 && facts.email < 0.5;
  const pairs = from[0].columns.filter(mayBeKey).flatMap((own) =>
    to[0].columns.flatMap((key) => {
      const isNamed = areNamedSame(own.name, key.name) || (isReference(own.name) && isReference(key.name));
      return key.isUnique && mayBeKey(key) && isNamed ? [{ own: own.name, key: key.name }] : [];
    }),
  );
  for (const pair of pairs) {
    const [all = 0, found = 0] = await asked.numbers(containment(from, to, pair));
    if (all >= fewestKeys && found >= 0.9 * all) return pair;
  }
  return undefined;
}

/** A name that says which order or document a row belongs to. */
function isReference(name: string): boolean {
  return (
    /(^|_)(order|invoice|receipt|booking|reservation|transaction|sale|ref|reference|document|merchant_reference)_?(id|no|nr|num|number|ref|reference|code|name)?\d*$/.test(
      normalName(name),
    ) || says(normalName(name), "order")
  );
}

/** How many different values a column has, and how many of them another file's key has. */
function containment(from: FileGroup, to: FileGroup, { own, key }: KeyPair): string {
  return `select count(*), count(*) filter (value in (select ${bareKey(quoteName(key))} from ${united(to)}))
         from (select distinct ${bareKey(quoteName(own))} as value from ${united(from)} where ${quoteName(own)} is not null)`;
}

/** Order and line number in both files, if they have what the lines lack and neither number alone is a key. */
async function twoKeysBetween(asked: Asked, from: FileGroup, to: FileGroup) {
  const pairs = namedSame(from, to);
  for (const first of pairs.filter(({ own, key }) => areAlike(own, key, to[0]))) {
    for (const second of pairs) {
      if (second.own === first.own || second.key === first.key) continue;
      const [theirs, ours] = [
        bareKeys(quotedNames(first.key, second.key)),
        bareKeys(quotedNames(first.own, second.own)),
      ];
      const [rows = 0, different = 0, all = 0, found = 0] = await asked.numbers(
        `select (select count(*) from ${united(to)}), (select count(distinct ${theirs}) from ${united(to)}), count(*),
           count(*) filter (value in (select ${theirs} from ${united(to)}))
         from (select distinct ${ours} as value from ${united(from)}) where value is not null`,
      );
      if (different === rows && all > 0 && found >= 0.9 * all) return [first, second] as const;
    }
  }
  return undefined;
}

/**
 * Two keys in different files, with the joins that reach them: prices by product and by the customer's group, where the product
 * is of the lines and the group is in the list of customers.
 */
async function overTwo(
  asked: Asked,
  groups: readonly FileGroup[],
  from: FileGroup,
  to: FileGroup,
): Promise<readonly LookupJoin[] | undefined> {
  for (const first of namedSame(from, to).filter(({ own, key }) => areAlike(own, key, to[0]))) {
    if (!(await isContained(asked, from, to, first))) continue;
    for (const list of groups.filter((group) => group !== from && group !== to)) {
      const seconds = namedSame(list, to).filter(({ key }) => key !== first.key);
      const bridge = seconds.length === 0 ? undefined : await keyBetween(asked, from, list);
      if (bridge === undefined) continue;
      for (const second of seconds) {
        const both = bareKeys(quotedNames(first.key, second.key));
        const [rows = 0, different = 0] = await asked.numbers(
          `select count(*), count(distinct ${both}) from ${united(to)}`,
        );
        if (different < rows || !(await isContained(asked, list, to, second))) continue;
        return [
          { group: list, on: [bridge] },
          { group: to, on: [first, second] },
        ];
      }
    }
  }
  return undefined;
}

function namedSame(from: FileGroup, to: FileGroup): readonly KeyPair[] {
  return from[0].columns.flatMap(({ name: own, filled }) =>
    to[0].columns.flatMap(({ name: key }) => (filled > 0 && areNamedSame(own, key) ? [{ own, key }] : [])),
  );
}

async function isContained(asked: Asked, from: FileGroup, to: FileGroup, pair: KeyPair): Promise<boolean> {
  const [all = 0, found = 0] = await asked.numbers(containment(from, to, pair));
  return all > 0 && found >= 0.9 * all;
}

function quotedNames(...names: readonly string[]): readonly string[] {
  return names.map(quoteName);
}

/** The same name, or two of a line's number: `pos` and `line_no`. */
function areNamedSame(own: string, key: string): boolean {
  const [a, b] = [normalName(own), normalName(key)];
  return a === b || (lineNumber.test(a) && lineNumber.test(b));
}

const lineNumber =
  /^((order|invoice|doc|sales)_)?(line|pos|position|item|row|zeile|ligne|linea|seq)(_(no|nr|num|number|id|nummer|seq))?$/;

/** `order_id` and `order_id`; `order_id` and the `id` of a file of orders. */
export function areAlike(own: string, key: string, file: SampledFile): boolean {
  const [a, b] = [normalName(own), normalName(key)];
  if (a === b)
    return (
      /^(id|no|nr)_|_(id|no|nr|number|key|code|ref)$|id$|number$|nummer$|^(order|sku|email|barcode|ean|article|artikel|item|product|produkt|customer|kunde|client|bestellung|pedido|commande|auftrag|beleg|rechnung|invoice|receipt|ticket|factura|facture|fattura|ordine)/.test(
        a,
      ) || says(a, "order")
    );
  const table = normalName(file.tableName ?? file.name.replace(/\.\w+(\.gz)?$/, ""));
  // Loaders give the rows of a list the key of what held it.
  if (/^sdc_source_key_/.test(a)) return a === `sdc_source_key_${b}`;
  if (/^(dlt_parent_id|hevo_ref_id)$/.test(a)) return b === a.replace(/(parent|ref)_/, "");
  const bare = a.replace(/_(id|no|nr|number|key|code)$/, "");
  return (
    /^(id|key|number|no|code|name)$/.test(b) &&
    bare !== a &&
    table.split("_").some((word) => word === bare || word === `${bare}s`)
  );
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

export function asTable({ group, on }: LookupJoin): JoinedTable {
  return { from: united(group), columns: unitedNames(group), on, name: group[0].name, sums: undefined };
}
