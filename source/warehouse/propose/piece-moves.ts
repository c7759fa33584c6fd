import type { Asked } from "./asked.ts";
import type { SampledFile } from "./sampled-file.ts";

/** How a whole number and a price change from one line to the next of a group. */
export interface Moves {
  readonly rises: number;
  readonly falls: number;
  readonly pairs: number;
  /** Changes of the number at which the price stays the same, or the price divided by the number. */
  readonly samePrice: number;
  readonly sameEach: number;
}

/** The moves in an order by chance, in the file's order, and in it within each group of lines with the same value. */
export interface MovesOfNumber {
  readonly ones: number;
  readonly zeros: number;
  readonly byChance: Moves;
  readonly inFile: Moves;
  readonly within: readonly Moves[];
}

const mostRecords = 5000;

/** The moves of `number` and `price` in the lines of a file, `groups` of which are SQL expressions. */
export async function movesOfNumber(
  asked: Asked,
  { table }: SampledFile,
  { number, price, groups }: { readonly number: string; readonly price: string; readonly groups: readonly string[] },
): Promise<MovesOfNumber> {
  const windows = ["hash(_record)", "_record", ...groups].map((group, at) =>
    at < 2 ? `order by ${group}` : `partition by ${group} order by _record`,
  );
  const before = windows.map((window, at) => `lag(v) over (${window}) as v${at}, lag(p) over (${window}) as p${at}`);
  const moves = windows.flatMap((_, at) => [
    `count(*) filter (v > v${at})`,
    `count(*) filter (v < v${at})`,
    `count(v${at})`,
    `count(*) filter (v <> v${at} and p <> 0 and p = p${at})`,
    `count(*) filter (v <> v${at} and p <> 0 and abs(p * v${at} - p${at} * v) <= 0.0051 * (abs(v) + abs(v${at})))`,
  ]);
  const [ones = 0, zeros = 0, ...counts] = await asked.numbers(
    `select avg((v = 1)::integer), avg((v = 0)::integer), ${moves.join(", ")} from (select v, p, ${before.join(", ")}
     from (select *, (${number})::double as v, (${price})::double as p from ${table} limit ${mostRecords}) where v is not null)`,
  );
  const [byChance, inFile, ...within] = windows.map((_, at): Moves => {
    const [rises = 0, falls = 0, pairs = 0, samePrice = 0, sameEach = 0] = counts.slice(5 * at, 5 * at + 5);
    return { rises, falls, pairs, samePrice, sameEach };
  }) as [Moves, Moves, ...Moves[]];
  return { ones, zeros, byChance, inFile, within };
}

/** Changes that chance would lead to, before their lack shows anything. */
const fewestChanges = 20;

/** Whether a number hardly rises, or hardly falls, where by chance it would often do both. */
export function isBoundIn({ rises, falls, pairs }: Moves, byChance: Moves): boolean {
  const expected = (pairs * (byChance.rises + byChance.falls)) / Math.max(1, byChance.pairs);
  return expected >= fewestChanges && Math.min(rises, falls) <= 0.025 * expected;
}

const fewestAlike = 3;
/** Of alike lines that are less than half of those that changed. */
const fewestOfFew = 20;

/**
 * Whether a price is of one piece or of all pieces of the line, by the group of lines that shows it best; undefined if none
 * does, or if most lines have the same price anyway.
 */
export function pieceOrAll({ byChance, inFile, within }: MovesOfNumber) {
  const share = ({ rises, falls, samePrice, sameEach }: Moves) => (samePrice + sameEach) / (rises + falls);
  const [best] = [byChance, inFile, ...within]
    .filter(({ rises, falls }) => rises + falls >= fewestAlike)
    .toSorted((a, b) => share(b) - share(a));
  if (best === undefined) return undefined;
  const { samePrice, sameEach } = best;
  const of = best.rises + best.falls;
  const found = Math.max(samePrice, sameEach);
  if (found < (2 * found < of ? fewestOfFew : fewestAlike) || found < 3 * Math.min(samePrice, sameEach))
    return undefined;
  if (samePrice > sameEach && 2 * byChance.samePrice > byChance.rises + byChance.falls) return undefined;
  return { is: samePrice > sameEach ? ("piece" as const) : ("all" as const), found, of };
}
