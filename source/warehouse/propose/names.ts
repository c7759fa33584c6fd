import type { TableName } from "../mapping/contract-tables.ts";
import { nameScoreElsewhere } from "./foreign-names.ts";
import { normalName } from "./normal-name.ts";
import { columnNames, fileNames } from "./table-words.ts";

/** How well a file's name matches a table, 0 to 1. */
export function fileNameScore(table: TableName, file: string): number {
  const name = normalName(file).replace(/_?\d[\d_]*$/, "");
  const known = fileNames[table].split(" ");
  if (name === table) return 1;
  if (known.includes(name)) return 0.9;
  const words = name.split("_");
  const hits = known.filter((candidate) => candidate.split("_").every((word) => words.includes(word)));
  if (hits.length === 0) return 0;
  return 0.5 + 0.1 * Math.min(3, Math.max(...hits.map((hit) => hit.split("_").length)));
}

/** The name of a value within its list: `price` of `line_items[].price`. */
export function withinList(own: string): string {
  return own.slice(own.lastIndexOf("[].") < 0 ? 0 : own.lastIndexOf("[].") + 3).replace(envelope, "");
}

/** What only wraps a record: `payload.order_id`, `data.attributes.total`. */
const envelope = /^((data|payload|attributes|object|record|node|fields|properties|body|document|after)\.)+/;

/** How well a column's name matches a contract column, 0 to 1. */
export function columnNameScore(table: TableName, column: string, own: string): number {
  const name = normalName(withinList(own)).replace(/_(utc|gmt)$/, "");
  if (name === column) return 1;
  const { strong, weak } = synonymsOf(table, column);
  // Earlier names are better matches: `net_amount` before `total`.
  const at = strong.get(name);
  if (at !== undefined) return Math.max(0.75, 0.95 - 0.004 * at);
  const weakAt = weak.get(name);
  if (weakAt !== undefined) return Math.max(0.46, 0.6 - 0.01 * weakAt);
  const turned = name.replace(/^(id|no|nr|num|code|date)_([a-z]+)$/, "$2_$1");
  if (turned !== name && strong.has(turned)) return 0.85;
  const bare = name.replace(
    /^(order|orders|transaction|sale|sales|line|customer|refund|return|product|shop|shopify)_/,
    "",
  );
  return bare !== name && strong.has(bare) ? 0.7 : nameScoreElsewhere(column, name);
}

interface Ranked {
  readonly strong: ReadonlyMap<string, number>;
  readonly weak: ReadonlyMap<string, number>;
}

const ranked = new Map<string, Ranked>();

/** The names of a contract column, normalised like the names in files, with their ranks. */
function synonymsOf(table: TableName, column: string): Ranked {
  const key = `${table} ${column}`;
  const known = ranked.get(key);
  if (known !== undefined) return known;
  const ranks = (names: string) =>
    new Map(names === "" ? [] : names.split(" ").map((name, at) => [normalName(name), at] as const));
  const [strong = "", weak = ""] = columnNames[table][column] ?? [];
  const found = { strong: ranks(strong), weak: ranks(weak) };
  ranked.set(key, found);
  return found;
}

/** How well a name matches the day or time of the sale, 0 to 1. */
export function saleDayScore(own: string): number {
  const words = normalName(withinList(own)).split("_");
  const has = (pattern: RegExp) => words.some((word) => pattern.test(word));
  if (
    has(
      /^(ship|shipped|shipping|deliver|delivered|delivery|updated|update|modified|expire|expires|expiry|due|birth|birthday|limit|estimated|estimate|est|expected|refunded|refund|cancelled|canceled|voided|synced|extracted|emitted|loaded|since|signup|registered|valid|next|last|trial|ended|end|start|review|approved|closed_lost|deleted|reminder|period|lieferdatum|liefer\w*|livraison|entrega|consegna|levering\w*|toimitus\w*|splatnost\w*|forfald\w*|forfall\w*|erapaiva|esedekes\w*|scadenza|vencimiento|echeance|fallig\w*|departure|arrival)$/,
    )
  )
    return 0.1;
  if (
    has(
      /^(order|ordered|purchase|purchased|sale|sold|transaction|transacted|booking|booked|invoice|checkout|bought|placed|bestelldatum|kaufdatum|rechnungsdatum|pedido|commande|ordine|besteldatum|compra|venta|vente|bestellt|achat)$/,
    )
  )
    return 0.9;
  if (
    has(/^(created|create|creation|date|datum|fecha|data|dato|day|timestamp|datetime|zeitpunkt|erstellt|paivamaara)$/)
  )
    return has(/^(create|created)$/) ? 0.7 : has(/^(close|closed|won|payment|paid)$/) ? 0.75 : 0.72;
  return has(/^(paid|payment|processed|captured|charged|posted|close|closed|bezahlt)$/) ? 0.65 : 0;
}

/** A column without a name of its own: `column_3`, `Field 7`, `F12`, `Unnamed: 4`. */
export function isNumbered(own: string): boolean {
  return /^(column|col|field|feld|spalte|colonne|columna|kolom|var|variable|unnamed|c|f|v|x)?_?\d+$/.test(
    normalName(own),
  );
}

/** A column with the currency of each record. */
export function isCurrencyName(own: string): boolean {
  const name = normalName(own.replace(/^.*([.:/]|\[\])\s*/, ""));
  return /^((order|transaction|invoice|presentment|deal|sales?|payment)_)?(currency|currency_code|wahrung|devise|moneda|valuta|moeda|currency_iso_code|валюта|通貨|币种)(_iso|_code)?$/.test(
    name,
  );
}

/** A price of one piece, which times the quantity gives a line. */
export function isUnitPrice(own: string): boolean {
  const names =
    "unit_price price_per_unit unitprice item_price price_each price lineitem_price einzelpreis stuckpreis preis prix_unitaire prix precio_unitario precio preco_unitario prezzo_unitario цена 単価 单价 단가";
  return names
    .split(" ")
    .map(normalName)
    .includes(normalName(withinList(own)));
}
