import { type Field, fieldAt, fieldCount } from "../query/driver-fields.ts";
import { coalitions, weightOf } from "./coalition-table.ts";
import type { CoffeeBars } from "./coffee-bars.ts";
import { type Pair, sumOf } from "./coffee-factors.ts";
import { type GroupName, placeOf } from "./drivers.ts";
import type { CategoryBar } from "./investigation.ts";
import { mixAndRate } from "./mix-and-rate.ts";
import type { Product, Totals } from "./period-cells.ts";

/** Channels whose share moved, each weighted by its customers' worth relative to the mean channel. */
export function channelMix({ factors, table }: CoffeeBars): readonly CategoryBar[] {
  const worth = factors.layout.channels.map((_, channel) =>
    meanOver(1, (mask) => {
      const volume = mask & 2 ? 1 : 0;
      const bags = at(factors.ordersPerCustomer, volume, channel) * at(factors.bagsPerOrder, volume, channel);
      const back = table.back[channel * 16 + (mask >> 5)] ?? 0;
      return bags * (table.perBag[channel * 8 + ((mask >> 2) & 7)] ?? 0) * back;
    }),
  );
  const places = factors.layout.channels.map((label, place) => ({ label, place }));
  return mixEffects(places, factors.mix, (place) => worth[place] ?? 0);
}

/** Bag sizes, coffees whose share within their size moved, or coffees in their size whose list price moved. */
export function productCategories({ factors, table }: CoffeeBars, group: GroupName): readonly CategoryBar[] {
  const { layout, sizeShare, profileShare, price } = factors;
  const { channels, sizes, profiles, products } = layout;
  const own = placeOf(group);
  const nodeOf = ({ channel, size }: Product) => channel * sizes.length + size;
  const outer = channels.map((_, channel) => outerWorth({ factors, table }, own, channel));
  const worth = products.map((product, index) => {
    const parts = [
      (period: 0 | 1) => at(sizeShare, period, nodeOf(product)),
      (period: 0 | 1) => at(profileShare, period, index),
      (period: 0 | 1) => at(price, period, index),
    ];
    return worthOf(parts, own - 2, outer[product.channel] ?? new Float64Array(8));
  });
  if (group === "list_price") {
    return products.map(({ size, profile }, index) => {
      const rate = (worth[index] ?? 0) * (at(price, 1, index) - at(price, 0, index));
      return { label: `${sizes[size]} · ${profiles[profile]}`, mix: 0, rate };
    });
  }
  const places = products.map((product, place) => ({ product, place }));
  if (group === "coffee_profile") {
    return groupBy(places, ({ product }) => nodeOf(product)).flatMap((node) => {
      const named = node.map(({ product, place }) => ({ label: profiles[product.profile] ?? "", place }));
      return mixEffects(named, profileShare, (place) => worth[place] ?? 0);
    });
  }
  const ofNode = new Float64Array(channels.length * sizes.length);
  for (const { product, place } of places) {
    ofNode[nodeOf(product)] = (ofNode[nodeOf(product)] ?? 0) + (worth[place] ?? 0);
  }
  return channels.flatMap((_, channel) => {
    const named = sizes.map((label, size) => ({ label, place: channel * sizes.length + size }));
    return mixEffects(named, sizeShare, (place) => ofNode[place] ?? 0);
  });
}

