import { quoteName } from "../database/sql-text.ts";
import { type MoneyColumn, type MoneyScene, mostOthers } from "./amount-bases.ts";
import type { Asked } from "./asked.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { dateShare } from "./date-style.ts";
import type { Hints } from "./hints.ts";
import { bookPairs } from "./journal.ts";
import { type LineSample, levelOf, nearlyAll } from "./line-sample.ts";
import { isRevenueKind, type MoneyKind, moneyKind } from "./money-names.ts";
import { columnNameScore, withinList } from "./names.ts";
import { normalName } from "./normal-name.ts";
import { type NumberOf, numberShare } from "./number-style.ts";
import type { OneCurrency } from "./one-currency.ts";
import { moneyKindIn } from "./own-currency.ts";
import { piecesByProduct, productOf } from "./pieces-by-product.ts";
import { unknownCounts } from "./possible-pieces.ts";
import { isQuantityName } from "./quantity-names.ts";
import type { SampledFile } from "./sampled-file.ts";

/** Lines of whole orders that are examined one by one; sums cover all. */
const sampledLines = 20_000;

/**
 * What is known about columns beforehand: one that is not money of the lines, one that the user chose, one in the main
 * currency.
 */
interface Besides {
  readonly besides?: string | undefined;
  readonly chosen?: string | undefined;
  readonly converted?: OneCurrency | undefined;
  /** SQL conditions of rows that are not lines: money going back, and kinds of rows that repeat the same money. */
  readonly noLines?: readonly string[];
}

/**
 * The columns of money and quantity in a table of lines (`besides` one of them; `chosen` holds amounts, as the user said), with
 * lines of whole orders to try arithmetic on.
 */
export async function moneyScene(
  asked: Asked,
  file: SampledFile,
  order: string | undefined,
  numberOf: NumberOf,
  hints: Hints | undefined,
  { besides, chosen, converted, noLines = [] }: Besides = {},
): Promise<MoneyScene> {
  const byName = quantityOf(file, hints);
  const unknown = hints === undefined ? guesses(file, byName, order) : [];
  const pieces = byName === undefined ? await piecesIn(asked, file, numberOf, hints, unknown) : undefined;
  const known = byName ?? pieces?.quantity;
  const books = hints === undefined ? await bookSides(asked, file, numberOf, noLines) : undefined;
  const named = file.columns.flatMap((facts) => {
    const kind =
      facts.name === converted?.column
        ? "amount"
        : facts.name === known || facts.name === besides
          ? undefined
          : facts.name === pieces?.price
            ? "price"
            : (books?.get(facts.name) ?? kindOf(facts, file, hints, chosen));
    return kind === undefined ? [] : [{ name: facts.name, kind, isGuess: false }];
  });
  // If only a total is named as such, a column that adds up to it is the goods, whatever its name.
  const isNamed = named.some(({ kind }) => isRevenueKind(kind) && kind !== "total");
  const product = isNamed ? undefined : await productOf(asked, file, unknown, numberOf);
  const others = unknown
    .map(({ name }) => name)
    .filter((name) => name !== known && !named.some((each) => each.name === name));
  const guessed = isNamed
    ? others.slice(0, room(named)).map((name) => ({ name, kind: "aside" as const, isGuess: true }))
    : (product === undefined ? guesses(file, known, order) : [product]).map(({ name }) => ({
        ...{ name, kind: "amount" as const },
        isGuess: product === undefined,
      }));
  const isAlone = (isNamed || guessed.length === 0) && !named.some(({ kind }) => isRevenueKind(kind));
  const all = [...(isAlone ? named.map(asPrice) : named), ...guessed].slice(0, 60);
  const { possible, ofLines } =
    hints === undefined && known === undefined
      ? await unknownCounts(asked, file, order, all, numberOf)
      : { possible: [], ofLines: undefined };
  const quantity = known ?? ofLines?.name;
  const sample = await sampleOf(
    asked,
    file,
    order,
    [...all, ...(quantity === undefined ? possible : [{ name: quantity }])].map(({ name }) => name),
    numberOf,
    noLines,
  );
  const money = all.map((one): MoneyColumn => {
    const column = one.name === ofLines?.price ? { ...one, kind: "amount" as const } : one;
    const name = normalName(column.name);
    const mayBePrice = ["amount", "price", "unit_price"].includes(column.kind) && !/total|order|paid/.test(name);
    const { level, isShown } = levelOf(sample, column.name, mayBePrice);
    // `Order Line Total` belongs to the line.
    const isOfOrder =
      /total|order|cart|subtotal|grand|invoice/.test(name) && !/(^|_)(line|lineitem|item)(_|$)/.test(name);
    // One side of the books is blank where the other is filled; blank means zero.
    const isBlank = file.columns.some(({ name, filled }) => name === column.name && filled < file.records);
    if (books?.get(column.name) === "amount" && isBlank) return { ...column, level: "first", isLevelShown: true };
    if (books?.get(column.name) === "refund")
      return { ...column, level: "line", isLevelShown: true, isOtherSide: true };
    // Values outside the list of lines belong to the order.
    const inner = file.lists?.at(-1);
    if (inner !== undefined && !column.name.startsWith(`${inner}[].`))
      return { ...column, level: "each", isLevelShown: true };
    if (column.kind === "refund" && isInNearlyAll(sample, column.name))
      return { ...column, kind: "aside", level, isLevelShown: isShown };
    return { ...column, level: level === "each" && !isShown && !isOfOrder ? "line" : level, isLevelShown: isShown };
  });
  return { sample, money, quantity, possible };
}

