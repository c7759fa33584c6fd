import type { UnitSums } from "./segment-table.ts";

/** Which units are used: all of them, or one half for discovery and the other for confirmation. */
export type Half = "all" | "even" | "odd";

/**
 * What a segment's change is compared with: the rest's relative change or, if the rates are too near 0 or differ in sign so
 * that percentages mean nothing, the rest's change itself.
 */
export type Yardstick = "percent" | "amount";

/** How a segment's change differs from the rest's: difference, its standard error, and what each unit adds to it. */
export interface Score {
  readonly difference: number;
  readonly standardError: number;
  /** difference / standardError; 0 if nothing varies. */
  readonly z: number;
  /** Influence of each unit on the difference: base units, then compare units. */
  readonly influence: Float64Array;
}

/** How many standard errors from 0 a rate must be for percentages of it to mean anything. */
const farFromZero = 3;

/** The yardstick for a segment and its rest, by all units. */
export function yardstickOf(segment: UnitSums, rest: UnitSums): Yardstick {
  const before = ratioOf(rest, 0, "all");
  const others = [ratioOf(rest, 1, "all"), ratioOf(segment, 0, "all")];
  const isOneSign = others.every(({ rate }) => rate * before.rate > 0);
  if (!isOneSign) return "amount";
  const influence = influenceOf(rest, 0, "all", before);
  return Math.abs(before.rate) > farFromZero * Math.sqrt(varianceOf(influence, "all")) ? "percent" : "amount";
}

/**
 * The change of a segment beyond what the rest's change would give (DRIVERS, 6), r being the metric per customer:
 * u = r_S1 - r_S0 (r_C1 / r_C0) by percent, u = (r_S1 - r_S0) - (r_C1 - r_C0) by amount. The standard error is the delete-one
 * jackknife over units, by their influence on the rates (delta method); both periods' variances are added.
 */
export function scoreAgainst(segment: UnitSums, rest: UnitSums, half: Half, yardstick: Yardstick): Score {
  const own = [ratioOf(segment, 0, half), ratioOf(segment, 1, half)] as const;
  const other = [ratioOf(rest, 0, half), ratioOf(rest, 1, half)] as const;
  const { difference, slopes } = compared(own, other, yardstick);
  const [units0, units1] = [segment.customers[0].length, segment.customers[1].length];
  const influence = new Float64Array(units0 + units1);
  let variance = 0;
  for (const period of [0, 1] as const) {
    const inside = influenceOf(segment, period, half, own[period]);
    const outside = influenceOf(rest, period, half, other[period]);
    const values = influence.subarray(period === 0 ? 0 : units0, period === 0 ? units0 : undefined);
    const [slopeInside, slopeOutside] = slopes[period];
    for (let unit = first(half); unit < values.length; unit += step(half)) {
      values[unit] = slopeInside * (inside[unit] ?? 0) + slopeOutside * (outside[unit] ?? 0);
    }
    variance += varianceOf(values, half);
  }
  const standardError = Math.sqrt(variance);
  return { difference, standardError, z: standardError > 1e-12 ? difference / standardError : 0, influence };
}

interface Rate {
  readonly rate: number;
  readonly customers: number;
}

type Slopes = readonly [inside: number, outside: number];

/** u, and its derivatives by the segment's and the rest's rate of each period. */
function compared(
  own: readonly [Rate, Rate],
  other: readonly [Rate, Rate],
  yardstick: Yardstick,
): { readonly difference: number; readonly slopes: readonly [Slopes, Slopes] } {
  const [s0, s1, c0, c1] = [own[0].rate, own[1].rate, other[0].rate, other[1].rate];
  if (yardstick === "amount" || c0 === 0) {
    return {
      difference: s1 - s0 - (c1 - c0),
      slopes: [
        [-1, 1],
        [1, -1],
      ],
    };
  }
  return {
    difference: s1 - s0 * (c1 / c0),
    slopes: [
      [-c1 / c0, (s0 * c1) / (c0 * c0)],
      [1, -s0 / c0],
    ],
  };
}

/** The contribution of each unit of a half to a rate. */
function influenceOf(sums: UnitSums, period: 0 | 1, half: Half, { rate, customers }: Rate): Float64Array {
  const [counts, values] = [sums.customers[period], sums.value[period]];
  const influence = new Float64Array(counts.length);
  if (customers === 0) return influence;
  for (let unit = first(half); unit < counts.length; unit += step(half)) {
    influence[unit] = ((values[unit] ?? 0) - rate * (counts[unit] ?? 0)) / customers;
  }
  return influence;
}

/** Delete-one jackknife variance from the influences of a half's units. */
function varianceOf(influence: Float64Array, half: Half): number {
  let [squares, count] = [0, 0];
  for (let unit = first(half); unit < influence.length; unit += step(half)) {
    squares += (influence[unit] ?? 0) ** 2;
    count += 1;
  }
  return count > 1 ? (squares * count) / (count - 1) : 0;
}

/** Metric per customer, and customers, of the units of a half. */
export function ratioOf(sums: UnitSums, period: 0 | 1, half: Half): Rate {
  let [customers, value] = [0, 0];
  for (let unit = first(half); unit < sums.customers[period].length; unit += step(half)) {
    customers += sums.customers[period][unit] ?? 0;
    value += sums.value[period][unit] ?? 0;
  }
  return { rate: customers === 0 ? 0 : value / customers, customers };
}

function first(half: Half): 0 | 1 {
  return half === "odd" ? 1 : 0;
}

function step(half: Half): 1 | 2 {
  return half === "all" ? 1 : 2;
}
