import { quoteName } from "../database/sql-text.ts";
import { bareKey, type JoinedTable, type KeyPair } from "../ingest/joined-sql.ts";
import type { Asked } from "./asked.ts";
import type { Choices } from "./decision.ts";
import { leftOutOrCounted } from "./left-out-or-counted.ts";
import { moneyKind } from "./money-names.ts";
import { normalName } from "./normal-name.ts";
import { numberShare } from "./number-style.ts";
import type { FileGroup } from "./proposal.ts";
import { type LookupJoin, united, unitedNames } from "./relation.ts";
import { isCancelledWord, isDeliveryName, isStatusName, revenueWord } from "./revenue-words.ts";
import { isIn } from "./row-part.ts";
import { noRowsLeftOut } from "./rows-left-out.ts";
import type { SampledFile } from "./sampled-file.ts";
import { nameOf } from "./sampled-file.ts";
import { sqlName } from "./sql-name.ts";

/** A file with all states of each order, some of which say that it was no sale. */
export interface StateSource {
  readonly group: FileGroup;
  readonly join: JoinedTable;
  /** The joined column: how many such states an order had. */
  readonly column: string;
  readonly words: readonly string[];
}

const column = "states_without_sale";

/** The file of the states of orders, several for each, found by the key that it shares with the lines. */
export async function statesBeside(
  {
    asked,
    groups,
    reserved,
  }: {
    readonly asked: Asked;
    readonly groups: readonly FileGroup[];
    readonly reserved: ReadonlySet<string>;
  },
  file: SampledFile,
  group: FileGroup,
  joins: readonly LookupJoin[],
): Promise<StateSource | undefined> {
  for (const other of groups) {
    if (other === group || joins.some((join) => join.group === other) || !mayBeStates(other[0])) continue;
    const listed = isOfCancelled(other[0]) ? await keyWithin(asked, file, other) : undefined;
    if (listed !== undefined) return { ...sourceOf(other, listed, "1"), words: ["cancelled"] };
    for (const facts of other[0].columns.filter(({ name }) => isStatusName(name) && !isDeliveryName(name))) {
      const words = facts.words.filter((word) => revenueWord(word) === "not");
      if (words.length === 0 || words.length === facts.words.length) continue;
      const pair = await keyOfOrders(asked, file, other);
      if (pair === undefined) continue;
      return { ...sourceOf(other, pair, `if(${isIn(sqlName(facts.name, reserved), words)}, 1, 0)`), words };
    }
  }
  return undefined;
}

function sourceOf(group: FileGroup, pair: KeyPair, counted: string) {
  const sums = { [column]: counted };
  const join = { from: united(group), columns: unitedNames(group), on: [pair], name: group[0].name, sums };
  return { group, join, column };
}

/** A list of the orders that were cancelled, by its name. */
function isOfCancelled(file: SampledFile): boolean {
  const name = normalName(nameOf(file));
  return isCancelledWord(name) && !/subscri|abo(s|nnement)|member/.test(name) && file.columns.length <= mostListed;
}

/** A list of orders has little beside their numbers. */
const mostListed = 8;

/** The column of the lines in which nearly all numbers of a list occur. */
async function keyWithin(asked: Asked, file: SampledFile, other: FileGroup): Promise<KeyPair | undefined> {
  for (const { name: own } of file.columns) {
    const key = other[0].columns.find((each) => plainKey(each.name) === plainKey(own) && each.filled > 0)?.name;
    if (key === undefined || !ordersName.test(plainKey(own))) continue;
    const [all = 0, found = 0] = await asked.numbers(
      `select count(*), count(*) filter (where value in (select ${bareKey(quoteName(own))} from ${file.table}))
       from (select distinct ${bareKey(quoteName(key))} as value from ${united(other)} where ${quoteName(key)} is not null)`,
    );
    if (all > 0 && found >= 0.9 * all) return { own, key };
  }
  return undefined;
}

function plainKey(name: string): string {
  return normalName(name).replace(/_(id|no|nr|number)$/, "");
}

const ordersName = /order|invoice|sale|booking|auftrag|bestell|commande|pedido|deal|rechnung/;

/** Whether it has a state and no money of its own, as attempts to pay have, and is not about parcels. */
function mayBeStates(file: SampledFile): boolean {
  const isOfMoney = file.columns.some(
    (facts) => numberShare(facts) > 0.8 && facts.whole < 1 && moneyKind(facts.name) !== undefined,
  );
  return !isOfMoney && !/ship|deliver|track|fulfil|payment|refund|return/.test(normalName(nameOf(file)));
}

/** Columns of the same name, of which the other file has several rows for most orders of the lines. */
async function keyOfOrders(asked: Asked, file: SampledFile, other: FileGroup) {
  for (const { name: own } of file.columns) {
    const key = other[0].columns.find((each) => !each.isUnique && plainKey(each.name) === plainKey(own))?.name;
    if (key === undefined || !ordersName.test(plainKey(own))) continue;
    const [all = 0, found = 0, rows = 0] = await asked.numbers(
      `with theirs as (select ${bareKey(quoteName(key))} as value, count(*) as times from ${united(other)} where ${quoteName(key)} is not null group by 1)
       select count(*), count(times), sum(times) from (select distinct ${bareKey(quoteName(own))} as value from ${file.table} where ${quoteName(own)} is not null)
       left join theirs using (value)`,
    );
    if (all > 0 && found >= 0.5 * all && rows > found) return { own, key };
  }
  return undefined;
}

/** Orders that were once cancelled are left out unless the user counts them: a later state may have taken it back. */
export function statesDecision(source: StateSource | undefined, choices: Choices, reserved: ReadonlySet<string>) {
  if (source === undefined) return noRowsLeftOut;
  const [name, words] = [nameOf(source.group[0]), source.words.slice(0, 4).join(", ")];
  return leftOutOrCounted(choices, {
    id: `states ${name}`,
    about: `orders that ${name} calls ${words}`,
    because: `${name} says so, and a later state may have taken it back`,
    isShown: false,
    condition: `coalesce(try_cast(${sqlName(source.column, reserved)} as decimal(18, 4)), 0) = 0`,
    without: { id: "out", says: "left out" },
    with: { id: "counted", says: "counted" },
  });
}