/** Where no other column has money, a fee is what members or students pay, and a cost may be what a provider charges. */
function asPrice<Column extends { readonly name: string; readonly kind: MoneyKind }>(column: Column): Column {
  if (column.kind === "fee") return { ...column, kind: "amount" };
  const isCost = column.kind === "aside" && /(^|_)costs?$/.test(normalName(withinList(column.name)));
  return isCost ? { ...column, kind: "amount", isGuess: true } : column;
}

/** No shop gives money back in nearly every line: what is credited there goes to someone else. */
function isInNearlyAll({ columns, lines }: LineSample, name: string): boolean {
  const at = columns.indexOf(name);
  const filled = lines.filter(({ numbers }) => (numbers[at] ?? 0) !== 0);
  return lines.length >= 20 && filled.length >= nearlyAll * lines.length;
}

function quantityOf(file: SampledFile, hints: Hints | undefined): string | undefined {
  if (hints?.quantity !== undefined) return hints.quantity;
  const fits = (facts: ColumnFacts) => facts.filled > 0 && facts.whole > 0.9 && dateShare(facts) < 0.5;
  const best = file.columns
    .filter(
      (facts) =>
        fits(facts) && (isQuantityName(facts.name) || columnNameScore("transactions", "quantity", facts.name) > 0.5),
    )
    .toSorted(
      (a, b) =>
        Number(isLastCount(b.name)) - Number(isLastCount(a.name)) ||
        columnNameScore("transactions", "quantity", b.name) - columnNameScore("transactions", "quantity", a.name),
    );
  return best[0]?.name;
}

/** What is left of an order after it was changed. */
function isLastCount(name: string): boolean {
  return /^(current|final|remaining|kept)_(quantity|qty|units)$/.test(normalName(name));
}

/** The price and the number of pieces that arithmetic shows; not looked for where a recipe names the columns. */
function piecesIn(
  asked: Asked,
  file: SampledFile,
  numberOf: NumberOf,
  hints: Hints | undefined,
  unknown: readonly ColumnFacts[],
) {
  if (hints !== undefined) return undefined;
  const money = file.columns.filter((facts) => {
    const kind = kindOf(facts, file, hints, undefined);
    return kind !== undefined && kind !== "aside";
  });
  return piecesByProduct(asked, file, { money, unknown }, numberOf);
}

/** How many columns of unknown use are still tried in sums. */
function room(named: readonly { readonly kind: MoneyKind }[]): number {
  return Math.max(0, mostOthers - named.filter(({ kind }) => kind === "aside" || kind === "fee").length);
}

function kindOf(
  facts: ColumnFacts,
  file: SampledFile,
  hints: Hints | undefined,
  chosen: string | undefined,
): MoneyKind | undefined {
  if (facts.name === chosen) return moneyKindIn(file, facts.name) ?? "amount";
  if (hints?.money[facts.name] !== undefined) return hints.money[facts.name];
  if (hints?.isComplete === true) return undefined;
  if (facts.filled === 0 || numberShare(facts) < 0.5 || isFlag(facts)) return undefined;
  const name = normalName(facts.name);
  if (
    /(^|_)(id|ids|no|nr|number|code|key|date|at|on|time|type|status|reason|name|zip|count|qty|quantity|items?|orders?_count|points|currency)$/.test(
      name,
    )
  )
    return undefined;
  const named = moneyKindIn(file, facts.name);
  // `21%` is a rate.
  const kind = named === "tax" && facts.percentSigns > 0.5 ? "aside" : named;
  // Whole numbers that never repeat are keys, unless they are named as money.
  if (kind === undefined && facts.isUnique && facts.whole > 0.99 && file.records > 50) return undefined;
  const contract = ["net_revenue", "list_revenue", "discount_amount"].find((column) => column === name);
  if (contract === "net_revenue") return "net";
  if (contract === "list_revenue") return "gross";
  if (kind === undefined && columnNameScore("transactions", "net_revenue", facts.name) > 0) return "amount";
  return kind;
}

