import { type Category, type CategoryEffect, mixAndRate } from "./mix-and-rate.ts";
import type { SegmentTable } from "./segment-table.ts";

/** Customers and value of both periods, by category of one dimension: [period][category]. */
export interface MixSums {
  readonly customers: readonly [Float64Array, Float64Array];
  readonly value: readonly [Float64Array, Float64Array];
}

/** Parts of a change: number of customers (only for a total), then mix and rate by category. They sum to it exactly. */
export interface MixParts {
  readonly base: number;
  readonly compare: number;
  readonly number: number;
  /** Customers of both periods if the measure is a total, otherwise 1. */
  readonly scale: readonly [number, number];
  readonly effects: readonly CategoryEffect[];
}

export function emptyMixSums(categories: number): MixSums {
  const pair = (): readonly [Float64Array, Float64Array] => [
    new Float64Array(categories),
    new Float64Array(categories),
  ];
  return { customers: pair(), value: pair() };
}

/** Writes sums by category of a dimension into `sums`, each unit counted `weights[period][unit]` times. */
export function addUpMix(
  table: SegmentTable,
  dimension: number,
  weights: readonly [Uint8Array, Uint8Array] | undefined,
  sums: MixSums,
): void {
  const codes = table.codes[dimension];
  for (const part of [sums.customers, sums.value]) for (const one of part) one.fill(0);
  for (let row = 0; row < table.unit.length; row += 1) {
    const period = table.period[row] === 1 ? 1 : 0;
    const weight = weights ? (weights[period][table.unit[row] ?? 0] ?? 0) : 1;
    if (weight === 0) continue;
    const category = codes?.[row] ?? 0;
    const [customers, value] = [sums.customers[period], sums.value[period]];
    customers[category] = (customers[category] ?? 0) + weight * (table.customers[row] ?? 0);
    value[category] = (value[category] ?? 0) + weight * (table.value[row] ?? 0);
  }
}

/**
 * The change of a mean per customer, or of a total, over the categories of one dimension. Per customer: sum of w r,
 * decomposed by mix and rate. A total N m: dN times the mean m, and mean N times the parts of dm.
 */
export function mixParts(sums: MixSums, names: readonly string[], isTotal: boolean): MixParts {
  const all = [0, 1].map((period) => total(sums.customers[period === 0 ? 0 : 1]));
  const [n0 = 0, n1 = 0] = all;
  const categories = names.map((name, at): Category => {
    const share = (period: 0 | 1) => (all[period] ? (sums.customers[period][at] ?? 0) / (all[period] ?? 1) : 0);
    const rate = (period: 0 | 1) => {
      const customers = sums.customers[period][at] ?? 0;
      return customers === 0 ? undefined : (sums.value[period][at] ?? 0) / customers;
    };
    return { name, weights: [share(0), share(1)], rates: [rate(0), rate(1)] };
  });
  const effects = mixAndRate(categories);
  const [v0, v1] = [total(sums.value[0]), total(sums.value[1])];
  const [m0, m1] = [n0 === 0 ? 0 : v0 / n0, n1 === 0 ? 0 : v1 / n1];
  if (!isTotal) return { base: m0, compare: m1, number: 0, scale: [1, 1], effects };
  const scale = (n0 + n1) / 2;
  const scaled = effects.map((effect) => ({ ...effect, mix: effect.mix * scale, rate: effect.rate * scale }));
  return { base: v0, compare: v1, number: (n1 - n0) * ((m0 + m1) / 2), scale: [n0, n1], effects: scaled };
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
