import { quoteName } from "../database/sql-text.ts";
import type { Asked } from "./asked.ts";
import { nearlyAll } from "./line-sample.ts";
import { normalName } from "./normal-name.ts";
import { candidates } from "./propose-columns.ts";
import type { Formula, Writer } from "./revenue-expression.ts";
import { isCancelledWord, isEntryName, isStatusName } from "./revenue-words.ts";

/** A file that repeats an order for each event in its life, such as created, paid, shipped. */
export interface EventLog {
  readonly column: string;
  /** The events that make it revenue, those that take it back, and the others. */
  readonly sales: readonly string[];
  readonly refunds: readonly string[];
  readonly others: readonly string[];
  /** Whether sales are booked with a minus. */
  readonly isTurned?: boolean;
  /** Description of the others; default: the order again. */
  readonly are?: string;
  /** If nothing says which value is the sale: all that it could be, likeliest first. */
  readonly couldBe?: readonly string[] | undefined;
  /** The side of the books that takes sales back, in a column of its own. */
  readonly back?:
    | {
        readonly column: string;
        readonly words: readonly string[];
        /** Whether its rows count although they are of other values. */
        readonly isKept?: boolean;
      }
    | undefined;
  /** Events that undo the whole order, and the column with the order's key. */
  readonly undone?: { readonly key: string; readonly words: readonly string[] } | undefined;
}

/** Events that make an order revenue, clearest first. */
const sales = [
  /paid|captur|settl/,
  /payment|charge/,
  /purchase|complet|succe/,
  /invoic|fulfil|ship/,
  /placed|created|order/,
];
const refund = /refund|return|chargeback|rembours|erstatt/;
const fewest = 3;

/**
 * Detects whether orders occur once per event with the same amount each time, so that only one event is the sale. Undefined for
 * any other file.
 */
export async function eventLog(asked: Asked, writer: Writer, base: Formula["base"]): Promise<EventLog | undefined> {
  const { file } = writer;
  // Events of an order have their own times, so nothing else can show that its number is a key.
  const named = candidates("transactions", "order_id", file).find(({ name, facts }) => name >= 0.9 && !facts.isUnique);
  const payments = file.columns.filter(
    ({ name, isUnique, words }) =>
      !isUnique && words.length === 0 && /reference|(payment|charge|transaction)_?id/i.test(name),
  );
  for (const key of new Set([writer.key ?? named?.facts.name, ...payments.slice(0, 2).map(({ name }) => name)])) {
    const found = key === undefined ? undefined : await logBy(asked, writer, base, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function logBy(asked: Asked, writer: Writer, base: Formula["base"], key: string): Promise<EventLog | undefined> {
  const { file } = writer;
  for (const { name, words } of file.columns) {
    if (words.length < 2 || name === key || !(isEntryName(name) || isStatusName(name))) continue;
    const [orders = 0, several = 0, apart = 0] = await asked.numbers(
      `select count(*), count(*) filter (where n > 1), count(*) filter (where n > 1 and words = n and amounts <= 1)
       from (select count(*) as n, count(distinct word) as words, count(distinct v) as amounts
         from (select ${quoteName(key)} as id, ${quoteName(name)} as word, ${writer.numbers.typedOf(factsOf(writer, base.column))} as v from ${file.table})
         where id is not null group by id)`,
    );
    if (several < fewest || several < 0.5 * orders || apart < nearlyAll * several) continue;
    const plain = words.map((word) => [word, normalName(word)] as const);
    const withMoney = await wordsWithMoney(asked, writer, base, name);
    const back = plain.filter(([, text]) => refund.test(text));
    // Requested, completed and settled are one refund.
    const done = back.find(([, text]) => /^(refunded|refund|returned|chargeback)$/.test(text));
    const refunds = (done === undefined ? back : [done]).map(([word]) => word);
    const sale = sales
      .map(
        (pattern) =>
          plain.find(
            ([word, text]) => pattern.test(text) && withMoney.has(word) && !back.some(([each]) => each === word),
          )?.[0],
      )
      .find((word) => word !== undefined);
    if (sale === undefined) continue;
    // An event without its own amount undoes the order that it refers to.
    const undoing = words.filter((word) => isCancelledWord(word) && !withMoney.has(word));
    // An amount on one line of each order is the order's, whatever its lines stand for.
    if (base.level === "first" && undoing.length === 0) continue;
    return {
      column: name,
      sales: [sale],
      refunds: refunds.filter((word) => withMoney.has(word)),
      others: words.filter((word) => word !== sale && !(refunds.includes(word) && withMoney.has(word))),
      undone: undoing.length === 0 ? undefined : { key, words: undoing },
    };
  }
  return undefined;
}

/** The events with amounts; no other can be the sale. */
async function wordsWithMoney(asked: Asked, writer: Writer, base: Formula["base"], column: string) {
  const value = writer.numbers.typedOf(factsOf(writer, base.column));
  const rows = await asked.rows(
    `select ${quoteName(column)} as word from ${writer.file.table} group by word having count(*) filter (where ${value} <> 0) > 0.5 * count(*)`,
  );
  return new Set(rows.map(([word]) => String(word)));
}

function factsOf({ file }: Writer, name: string) {
  const facts = file.columns.find((each) => each.name === name);
  if (facts === undefined) throw new Error(`no column ${name} in ${file.name}`);
  return facts;
}
