/** A factor (scalar or vector: the value function decides) and the group whose bar it belongs to. */
export interface Player {
  readonly name: string;
  readonly group: string;
}

/** A function of named factors; `state(name)` is 1 if the factor is taken at the compare period, otherwise 0. */
export interface Decomposable {
  readonly factors: readonly Player[];
  readonly value: (state: (name: string) => 0 | 1) => number;
}

/** Contribution to the change, and its least and greatest value over all orders of the players. */
export interface Share {
  readonly name: string;
  readonly group: string;
  readonly contribution: number;
  readonly orderLow: number;
  readonly orderHigh: number;
}

export interface Decomposition {
  readonly base: number;
  readonly compare: number;
  readonly change: number;
  readonly groups: readonly Share[];
  readonly factors: readonly Share[];
}

const mostFactors = 30;

/**
 * Owen value of a change: how much each factor, and each group of factors, moved `value` from base to compare. Groups in
 * order of first mention. Sums to the change exactly. With one factor per group it is the Shapley value.
 * Source: Owen (1977), "Values of games with a priori unions"; Das Gupta (1993) for the ungrouped case of rates.
 * @throws RangeError for more than 30 factors, a factor named twice, or a value that is not finite.
 */
export function decompose(question: Decomposable): Decomposition {
  const { factors } = question;
  const names = new Map(factors.map((factor, index) => [factor.name, index]));
  if (factors.length > mostFactors) throw new RangeError(`${factors.length} factors are more than ${mostFactors}`);
  if (names.size < factors.length) throw new RangeError("a factor is named twice");
  const value = remembered(question, names);
  const groups = groupMasks(factors);
  const all = 2 ** factors.length - 1;
  const base = value(0);
  const compare = value(all);
  const shares = factors.map((factor, index) => factorShare(factor, index, groups, value));
  const bars = [...groups].map(([name, mask]) => groupShare(name, mask, groups, value));
  assertSum(bars, compare - base);
  assertSum(shares, compare - base);
  return { base, compare, change: compare - base, groups: bars, factors: shares };
}

/**
 * Throws unless the contributions add up to the change: to 1e-9 of it (of 1 if it is smaller) or, if contributions many
 * million times larger cancel, to the precision of doubles of their size.
 */
export function assertSum(shares: readonly { readonly contribution: number }[], change: number): void {
  const parts = shares.map((share) => share.contribution);
  const sum = parts.reduce((total, part) => total + part, 0);
  if (!(Math.abs(sum - change) <= sumTolerance(parts, change)))
    throw new RangeError(`contributions add up to ${sum}, the change is ${change}`);
}

/** How far a sum may be from its whole: 1e-9 of it (of 1), but at least the rounding of the parts themselves. */
function sumTolerance(parts: readonly number[], whole: number): number {
  const size = parts.reduce((total, part) => total + Math.abs(part), 0);
  return Math.max(1e-9 * Math.max(1, Math.abs(whole)), 64 * Number.EPSILON * size);
}

/** Weight of a coalition of `size` players joined by one more of `players`: size! (players - size - 1)! / players!. */
export function coalitionWeight(size: number, players: number): number {
  let weight = 1 / players;
  for (let k = 1; k <= size; k += 1) weight *= k / (players - k);
  return weight;
}

export function countBits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

function remembered({ value }: Decomposable, names: ReadonlyMap<string, number>): (mask: number) => number {
  const known = new Map<number, number>();
  return (mask) => {
    const before = known.get(mask);
    if (before !== undefined) return before;
    const result = value((name) => (((mask >>> (names.get(name) ?? mostFactors + 1)) & 1) === 1 ? 1 : 0));
    if (!Number.isFinite(result)) throw new RangeError(`the value of coalition ${mask} is ${result}`);
    known.set(mask, result);
    return result;
  };
}

function groupMasks(factors: readonly Player[]): ReadonlyMap<string, number> {
  const masks = new Map<string, number>();
  for (const [index, { group }] of factors.entries()) masks.set(group, (masks.get(group) ?? 0) | (1 << index));
  return masks;
}

function groupShare(
  name: string,
  own: number,
  groups: ReadonlyMap<string, number>,
  value: (mask: number) => number,
): Share {
  const others = [...groups.values()].filter((mask) => mask !== own);
  const tally = new Tally();
  for (const outer of coalitions(others)) {
    tally.add(coalitionWeight(outer.size, groups.size), value(outer.mask | own) - value(outer.mask));
  }
  return { name, group: name, ...tally.result() };
}

function factorShare(
  { name, group }: Player,
  index: number,
  groups: ReadonlyMap<string, number>,
  value: (mask: number) => number,
): Share {
  const own = 1 << index;
  const home = groups.get(group) ?? own;
  const others = [...groups.values()].filter((mask) => mask !== home);
  const partners = bitsOf(home & ~own);
  const tally = new Tally();
  for (const outer of coalitions(others)) {
    const outerWeight = coalitionWeight(outer.size, groups.size);
    for (const inner of coalitions(partners)) {
      const mask = outer.mask | inner.mask;
      tally.add(outerWeight * coalitionWeight(inner.size, partners.length + 1), value(mask | own) - value(mask));
    }
  }
  return { name, group, ...tally.result() };
}

function bitsOf(mask: number): readonly number[] {
  const bits: number[] = [];
  for (let rest = mask; rest !== 0; rest &= rest - 1) bits.push(rest & -rest);
  return bits;
}

function* coalitions(parts: readonly number[]): Generator<{ mask: number; size: number }> {
  for (let chosen = 0; chosen < 2 ** parts.length; chosen += 1) {
    let mask = 0;
    for (const [index, part] of parts.entries()) if ((chosen >>> index) & 1) mask |= part;
    yield { mask, size: countBits(chosen) };
  }
}

class Tally {
  #sum = 0;
  #low = Number.POSITIVE_INFINITY;
  #high = Number.NEGATIVE_INFINITY;

  add(weight: number, marginal: number): void {
    this.#sum += weight * marginal;
    this.#low = Math.min(this.#low, marginal);
    this.#high = Math.max(this.#high, marginal);
  }

  result(): { contribution: number; orderLow: number; orderHigh: number } {
    return { contribution: this.#sum, orderLow: this.#low, orderHigh: this.#high };
  }
}
