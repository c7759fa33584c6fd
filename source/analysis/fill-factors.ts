import { fieldAt, fields, kinds, programs } from "../query/driver-fields.ts";
import { billedOf, type CoffeeFactors, type Pair, setOwnRates, setRates, sumOf } from "./coffee-factors.ts";
import type { Totals } from "./period-cells.ts";

type Both = readonly [Totals, Totals];

/** How a rate is written, by where it stands: `of` finds the same factor in the whole sample's. */
type Writer = (
  of: (factors: CoffeeFactors) => Pair | undefined,
  at: number,
  tops: readonly [number, number],
  bottoms: readonly [number, number],
) => void;

/**
 * Writes the factors of two periods' sums into `factors`, whose arrays are used again for every replicate. `seen` are the
 * whole sample's own rates (`fillOwnRates`), for what a replicate lost.
 */
export function fillFactors(factors: CoffeeFactors, totals: Both, seen?: CoffeeFactors): void {
  fillAll(factors, totals, (of, at, tops, bottoms) => {
    const pair = of(factors);
    if (pair) setRates(pair, at, tops, bottoms, seen ? of(seen) : undefined);
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
  const at = channel * fields.length;
  const customers = both(totals, at + fieldAt.customers);
  const orders = both(totals, at + fieldAt.orders);
  factors.mix[0][channel] = all[0] === 0 ? 0 : customers[0] / all[0];
  factors.mix[1][channel] = all[1] === 0 ? 0 : customers[1] / all[1];
  write(ordersPerCustomer, channel, orders, customers);
  const tops = factors.options.depth === "orders" ? orders : both(totals, at + fieldAt.bags);
  write(bagsPerOrder, channel, tops, orders);
}

function fillRates(factors: CoffeeFactors, totals: Both, channel: number, write: Writer): void {
  const at = channel * fields.length;
  const list = both(totals, at + fieldAt.list);
  for (const [index, program] of programs.entries()) {
    const on = both(totals, at + fieldAt[`list_on_${program}`]);
    write((of) => of.programShare[index], channel, on, list);
    write((of) => of.programDepth[index], channel, both(totals, at + fieldAt[`discount_${program}`]), on);
  }
  const billed = [billedOf(totals[0].channels, at), billedOf(totals[1].channels, at)] as const;
  for (const [index, kind] of kinds.entries()) {
    if (!factors.options.counted.includes(kind)) continue;
    const reversal = both(totals, at + fieldAt[`reversal_${kind}`]);
    const reversed = both(totals, at + fieldAt[`reversed_${kind}`]);
    if (factors.options.additive) {
      write((of) => of.kindShare[index], channel, reversal, list);
      write((of) => of.kindSeverity[index], channel, one, one);
    } else {
      write((of) => of.kindShare[index], channel, reversed, billed);
      write((of) => of.kindSeverity[index], channel, reversal, reversed);
    }
  }
}

/** Shares of sizes within channels, of profiles within sizes, and list prices, over the sorted products. */
function fillProducts(factors: CoffeeFactors, totals: Both, write: Writer): void {
  const { products, sizes } = factors.layout;
  const [before, after] = [totals[0].products, totals[1].products];
  const isPriced = factors.options.depth === "net" || factors.options.depth === "list";
  const channelBags = new Float64Array(factors.layout.channels.length * 2);
  const sizeBags = new Float64Array(factors.layout.channels.length * sizes.length * 2);
  for (const [index, { channel, size }] of products.entries()) {
    const node = channel * sizes.length + size;
    for (const period of [0, 1] as const) {
      const bags = totals[period].products[index * 2] ?? 0;
      channelBags[channel * 2 + period] = (channelBags[channel * 2 + period] ?? 0) + bags;
      sizeBags[node * 2 + period] = (sizeBags[node * 2 + period] ?? 0) + bags;
    }
  }
  for (const [index, { channel, size }] of products.entries()) {
    const node = channel * sizes.length + size;
    const bags = [before[index * 2] ?? 0, after[index * 2] ?? 0] as const;
    const list = [before[index * 2 + 1] ?? 0, after[index * 2 + 1] ?? 0] as const;
    const inSize = [sizeBags[node * 2] ?? 0, sizeBags[node * 2 + 1] ?? 0] as const;
    write(profileShare, index, bags, inSize);
    write(sizeShare, node, inSize, [channelBags[channel * 2] ?? 0, channelBags[channel * 2 + 1] ?? 0]);
    if (isPriced) write(price, index, [list[0] / 100, list[1] / 100], bags);
    else write(price, index, one, one);
  }
}

const one = [1, 1] as const;
const ordersPerCustomer = (of: CoffeeFactors) => of.ordersPerCustomer;
const bagsPerOrder = (of: CoffeeFactors) => of.bagsPerOrder;
const sizeShare = (of: CoffeeFactors) => of.sizeShare;
const profileShare = (of: CoffeeFactors) => of.profileShare;
const price = (of: CoffeeFactors) => of.price;

function both(totals: Both, at: number): readonly [number, number] {
  return [totals[0].channels[at] ?? 0, totals[1].channels[at] ?? 0];
}