/**
 * The two sides of the books, one of which each record has: the one with the larger sum is what was sold, the other what was
 * taken back. Other pairs, such as amounts after fees, repeat the same.
 */
async function bookSides(asked: Asked, file: SampledFile, numberOf: NumberOf, noLines: readonly string[]) {
  const where = noLines.length === 0 ? "" : ` where ${noLines.map((rows) => `not (${rows})`).join(" and ")}`;
  const kinds = new Map<string, MoneyKind>();
  for (const [one, other] of bookPairs(file)) {
    if (kinds.has(one.name) || kinds.has(other.name)) continue;
    const [a, b] = [numberOf(one), numberOf(other)];
    const [both = 0, sumOfOne = 0, sumOfOther = 0] = await asked.numbers(
      `select count(*) filter (where coalesce(${a}, 0) <> 0 and coalesce(${b}, 0) <> 0), coalesce(sum(${a}), 0), coalesce(sum(${b}), 0) from ${file.table}${where}`,
    );
    if (both > 0) continue;
    const isFirst = ![...kinds.values()].includes("amount");
    const [sold, back] = sumOfOne >= sumOfOther ? [one, other] : [other, one];
    kinds.set(sold.name, isFirst ? "amount" : "aside").set(back.name, isFirst ? "refund" : "aside");
  }
  return kinds.size === 0 ? undefined : kinds;
}

/** `Refunded?` with 0 and 1 says whether, not how much. */
function isFlag({ words }: ColumnFacts): boolean {
  return words.length === 2 && words.every((word) => /^[01]$/.test(word.trim()));
}

/** Columns that look like amounts: numbers with decimals that are not dates, places or codes. */
function guesses(file: SampledFile, quantity: string | undefined, order: string | undefined): readonly ColumnFacts[] {
  const isAmount = (facts: ColumnFacts) =>
    facts.filled > 0.5 * file.records &&
    numberShare(facts) > 0.95 &&
    dateShare(facts) < 0.5 &&
    moneyKind(facts.name) === undefined &&
    facts.name !== quantity &&
    facts.name !== order;
  return file.columns.filter((facts) => isAmount(facts) && hasDecimals(facts));
}

/** Also where they are all `.00`, but not `3.0`, as programs of statistics write whole numbers. */
function hasDecimals({ whole, digits, wholeWithPoint }: ColumnFacts): boolean {
  return whole < 0.7 || (digits < 0.3 && wholeWithPoint < 0.3);
}

/** Lines of whole orders, for as many orders as give about this many lines. */
async function sampleOf(
  asked: Asked,
  file: SampledFile,
  order: string | undefined,
  columns: readonly string[],
  numberOf: NumberOf,
  noLines: readonly string[],
): Promise<LineSample> {
  if (columns.length === 0) return { columns, lines: [] };
  const key = order === undefined ? "_record::varchar" : `coalesce(${quoteName(order)}, '#' || _record)`;
  const product = file.columns.find(({ name }) => columnNameScore("transactions", "product_id", name) > 0.5)?.name;
  const every = Math.max(1, Math.ceil(file.records / sampledLines));
  const numbers = columns.map((name) => {
    const facts = file.columns.find((each) => each.name === name);
    return facts === undefined ? "null" : `(${numberOf(facts)})::double`;
  });
  const rows = await asked.rows(
    `select ${key}, ${product === undefined ? "null" : quoteName(product)}, ${numbers.join(", ")} from ${file.table}
     where hash(${key}) % ${every} = 0${noLines.map((rows) => ` and not (${rows})`).join("")} order by _record`,
  );
  const lines = rows.map(([id, item, ...values]) => ({
    order: String(id),
    product: item === null || item === undefined ? undefined : String(item),
    numbers: values.map((value) => (value === null ? undefined : Number(value))),
  }));
  return { columns, lines };
}
