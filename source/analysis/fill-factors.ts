import { fieldAt, fieldCount, kinds, programFieldAt, programsWith } from "../query/driver-fields.ts";
import {
  billedOf,
  type CoffeeFactors,
  type Fallback,
  type Pair,
  setOwnRates,
  setRates,
  sumOf,
} from "./coffee-factors.ts";
import type { Totals } from "./period-cells.ts";

type Both = readonly [Totals, Totals];

/** Writes a rate at its index; `of` selects the factor, also in the whole sample's factors. */
type Writer = (
  of: (factors: CoffeeFactors) => Pair | undefined,
  at: number,
  tops: readonly [number, number],
  bottoms: readonly [number, number],
  pooled?: Fallback["pooled"],
) => void;

/**
 * Writes the factors of two periods' sums into `factors`, whose arrays are reused for every replicate. `seen` are the whole
 * sample's own rates (`fillOwnRates`), for cells that a replicate lost.
 */
export function fillFactors(factors: CoffeeFactors, totals: Both, seen?: CoffeeFactors): void {
  fillAll(factors, totals, (of, at, tops, bottoms, pooled) => {
    const pair = of(factors);
    if (pair) setRates(pair, at, tops, bottoms, { seen: seen ? of(seen) : undefined, pooled });
  });
}

/** The same with NaN for a rate that the sample does not have in a period. */
export function fillOwnRates(factors: CoffeeFactors, totals: Both): void {
  fillAll(factors, totals, (of, at, tops, bottoms) => {
    const pair = of(factors);
    if (pair) setOwnRates(pair, at, tops, bottoms);
  });
}

function fillAll(factors: CoffeeFactors, totals: Both, write: Writer): void {
  const customers = [sumOf(totals[0], fieldAt.customers), sumOf(totals[1], fieldAt.customers)] as const;
  for (let channel = 0; channel < factors.layout.channels.length; channel += 1) {
    fillVolume(factors, totals, channel, customers, write);
    if (factors.options.depth === "net") fillRates(factors, totals, channel, write);
  }
  fillProducts(factors, totals, write);
  for (const period of [0, 1] as const) {
    const perCustomer = factors.options.depth === "net" && customers[period] !== 0 ? 1 / customers[period] / 100 : 0;
    factors.plug[period] = sumOf(totals[period], fieldAt.plug) * perCustomer;
    factors.timing[period] = factors.options.cash ? sumOf(totals[period], fieldAt.deferred) * perCustomer : 0;
  }
}

function fillVolume(
  factors: CoffeeFactors,
  totals: Both,
  channel: number,
  all: readonly [number, number],
  write: Writer,
): void {
  const at = channel * fieldCount(factors.layout.programs);
  const customers = both(totals, at + fieldAt.customers);
  const orders = both(totals, at + fieldAt.orders);
  factors.mix[0][channel] = all[0] === 0 ? 0 : customers[0] / all[0];
  factors.mix[1][channel] = all[1] === 0 ? 0 : customers[1] / all[1];
  write(ordersPerCustomer, channel, orders, customers);
  const tops = factors.options.depth === "orders" ? orders : both(totals, at + fieldAt.bags);
  write(bagsPerOrder, channel, tops, orders);
}

function fillRates(factors: CoffeeFactors, totals: Both, channel: number, write: Writer): void {
  const at = channel * fieldCount(factors.layout.programs);
  const list = both(totals, at + fieldAt.list);
  for (const index of programsWith(factors.layout.programs).keys()) {
    const [ofDiscount, ofList] = [programFieldAt(index, "discount"), programFieldAt(index, "list_on")];
    const discount = both(totals, at + ofDiscount);
    const on = carriers(both(totals, at + ofList), discount, list);
    write((of) => of.programShare[index], channel, on, list);
    write((of) => of.programDepth[index], channel, discount, on, pooledRate(totals, on, ofDiscount, ofList));
  }
  const billed = [billedOf(totals[0], at), billedOf(totals[1], at)] as const;
  for (const [index, kind] of kinds.entries()) {
    if (!factors.options.counted.includes(kind)) continue;
    const reversal = both(totals, at + fieldAt[`reversal_${kind}`]);
    const reversed = both(totals, at + fieldAt[`reversed_${kind}`]);
    if (factors.options.additive) {
      write((of) => of.kindShare[index], channel, reversal, list);
      write((of) => of.kindSeverity[index], channel, one, one);
    } else {
      write((of) => of.kindShare[index], channel, reversed, billed);
      write(
        (of) => of.kindSeverity[index],
        channel,
        reversal,
        reversed,
        pooledRate(totals, reversed, fieldAt[`reversal_${kind}`], fieldAt[`reversed_${kind}`]),
      );
    }
  }
}

