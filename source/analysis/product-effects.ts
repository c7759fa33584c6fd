import type { Evidence } from "./evidence.ts";
import { type Category, type CategoryEffect, mixAndRate } from "./mix-and-rate.ts";
import type { Product } from "./period-cells.ts";

/**
 * How the list price of an average bag moved, by category: share of bags and list price per bag in both periods over all
 * channels, and the effects of mix and of rate, which sum to the change.
 */
export function productEffects(evidence: Evidence, nameOf: (product: Product) => string): readonly CategoryEffect[] {
  const { totals, layout } = evidence;
  const sums = new Map<string, Float64Array>();
  const bags = [0, 0];
  for (const [index, product] of layout.products.entries()) {
    const name = nameOf(product);
    const own = sums.get(name) ?? new Float64Array(4);
    sums.set(name, own);
    for (const period of [0, 1] as const) {
      const [count, list] = [totals[period].products[index * 2] ?? 0, totals[period].products[index * 2 + 1] ?? 0];
      own[period] = (own[period] ?? 0) + count;
      own[2 + period] = (own[2 + period] ?? 0) + list / 100;
      bags[period] = (bags[period] ?? 0) + count;
    }
  }
  const categories = [...sums].map(([name, own]): Category => {
    const share = (period: 0 | 1) => (bags[period] ? (own[period] ?? 0) / bags[period] : 0);
    const rate = (period: 0 | 1) => (own[period] ? (own[2 + period] ?? 0) / own[period] : undefined);
    return { name, weights: [share(0), share(1)], rates: [rate(0), rate(1)] };
  });
  return mixAndRate(categories);
}

/** The price segments of coffees with known list prices. */
const pricePoints: ReadonlySet<string> = new Set(["classic", "balanced", "premium", "unknown"]);

/** Price segment of a coffee profile's name, which ends in it; unknown if there is none. */
export function pricePointOf(profile: string): string {
  const last = profile.split(" · ").at(-1) ?? "";
  return pricePoints.has(last) ? last : "unknown";
}

/**
 * Change of the list price like for like, as a share: coffees of the same size and profile in both periods, weighted by
 * mean share of bags; 0 if nothing is in both.
 */
export function priceIndex(effects: readonly CategoryEffect[]): number {
  let [before, after] = [0, 0];
  for (const { weights, rates, presence } of effects) {
    if (presence !== "both") continue;
    const weight = (weights[0] + weights[1]) / 2;
    before += weight * (rates[0] ?? 0);
    after += weight * (rates[1] ?? 0);
  }
  return before === 0 ? 0 : after / before - 1;
}

/** The rows that moved most, and one row for the rest. */
export function foremost(
  effects: readonly CategoryEffect[],
  by: "mix" | "rate",
  most: number,
): readonly (CategoryEffect | { readonly rest: number; readonly mix: number; readonly rate: number })[] {
  const sorted = [...effects].sort((a, b) => Math.abs(b[by]) - Math.abs(a[by]) || (a.name < b.name ? -1 : 1));
  if (sorted.length <= most + 1) return sorted;
  const others = sorted.slice(most);
  const rest = {
    rest: others.length,
    mix: others.reduce((sum, one) => sum + one.mix, 0),
    rate: others.reduce((sum, one) => sum + one.rate, 0),
  };
  return [...sorted.slice(0, most), rest];
}
