import type { LineSample, SampleLine } from "./line-sample.ts";

/** Decides which of two readings of changed lines gives prices that unchanged lines have; undefined if neither does. */
export interface PriceTest {
  /** The price that a line shows; undefined if it shows none. */
  readonly price: (line: SampleLine) => number | undefined;
  /** Whether a line is one of the unclear ones, such as several pieces or a discount. */
  readonly isChanged: (line: SampleLine) => boolean;
  /** The price of a changed line under one reading and the other. */
  readonly one: (line: SampleLine) => number | undefined;
  readonly other: (line: SampleLine) => number | undefined;
}

export interface PriceAnswer {
  readonly is: "one" | "other";
  /** Changed lines whose price was found this way, out of all of them. */
  readonly found: number;
  readonly of: number;
}

const fewest = 3;
const clear = 0.9;
const gap = 0.3;

/**
 * Prices come from a list, which lines of one piece without discount or refund show. Compared by product if that decides,
 * otherwise over all products.
 */
export function priceAnswer({ lines }: LineSample, test: PriceTest): PriceAnswer | undefined {
  for (const byProduct of [true, false]) {
    const list = new Set<string>();
    const key = (line: SampleLine, price: number) => `${byProduct ? (line.product ?? "") : ""} ${price.toFixed(2)}`;
    for (const line of lines) {
      const price = test.isChanged(line) ? undefined : test.price(line);
      if (price !== undefined && price !== 0) list.add(key(line, price));
    }
    const changed = lines.filter((line) => test.isChanged(line) && test.one(line) !== undefined);
    const share = (way: (line: SampleLine) => number | undefined) =>
      changed.filter((line) => isListed(list, key, line, way(line))).length / changed.length;
    if (changed.length < fewest) return undefined;
    const [one, other] = [share(test.one), share(test.other)];
    if (one >= clear && one - other >= gap)
      return { is: "one", found: Math.round(one * changed.length), of: changed.length };
    if (other >= clear && other - one >= gap)
      return { is: "other", found: Math.round(other * changed.length), of: changed.length };
  }
  return undefined;
}

/** Prices derived by division are off by at most a cent. */
function isListed(
  list: ReadonlySet<string>,
  key: (line: SampleLine, price: number) => string,
  line: SampleLine,
  price: number | undefined,
): boolean {
  if (price === undefined || !Number.isFinite(price)) return false;
  return [0, 0.01, -0.01].some((cent) => list.has(key(line, price + cent)));
}
