import { quoteName } from "../database/sql-text.ts";
import { bareKeys, type KeyPair } from "../ingest/joined-sql.ts";
import type { Asked } from "./asked.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { dateShare } from "./date-style.ts";
import { areAlike, areNamedSame, isReference } from "./key-names.ts";
import type { FileGroup } from "./proposal.ts";
import { type LookupJoin, united } from "./relation.ts";

/** The pair of columns for which nearly all values of one file occur once in the other. */
export async function keyBetween(asked: Asked, from: FileGroup, to: FileGroup): Promise<KeyPair | undefined> {
  const pairs = pairsOf(from, to, (own, key) => own.filled > 0 && key.isUnique && areAlike(own.name, key.name, to[0]));
  return firstContained(asked, from, to, pairs);
}

/** Fewest different values of a key that is one by its values, whatever its name. */
const fewestKeys = 3;

/**
 * A key by its values, if a file has what the lines lack: both names are those of references, or the same, and nearly all values
 * of one occur once in the other. `merchant_reference` and `order_number`, `order-id` and `amazon-order-id`, `Term` and `Term`.
 */
export async function keyByValues(asked: Asked, from: FileGroup, to: FileGroup): Promise<KeyPair | undefined> {
  const mayBeKey = (facts: ColumnFacts) => facts.filled > 0 && dateShare(facts) < 0.5 && facts.email < 0.5;
  const areNamed = (own: string, key: string) => areNamedSame(own, key) || (isReference(own) && isReference(key));
  const pairs = pairsOf(
    from,
    to,
    (own, key) => key.isUnique && areNamed(own.name, key.name) && mayBeKey(own) && mayBeKey(key),
  );
  return firstContained(asked, from, to, pairs, fewestKeys);
}

/** Order and line number in both files, if they have what the lines lack and neither number alone is a key. */
export async function twoKeysBetween(
  asked: Asked,
  from: FileGroup,
  to: FileGroup,
): Promise<readonly [KeyPair, KeyPair] | undefined> {
  const pairs = namedSame(from, to);
  for (const first of pairs.filter(({ own, key }) => areAlike(own, key, to[0]))) {
    for (const second of pairs) {
      if (second.own === first.own || second.key === first.key) continue;
      if ((await areUnique(asked, to, [first, second])) && (await areContained(asked, from, to, [first, second])))
        return [first, second];
    }
  }
  return undefined;
}

/**
 * Two keys in different files, with the joins that reach them: prices by product and by the customer's group, where the product
 * is of the lines and the group is in the list of customers.
 */
export async function overTwo(
  asked: Asked,
  groups: readonly FileGroup[],
  from: FileGroup,
  to: FileGroup,
): Promise<readonly LookupJoin[] | undefined> {
  for (const first of namedSame(from, to).filter(({ own, key }) => areAlike(own, key, to[0]))) {
    if (!(await areContained(asked, from, to, [first]))) continue;
    for (const list of groups.filter((group) => group !== from && group !== to)) {
      const seconds = namedSame(list, to).filter(({ key }) => key !== first.key);
      const bridge = seconds.length === 0 ? undefined : await keyBetween(asked, from, list);
      if (bridge === undefined) continue;
      for (const second of seconds) {
        if (!(await areUnique(asked, to, [first, second])) || !(await areContained(asked, list, to, [second])))
          continue;
        return [
          { group: list, on: [bridge] },
          { group: to, on: [first, second] },
        ];
      }
    }
  }
  return undefined;
}

/** Pairs of columns, one of each file, that could be a key. */
export function pairsOf(
  [from]: FileGroup,
  [to]: FileGroup,
  mayBePair: (own: ColumnFacts, key: ColumnFacts) => boolean,
): readonly KeyPair[] {
  return from.columns.flatMap((own) =>
    to.columns.filter((key) => mayBePair(own, key)).map((key) => ({ own: own.name, key: key.name })),
  );
}

function namedSame(from: FileGroup, to: FileGroup): readonly KeyPair[] {
  return pairsOf(from, to, (own, key) => own.filled > 0 && areNamedSame(own.name, key.name));
}

/** The first pair of which nearly all values of one file, at least `fewest`, are in the other. */
export async function firstContained(
  asked: Asked,
  from: FileGroup,
  to: FileGroup,
  pairs: readonly KeyPair[],
  fewest = 1,
): Promise<KeyPair | undefined> {
  for (const pair of pairs) if (await areContained(asked, from, to, [pair], fewest)) return pair;
  return undefined;
}

/** Whether a file's keys have nearly all the different values of another's columns, of which there are `fewest` or more. */
async function areContained(
  asked: Asked,
  from: FileGroup,
  to: FileGroup,
  pairs: readonly KeyPair[],
  fewest = 1,
): Promise<boolean> {
  const own = bareKeys(pairs.map((pair) => quoteName(pair.own)));
  const [all = 0, found = 0] = await asked.numbers(
    `select count(*), count(*) filter (value in (select ${keysOf(pairs)} from ${united(to)}))
     from (select distinct ${own} as value from ${united(from)}) where value is not null`,
  );
  return all >= fewest && found >= 0.9 * all;
}

/** Whether keys together are different in every row, and in none of them empty. */
async function areUnique(asked: Asked, to: FileGroup, pairs: readonly KeyPair[]): Promise<boolean> {
  const [rows, different] = await asked.numbers(`select count(*), count(distinct ${keysOf(pairs)}) from ${united(to)}`);
  return different === rows;
}

function keysOf(pairs: readonly KeyPair[]): string {
  return bareKeys(pairs.map(({ key }) => quoteName(key)));
}
