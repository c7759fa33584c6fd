import type { Pacer } from "./pacer.ts";
import { fillWeights } from "./poisson-weights.ts";
import type { UnitSums } from "./segment-table.ts";

/** Which units speak: all of them, or one half for discovering and the other for confirming. */
export type Half = "all" | "even" | "odd";

/** How a segment's change differs from the rest's: difference, its standard error, and what each unit adds to it. */
export interface Score {
  readonly difference: number;
  readonly standardError: number;
  /** difference / standardError; 0 where nothing varies. */
  readonly z: number;
  /** Influence of each unit on the difference: base units, then compare units. */
  readonly influence: Float64Array;
}

/**
 * z of a segment against the rest: (dr_S - dr_C) / SE, r being the metric per customer. The standard error is the
 * delete-one jackknife over units, by their influence on the ratios; both periods' variances are added.
 */
export function scoreAgainst(segment: UnitSums, rest: UnitSums, half: Half): Score {
  const [units0, units1] = [segment.customers[0].length, segment.customers[1].length];
  const influence = new Float64Array(units0 + units1);
  let [difference, variance] = [0, 0];
  for (const period of [0, 1] as const) {
    const sign = period === 1 ? 1 : -1;
    const own = ratioOf(segment, period, half);
    const other = ratioOf(rest, period, half);
    difference += sign * (own.rate - other.rate);
    const [n, y] = [segment.customers[period], segment.value[period]];
    const [m, x] = [rest.customers[period], rest.value[period]];
    let [squares, count] = [0, 0];
    for (let unit = first(half); unit < n.length; unit += step(half)) {
      const inside = own.customers === 0 ? 0 : ((y[unit] ?? 0) - own.rate * (n[unit] ?? 0)) / own.customers;
      const outside = other.customers === 0 ? 0 : ((x[unit] ?? 0) - other.rate * (m[unit] ?? 0)) / other.customers;
      const value = sign * (inside - outside);
      influence[(period === 1 ? units0 : 0) + unit] = value;
      squares += value * value;
      count += 1;
    }
    variance += count > 1 ? (squares * count) / (count - 1) : 0;
  }
  const standardError = Math.sqrt(variance);
  return { difference, standardError, z: standardError > 1e-12 ? difference / standardError : 0, influence };
}

/** Metric per customer, and customers, of the units of a half. */
export function ratioOf(
  sums: UnitSums,
  period: 0 | 1,
  half: Half,
): { readonly rate: number; readonly customers: number } {
  let [customers, value] = [0, 0];
  for (let unit = first(half); unit < sums.customers[period].length; unit += step(half)) {
    customers += sums.customers[period][unit] ?? 0;
    value += sums.value[period][unit] ?? 0;
  }
  return { rate: customers === 0 ? 0 : value / customers, customers };
}

/**
 * The largest |z| over all segments in each replicate in which nothing differs (Poisson weights on the influences): what
 * a search of so many segments finds by chance. Sorted.
 */
export async function largestByChance(
  scores: readonly Score[],
  half: Half,
  units: readonly [number, number],
  options: { readonly seed: number; readonly replicates: number },
  pacer: Pacer,
): Promise<Float64Array> {
  const at = [...unitsOf(half, units[0]), ...unitsOf(half, units[1]).map((unit) => unit + units[0])];
  const rows: Float64Array[] = [];
  for (const score of scores) {
    if (score.z !== 0) rows.push(standardised(score, at));
    await pacer.turnIfDue();
  }
  const weights = [new Uint8Array(units[0]), new Uint8Array(units[1])] as const;
  const centred = new Float64Array(at.length);
  const largest = new Float64Array(options.replicates);
  for (let replicate = 0; replicate < options.replicates; replicate += 1) {
    for (const period of [0, 1] as const) fillWeights(weights[period], options.seed, 2 + period, replicate);
    for (let index = 0; index < at.length; index += 1) {
      const unit = at[index] ?? 0;
      const weight = unit < units[0] ? weights[0][unit] : weights[1][unit - units[0]];
      centred[index] = (weight ?? 0) - 1;
    }
    for (const row of rows) largest[replicate] = Math.max(largest[replicate] ?? 0, Math.abs(dot(row, centred)));
    await pacer.turnIfDue();
  }
  return largest.sort();
}

/** What units add to a score, in standard errors. */
function standardised({ influence, standardError }: Score, units: readonly number[]): Float64Array {
  const row = new Float64Array(units.length);
  for (let index = 0; index < row.length; index += 1) row[index] = (influence[units[index] ?? 0] ?? 0) / standardError;
  return row;
}

/** Share of replicates (and the search itself) that reach |z|. */
export function adjustedP(z: number, largest: Float64Array): number {
  let reached = 0;
  for (let at = largest.length - 1; at >= 0 && (largest[at] ?? 0) >= Math.abs(z); at -= 1) reached += 1;
  return (reached + 1) / (largest.length + 1);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

function unitsOf(half: Half, count: number): readonly number[] {
  return Array.from({ length: count }, (_, unit) => unit).filter((unit) => half === "all" || unit % 2 === first(half));
}

function first(half: Half): 0 | 1 {
  return half === "odd" ? 1 : 0;
}

function step(half: Half): 1 | 2 {
  return half === "all" ? 1 : 2;
}