/** Plug or prepayment timing by channel: share of customers and amount per customer, in currency units. */
export function amountsByChannel(
  { factors }: CoffeeBars,
  totals: readonly [Totals, Totals],
  field: Field,
  sign: 1 | -1,
): readonly CategoryBar[] {
  const moved = field === "plug" ? factors.plug : factors.timing;
  const all = totals.map((total) => sumOf(total, fieldAt.customers));
  const of = (period: 0 | 1, name: Field, channel: number) =>
    totals[period].channels[channel * fieldCount(totals[period].programs) + fieldAt[name]] ?? 0;
  const effects = mixAndRate(
    factors.layout.channels.map((name, channel) => {
      const share = (period: 0 | 1) => (all[period] ? of(period, "customers", channel) / (all[period] ?? 1) : 0);
      const rate = (period: 0 | 1) => {
        const customers = of(period, "customers", channel);
        return customers === 0 ? undefined : of(period, field, channel) / customers / 100;
      };
      return { name, weights: [share(0), share(1)] as const, rates: [rate(0), rate(1)] as const };
    }),
  );
  const bars = effects.map(({ name, mix, rate }) => ({ label: name, mix: sign * mix, rate: sign * rate }));
  const rest = sign * ((moved[1] ?? 0) - (moved[0] ?? 0)) - bars.reduce((sum, { mix, rate }) => sum + mix + rate, 0);
  return Math.abs(rest) > 1e-9 ? [...bars, { label: "beside the tree", mix: 0, rate: rest }] : bars;
}

/** Mean over the coalitions that a group may join, with the weights of the grouped value. */
function meanOver(bit: number, value: (mask: number) => number): number {
  let mean = 0;
  for (let mask = 0; mask < coalitions; mask += 1) {
    if ((mask & bit) === 0) mean += (weightOf[mask] ?? 0) * value(mask);
  }
  return mean;
}

/** The worth of one unit of list price per bag in a channel, by the coalition (3 bits) of size, profile and price. */
function outerWorth(
  { factors, table }: Pick<CoffeeBars, "factors" | "table">,
  own: number,
  channel: number,
): Float64Array {
  const worth = new Float64Array(8);
  for (let mask = 0; mask < coalitions; mask += 1) {
    if (mask & (1 << own)) continue;
    const volume = mask & 2 ? 1 : 0;
    const bags =
      at(factors.mix, mask & 1 ? 1 : 0, channel) *
      at(factors.ordersPerCustomer, volume, channel) *
      at(factors.bagsPerOrder, volume, channel);
    const back = table.back[channel * 16 + (mask >> 5)] ?? 0;
    const inner = (mask >> 2) & 7;
    worth[inner] = (worth[inner] ?? 0) + (weightOf[mask] ?? 0) * bags * back;
  }
  return worth;
}

/** The worth of one unit of a product's share or price, given the other two of size, profile and price. */
function worthOf(parts: readonly ((period: 0 | 1) => number)[], own: number, outer: Float64Array): number {
  let worth = 0;
  for (let inner = 0; inner < 8; inner += 1) {
    if (inner & (1 << own)) continue;
    let term = outer[inner] ?? 0;
    for (const [place, part] of parts.entries()) if (place !== own) term *= part((inner >> place) & 1 ? 1 : 0);
    worth += term;
  }
  return worth;
}

/** dw (K - mean K) for shares that sum to the same in both periods: what has become more common, relative to the rest. */
function mixEffects(
  places: readonly { readonly label: string; readonly place: number }[],
  shares: Pair,
  worth: (place: number) => number,
): readonly CategoryBar[] {
  const weight = (place: number) => (at(shares, 0, place) + at(shares, 1, place)) / 2;
  const whole = places.reduce((sum, { place }) => sum + weight(place), 0);
  const moved = places.reduce((sum, { place }) => sum + at(shares, 1, place) - at(shares, 0, place), 0);
  // If the shares do not sum to the same, no common worth may be subtracted.
  const isShift = Math.abs(moved) < 1e-12 && whole > 0;
  const mean = isShift ? places.reduce((sum, { place }) => sum + weight(place) * worth(place), 0) / whole : 0;
  return places.map(({ label, place }) => ({
    label,
    mix: (at(shares, 1, place) - at(shares, 0, place)) * (worth(place) - mean),
    rate: 0,
  }));
}

function groupBy<T>(values: readonly T[], keyOf: (value: T) => number): readonly (readonly T[])[] {
  const groups = new Map<number, T[]>();
  for (const value of values) {
    const own = groups.get(keyOf(value));
    if (own) own.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return [...groups.values()];
}

function at(pair: Pair, period: 0 | 1, place: number): number {
  return pair[period][place] ?? 0;
}