/** List value that carries a discount: all of it if the discount is on lines of its own, without a quantity. */
function carriers(
  on: readonly [number, number],
  discount: readonly [number, number],
  list: readonly [number, number],
): readonly [number, number] {
  const of = (period: 0 | 1) => (on[period] === 0 && discount[period] !== 0 ? list[period] : on[period]);
  return [of(0), of(1)];
}

/** Shares of sizes within channels, of profiles within sizes, and list prices, over the sorted products. */
function fillProducts(factors: CoffeeFactors, totals: Both, write: Writer): void {
  const { products, sizes, channels } = factors.layout;
  const isPriced = factors.options.depth === "net" || factors.options.depth === "list";
  const { channelBags, sizeBags } = bagSums(factors, totals);
  const { bags, list } = pooledProducts(factors, totals);
  for (let node = 0; node < channels.length * sizes.length; node += 1) {
    const channel = Math.floor(node / sizes.length);
    write(sizeShare, node, pairAt(sizeBags, node), pairAt(channelBags, channel));
  }
  for (let index = 0; index < products.length; index += 1) {
    const product = products[index];
    if (!product) continue;
    const count = [totals[0].products[index * 2] ?? 0, totals[1].products[index * 2] ?? 0] as const;
    const sold = [totals[0].products[index * 2 + 1] ?? 0, totals[1].products[index * 2 + 1] ?? 0] as const;
    write(profileShare, index, count, pairAt(sizeBags, product.channel * sizes.length + product.size));
    const place = product.size * factors.layout.profiles.length + product.profile;
    const pooled = isMissing(count) ? { tops: pairAt(list, place), bottoms: pairAt(bags, place) } : undefined;
    if (isPriced) write(price, index, [sold[0] / 100, sold[1] / 100], count, pooled);
    else write(price, index, one, one);
  }
}

/** Bags by channel and by channel and size: (base, compare) each. */
function bagSums({ layout }: CoffeeFactors, totals: Both): { channelBags: Float64Array; sizeBags: Float64Array } {
  const sizes = layout.sizes.length;
  const channelBags = new Float64Array(layout.channels.length * 2);
  const sizeBags = new Float64Array(layout.channels.length * sizes * 2);
  for (let index = 0; index < layout.products.length; index += 1) {
    const product = layout.products[index];
    if (!product) continue;
    const node = product.channel * sizes + product.size;
    for (let period = 0; period < 2; period += 1) {
      const bags = totals[period]?.products[index * 2] ?? 0;
      channelBags[product.channel * 2 + period] = (channelBags[product.channel * 2 + period] ?? 0) + bags;
      sizeBags[node * 2 + period] = (sizeBags[node * 2 + period] ?? 0) + bags;
    }
  }
  return { channelBags, sizeBags };
}

/** Bags and list value in currency units by size and profile over all channels: (base, compare) each. */
function pooledProducts({ layout }: CoffeeFactors, totals: Both): { bags: Float64Array; list: Float64Array } {
  const profiles = layout.profiles.length;
  const bags = new Float64Array(layout.sizes.length * profiles * 2);
  const list = new Float64Array(bags.length);
  for (let index = 0; index < layout.products.length; index += 1) {
    const product = layout.products[index];
    if (!product) continue;
    for (let period = 0; period < 2; period += 1) {
      const to = (product.size * profiles + product.profile) * 2 + period;
      bags[to] = (bags[to] ?? 0) + (totals[period]?.products[index * 2] ?? 0);
      list[to] = (list[to] ?? 0) + (totals[period]?.products[index * 2 + 1] ?? 0) / 100;
    }
  }
  return { bags, list };
}

function pairAt(values: Float64Array, index: number): readonly [number, number] {
  return [values[index * 2] ?? 0, values[index * 2 + 1] ?? 0];
}

const one = [1, 1] as const;
const ordersPerCustomer = (of: CoffeeFactors) => of.ordersPerCustomer;
const bagsPerOrder = (of: CoffeeFactors) => of.bagsPerOrder;
const sizeShare = (of: CoffeeFactors) => of.sizeShare;
const profileShare = (of: CoffeeFactors) => of.profileShare;
const price = (of: CoffeeFactors) => of.price;

/** The rate of all channels together, if a channel's own is missing in a period. */
function pooledRate(totals: Both, own: readonly [number, number], top: number, bottom: number): Fallback["pooled"] {
  if (!isMissing(own)) return undefined;
  const all = (field: number) => [sumOf(totals[0], field), sumOf(totals[1], field)] as const;
  return { tops: all(top), bottoms: all(bottom) };
}

function isMissing(sums: readonly [number, number]): boolean {
  return sums[0] === 0 || sums[1] === 0;
}

function both(totals: Both, at: number): readonly [number, number] {
  return [totals[0].channels[at] ?? 0, totals[1].channels[at] ?? 0];
}
