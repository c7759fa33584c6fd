import { CoffeeBars } from "../../../source/analysis/coffee-bars.ts";
import type { CoffeeFactors, Pair } from "../../../source/analysis/coffee-factors.ts";
import type { CellLayout, Totals } from "../../../source/analysis/period-cells.ts";
import { fields, kinds } from "../../../source/query/driver-fields.ts";

/** All channels as one, so that every leaf has sales and logarithms exist. */
export function withoutChannels(layout: CellLayout, totals: readonly [Totals, Totals]) {
  const keyOf = (size: number, profile: number) => size * layout.profiles.length + profile;
  const keys = [...new Set(layout.products.map(({ size, profile }) => keyOf(size, profile)))].sort((a, b) => a - b);
  const products = keys.map((key) => {
    return { channel: 0, size: Math.floor(key / layout.profiles.length), profile: key % layout.profiles.length };
  });
  const merge = (total: Totals): Totals => {
    const merged = {
      programs: layout.programs,
      channels: new Float64Array(fields.length),
      products: new Float64Array(keys.length * 2),
    };
    for (const [at, value] of total.channels.entries()) {
      merged.channels[at % fields.length] = (merged.channels[at % fields.length] ?? 0) + value;
    }
    for (const [index, { size, profile }] of layout.products.entries()) {
      for (const part of [0, 1]) {
        const to = keys.indexOf(keyOf(size, profile)) * 2 + part;
        merged.products[to] = (merged.products[to] ?? 0) + (total.products[index * 2 + part] ?? 0);
      }
    }
    return merged;
  };
  return { layout: { ...layout, channels: ["all"], products }, totals: [merge(totals[0]), merge(totals[1])] as const };
}

/** Bars of the product's factors by the grouped value and by the logarithmic mean Divisia index (Ang 2005), by name. */
export function bothWays(layout: CellLayout, totals: readonly [Totals, Totals]) {
  const counted = kinds.filter((kind) => kind !== "replacement");
  const bars = new CoffeeBars(layout, { depth: "net", counted, cash: false, additive: false });
  const { groups } = bars.compute(totals, false);
  const at = (index: number) => groups[index] ?? 0;
  const grouped = {
    volume: at(1),
    bag_size: at(2),
    coffee_profile: at(3),
    list_price: at(4),
    discounts: at(5) + at(6) + at(7),
    reversals: at(8),
  };
  return { grouped, divisia: divisia(bars.factors) };
}

function divisia(factors: CoffeeFactors) {
  const sums = { volume: 0, bag_size: 0, coffee_profile: 0, list_price: 0, discounts: 0, reversals: 0 };
  const kept = [0, 1].map((period) => 1 - product(factors.programShare, factors.programDepth, period === 0 ? 0 : 1));
  const back = [0, 1].map((period) => 1 - product(factors.kindShare, factors.kindSeverity, period === 0 ? 0 : 1));
  for (const [index, { size }] of factors.layout.products.entries()) {
    const value = (period: 0 | 1) => ({
      volume: (factors.ordersPerCustomer[period][0] ?? 0) * (factors.bagsPerOrder[period][0] ?? 0),
      bag_size: factors.sizeShare[period][size] ?? 0,
      // A coffee that was not sold is treated as sold almost never.
      coffee_profile: Math.max(1e-12, factors.profileShare[period][index] ?? 0),
      list_price: factors.price[period][index] ?? 0,
      discounts: kept[period] ?? 0,
      reversals: back[period] ?? 0,
    });
    const [before, after] = [value(0), value(1)];
    const whole = (parts: typeof before) => Object.values(parts).reduce((total, part) => total * part, 1);
    const [v0, v1] = [whole(before), whole(after)];
    const mean = v0 === v1 ? v0 : (v1 - v0) / Math.log(v1 / v0);
    for (const name of Object.keys(sums) as (keyof typeof sums)[]) {
      sums[name] += mean * Math.log(after[name] / before[name]);
    }
  }
  return sums;
}

function product(shares: readonly Pair[], rates: readonly Pair[], period: 0 | 1): number {
  return shares.reduce((sum, share, at) => sum + (share[period][0] ?? 0) * (rates[at]?.[period][0] ?? 0), 0);
}
