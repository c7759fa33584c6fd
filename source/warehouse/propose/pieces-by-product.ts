import type { Asked } from "./asked.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { dateShare } from "./date-style.ts";
import { nearlyAll } from "./line-sample.ts";
import { normalName } from "./normal-name.ts";
import type { NumberOf } from "./number-style.ts";
import type { SampledFile } from "./sampled-file.ts";

/** A price per piece, and the column of how many, which arithmetic shows whatever its name (`Tickets`, `Nights`, `Seats`). */
export interface Pieces {
  readonly quantity: string;
  readonly price: string;
}

const mostCounts = 3;
const mostAmounts = 5;
const mostUnknown = 3;
const mostRecords = 2000;
/** Lines of several pieces that must agree at least. */
const fewestLines = 5;

/**
 * The whole numbers that multiply a price to another amount of the line, with or without a third amount: 3 tickets at 64.90 and a
 * fee of 6.49 each are 214.17. `money` are the columns of amounts, `unknown` numbers that may be one by no name that we know.
 */
export async function piecesByProduct(
  asked: Asked,
  file: SampledFile,
  { money, unknown }: { readonly money: readonly ColumnFacts[]; readonly unknown: readonly ColumnFacts[] },
  numberOf: NumberOf,
): Promise<Pieces | undefined> {
  const amounts = money.slice(0, mostAmounts);
  const counts = file.columns
    .filter((facts) => !money.includes(facts) && !facts.isUnique && isCount(facts))
    .slice(0, mostCounts);
  const tries = counts.flatMap((quantity) =>
    amounts.flatMap((price) => amounts.flatMap((total) => (price === total ? [] : [{ quantity, price, total }]))),
  );
  if (tries.length === 0) return undefined;
  const selected = tries.map(({ quantity, price, total }) => {
    const [pieces, each, all] = [quantity, price, total].map((facts) => `(${numberOf(facts)})::double`);
    const others = [...amounts, ...unknown.slice(0, mostUnknown)].filter((facts) => facts !== price && facts !== total);
    const forms = others
      .map((facts) => `coalesce((${numberOf(facts)})::double, 0)`)
      .flatMap((other) => [
        `${pieces} * (${each} + ${other})`,
        `${pieces} * (${each} - ${other})`,
        `${pieces} * ${each} + ${other}`,
        `${pieces} * ${each} - ${other}`,
      ]);
    const shares = [`${pieces} * ${each}`, ...forms].map(
      (form) => `coalesce(avg(if(abs(${form} - ${all}) < 0.011, 1, 0)) filter (${pieces} > 1 and ${each} <> 0), 0)`,
    );
    return `greatest(${shares.join(", ")}), count(*) filter (${pieces} > 1 and ${each} <> 0)`;
  });
  const found = await asked.numbers(
    `select ${selected.join(", ")} from (select * from ${file.table} limit ${mostRecords})`,
  );
  const at = tries.findIndex(
    (_, index) => (found[2 * index] ?? 0) >= nearlyAll && (found[2 * index + 1] ?? 0) >= fewestLines,
  );
  const best = tries[at];
  return best && { quantity: best.quantity.name, price: best.price.name };
}

/** Of numbers that no name explains, the one that is the product of two others: hours at a rate. */
export async function productOf(
  asked: Asked,
  file: SampledFile,
  unknown: readonly ColumnFacts[],
  numberOf: NumberOf,
): Promise<ColumnFacts | undefined> {
  const some = unknown.slice(0, mostAmounts);
  const tries = some.flatMap((total) =>
    some.flatMap((one, at) =>
      some.slice(at + 1).flatMap((other) => (one === total || other === total ? [] : [{ total, one, other }])),
    ),
  );
  if (tries.length === 0) return undefined;
  const shares = tries.map(({ total, one, other }) => {
    const [product, a, b] = [total, one, other].map((facts) => `(${numberOf(facts)})::double`);
    const isTelling = `${a} not in (0, 1) and ${b} not in (0, 1)`;
    return `coalesce(avg(if(abs(${a} * ${b} - ${product}) < 0.011, 1, 0)) filter (${isTelling}), 0), count(*) filter (${isTelling})`;
  });
  const found = await asked.numbers(
    `select ${shares.join(", ")} from (select * from ${file.table} limit ${mostRecords})`,
  );
  return tries.find((_, at) => (found[2 * at] ?? 0) >= nearlyAll && (found[2 * at + 1] ?? 0) >= fewestLines)?.total;
}

const keys =
  /(^|_)(id|no|nr|num|number|code|key|card|last_?4|last_?four|zip|postcode|year|month|day|week|position|pos|line|index|row)(_|$)/;

/** Whether a name is that of whole numbers that count nothing. */
export function countsNothing(name: string): boolean {
  return keys.test(normalName(name));
}

/** Whole numbers that may count pieces. */
export function isCount(facts: ColumnFacts): boolean {
  const { name, filled, whole, greatest } = facts;
  const isWhole = filled > 0 && whole > 0.99 && greatest >= 2 && greatest <= 10_000;
  return isWhole && !countsNothing(name) && dateShare(facts) < 0.5;
}
