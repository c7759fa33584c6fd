import { quoteName } from "../database/sql-text.ts";
import { bareKey, type JoinedTable } from "../ingest/joined-sql.ts";
import type { Asked } from "./asked.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { dateShare } from "./date-style.ts";
import type { Hints } from "./hints.ts";
import { moneyKind } from "./money-names.ts";
import { fileNameScore } from "./names.ts";
import { normalName } from "./normal-name.ts";
import { numberReading, numberShare } from "./number-style.ts";
import { orderKey } from "./order-key.ts";
import type { FileGroup } from "./proposal.ts";
import type { Reader } from "./propose-columns.ts";
import { isQuantityName } from "./quantity-names.ts";
import { type LookupJoin, united, unitedNames } from "./relation.ts";
import { entryWord, isStatusName, revenueWord } from "./revenue-words.ts";
import { isNotIn } from "./row-part.ts";
import type { SampledFile } from "./sampled-file.ts";
import { sqlName } from "./sql-name.ts";

/** Refunds in a separate file that refer to orders or lines. */
export interface RefundSource {
  readonly group: FileGroup;
  readonly own: string;
  readonly key: string;
  readonly isOfLine: boolean;
  /** Name of their sum among the lines' columns. */
  readonly column: string;
  readonly join: JoinedTable;
  /** SQL condition for its rows that gave money back; undefined: all. */
  readonly condition: string | undefined;
}

interface BuildConnection {
  readonly asked: Asked;
  readonly reader: Reader;
  readonly groups: readonly FileGroup[];
}

/** The file of refunds for the order lines, found by its name and amounts and by the keys that they share. */
export async function refundsFor(
  { asked, reader, groups }: BuildConnection,
  file: SampledFile,
  group: FileGroup,
  joins: readonly LookupJoin[],
  hints: Hints | undefined,
): Promise<RefundSource | undefined> {
  for (const other of groups) {
    if (other === group || joins.some((join) => join.group === other)) continue;
    const amount = refundAmount(other[0]);
    if (amount === undefined) continue;
    const key = await sharedKey(asked, file, other, hints, amount.name);
    if (key === undefined) continue;
    const taken = new Set(file.columns.map(({ name }) => name.toLowerCase()));
    const column = taken.has(amount.name.toLowerCase()) ? "refunds_of_order" : amount.name;
    const own = sqlName(amount.name, reader.reserved);
    const condition = givenBack(other[0], reader.reserved);
    const back = `abs(try_cast(${numberReading(amount, own)?.expression ?? own} as decimal(18, 4)))`;
    const expression = condition === undefined ? back : `if(${condition}, ${back}, 0)`;
    const join = {
      from: united(other),
      columns: unitedNames(other),
      on: [{ own: key.own, key: key.key }],
      name: other[0].name,
      sums: { [column]: expression },
    };
    return { group: other, ...key, column, join, condition };
  }
  return undefined;
}

/** SQL condition for refunds that gave money back, not requests that were rejected or are still open; undefined: all. */
export function givenBack({ columns }: SampledFile, reserved: ReadonlySet<string>): string | undefined {
  for (const { name, words } of columns.filter((facts) => isStatusName(facts.name))) {
    const out = words.filter((word) => ["not", "doubt"].includes(revenueWord(word) ?? ""));
    if (out.length > 0 && out.length < words.length) return isNotIn(sqlName(name, reserved), out);
  }
  return undefined;
}

/** Whether a file is called after refunds, or its columns are those of credit notes. */
export function isOfReversals({ name, tableName, columns }: SampledFile): boolean {
  const ofNotes = columns.filter((facts) =>
    /^(credit_?|cn_?)?note_(no|nr|num|number|id|date|type|value)$/.test(normalName(facts.name)),
  );
  if (ofNotes.length > 1) return true;
  const bare = tableName ?? (name.split("/").at(-1) ?? name).replace(/\.\w+(\.gz)?$/, "");
  return fileNameScore("reversals", bare) > 0 || entryWord(bare) === "refund";
}

/** The amounts of a file of refunds, by its name or theirs; undefined for any other file. */
export function refundAmount(file: SampledFile): ColumnFacts | undefined {
  const { columns } = file;
  const isNamed = isOfReversals(file);
  const money = columns.filter((facts) => facts.filled > 0 && numberShare(facts) > 0.8);
  const refund = money.find(
    (facts) =>
      moneyKind(facts.name) === "refund" &&
      !isQuantityName(facts.name) &&
      !/(id|no|nr|qty|quantity|count)$/.test(normalName(facts.name)),
  );
  if (refund !== undefined && (isNamed || columns.length <= 12)) return refund;
  if (!isNamed) return undefined;
  const [named] = ["net", "amount", "subtotal", "total"].flatMap((kind) =>
    money.filter((facts) => moneyKind(facts.name) === kind),
  );
  // In a file of refunds the only column of numbers with decimals is their amount, whatever its name.
  const [only, ...others] = money.filter((facts) => facts.whole < 0.7 && dateShare(facts) < 0.5);
  return named ?? (others.length === 0 ? only : undefined);
}

/** The lines' column that the refunds refer to: it has nearly all of their values. */
async function sharedKey(asked: Asked, file: SampledFile, other: FileGroup, hints: Hints | undefined, amount: string) {
  const order = await orderKey(asked, file, hints);
  // Days are alike by chance.
  const own = file.columns.filter((facts) => (facts.name === order || facts.isUnique) && dateShare(facts) < 0.5);
  const pairs = own
    .toSorted((a, b) => Number(b.isUnique) - Number(a.isUnique))
    .flatMap((facts) => other[0].columns.map(({ name, filled }) => ({ facts, key: name, filled })))
    .filter(({ filled, key }) => filled > 0 && key !== amount);
  const isOfLine = (facts: (typeof own)[number]) => facts.isUnique && facts.name !== order;
  for (const { facts, key } of pairs.filter((pair) => areAlike(pair.facts.name, pair.key))) {
    const { all, found } = await foundIn(asked, file, facts.name, other, key);
    if (all > 0 && found >= 0.5 * all) return { own: facts.name, key, isOfLine: isOfLine(facts) };
  }
  // If names do not help, it is a key by its values: all are found, and they are too many for chance.
  for (const { facts, key } of pairs) {
    const { all, found } = await foundIn(asked, file, facts.name, other, key);
    if (all >= 3 && found === all) return { own: facts.name, key, isOfLine: isOfLine(facts) };
  }
  return undefined;
}

/** How many distinct values refunds have in a column, and how many of them occur in the lines' column. */
export async function foundIn(asked: Asked, file: SampledFile, own: string, other: FileGroup, key: string) {
  const [all = 0, found = 0] = await asked.numbers(
    `select count(*), count(*) filter (value in (select ${bareKey(quoteName(own))} from ${file.table}))
     from (select distinct ${bareKey(quoteName(key))} as value from ${united(other)} where ${quoteName(key)} is not null)`,
  );
  return { all, found };
}

/** `order_id` and `Order ID`; an `id` of the lines and the `transaction_id` or `charge_id` in the refunds. */
function areAlike(own: string, key: string): boolean {
  const [a, b] = [normalName(own), normalName(key)];
  if (a === b) return a !== "id";
  const bare = (name: string) =>
    name.replace(/^(original|parent|source|refunded)_/, "").replace(/_(id|no|nr|number|key|ref|reference)$/, "");
  if (bare(a) === bare(b) && bare(a) !== "") return true;
  return a === "id" && /^(order|transaction|charge|payment|line|line_item|invoice|sale)(_id)?$/.test(b);
}
