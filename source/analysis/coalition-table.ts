import { programs } from "../query/driver-fields.ts";
import type { CoffeeFactors, Pair } from "./coffee-factors.ts";
import { groupOfProgram } from "./drivers.ts";
import { coalitionWeight, countBits } from "./owen.ts";

/** Coalitions of the nine groups that multiply; bit i is the i-th of `productGroups`. */
export const coalitions = 512;
const groups = 9;

/** Owen weight of each coalition for a group outside it. */
export const weightOf = Float64Array.from({ length: coalitions }, (_, mask) => {
  const size = countBits(mask);
  return size < groups ? coalitionWeight(size, groups) : 0;
});

/**
 * The tree is a sum over channels of a product in which each group occurs once, so its value under every coalition follows
 * from a few products per channel: `perBag` (bag size, profile, price), `front` (mix, volume, perBag), `back` (discounts
 * and reversals). Arrays are reused for every replicate.
 */
export interface CoalitionTable {
  /** channels x 8 */
  readonly perBag: Float64Array;
  /** channels x 32 */
  readonly front: Float64Array;
  /** channels x 8: 1 less the discounts, by coalition of welcome, prepaid, other. */
  readonly kept: Float64Array;
  /** channels x 2: share of billed value (additive form: of list value) reversed. */
  readonly reversed: Float64Array;
  /** channels x 16 */
  readonly back: Float64Array;
  readonly values: Float64Array;
}

export function emptyTable(channels: number): CoalitionTable {
  return {
    perBag: new Float64Array(channels * 8),
    front: new Float64Array(channels * 32),
    kept: new Float64Array(channels * 8),
    reversed: new Float64Array(channels * 2),
    back: new Float64Array(channels * 16),
    values: new Float64Array(coalitions),
  };
}

/** Fills the table for these factors; `values[mask]` is the tree's value without plug and prepayment timing. */
export function fillTable(table: CoalitionTable, factors: CoffeeFactors): void {
  fillPerBag(table, factors);
  fillFront(table, factors);
  fillBack(table, factors);
  const channels = factors.layout.channels.length;
  for (let mask = 0; mask < coalitions; mask += 1) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1) {
      sum += (table.front[channel * 32 + (mask & 31)] ?? 0) * (table.back[channel * 16 + (mask >> 5)] ?? 0);
    }
    table.values[mask] = sum;
  }
}

/** Bit 0 bag size, bit 1 profile, bit 2 price. */
function fillPerBag({ perBag }: CoalitionTable, { layout, sizeShare, profileShare, price }: CoffeeFactors): void {
  const sizes = layout.sizes.length;
  perBag.fill(0);
  for (let index = 0; index < layout.products.length; index += 1) {
    const product = layout.products[index];
    if (!product) continue;
    const to = product.channel * 8;
    const node = product.channel * sizes + product.size;
    const a0 = sizeShare[0][node] ?? 0;
    const a1 = sizeShare[1][node] ?? 0;
    const b0 = profileShare[0][index] ?? 0;
    const b1 = profileShare[1][index] ?? 0;
    const p0 = price[0][index] ?? 0;
    const p1 = price[1][index] ?? 0;
    perBag[to] = (perBag[to] ?? 0) + a0 * b0 * p0;
    perBag[to + 1] = (perBag[to + 1] ?? 0) + a1 * b0 * p0;
    perBag[to + 2] = (perBag[to + 2] ?? 0) + a0 * b1 * p0;
    perBag[to + 3] = (perBag[to + 3] ?? 0) + a1 * b1 * p0;
    perBag[to + 4] = (perBag[to + 4] ?? 0) + a0 * b0 * p1;
    perBag[to + 5] = (perBag[to + 5] ?? 0) + a1 * b0 * p1;
    perBag[to + 6] = (perBag[to + 6] ?? 0) + a0 * b1 * p1;
    perBag[to + 7] = (perBag[to + 7] ?? 0) + a1 * b1 * p1;
  }
}

/** Bit 0 mix, bit 1 volume, then those of perBag. */
function fillFront(table: CoalitionTable, { layout, mix, ordersPerCustomer, bagsPerOrder }: CoffeeFactors): void {
  for (let channel = 0; channel < layout.channels.length; channel += 1) {
    for (let mask = 0; mask < 32; mask += 1) {
      const volume = mask & 2 ? 1 : 0;
      table.front[channel * 32 + mask] =
        (mix[mask & 1 ? 1 : 0][channel] ?? 0) *
        (ordersPerCustomer[volume][channel] ?? 0) *
        (bagsPerOrder[volume][channel] ?? 0) *
        (table.perBag[channel * 8 + (mask >> 2)] ?? 0);
    }
  }
}

/** Bit 0 welcome, bit 1 prepaid, bit 2 other discounts, bit 3 reversals. */
function fillBack(table: CoalitionTable, factors: CoffeeFactors): void {
  for (let channel = 0; channel < factors.layout.channels.length; channel += 1) {
    for (let mask = 0; mask < 8; mask += 1) table.kept[channel * 8 + mask] = 1 - discounted(factors, channel, mask);
    for (const period of [0, 1] as const) {
      table.reversed[channel * 2 + period] = sumOfProducts(factors.kindShare, factors.kindSeverity, period, channel);
    }
    for (let mask = 0; mask < 16; mask += 1) {
      const kept = table.kept[channel * 8 + (mask & 7)] ?? 0;
      const reversed = table.reversed[channel * 2 + (mask >> 3)] ?? 0;
      table.back[channel * 16 + mask] = factors.options.additive ? kept - reversed : kept * (1 - reversed);
    }
  }
}

const othersBit = 2;

const programBit = programs.map((program) => {
  const group = groupOfProgram(program);
  return group === "welcome" ? 0 : group === "prepaid" ? 1 : othersBit;
});

/**
 * The share of list value that discounts take off in a coalition. Discounts are added, so each applies as if the others did
 * not exist: a source's own programs can be counted with the other discounts here, and `CoffeeBars` splits their bar.
 */
function discounted({ programShare, programDepth }: CoffeeFactors, channel: number, mask: number): number {
  let sum = 0;
  for (let index = 0; index < programShare.length; index += 1) {
    const period = (mask >> (programBit[index] ?? othersBit)) & 1 ? 1 : 0;
    sum += (programShare[index]?.[period][channel] ?? 0) * (programDepth[index]?.[period][channel] ?? 0);
  }
  return sum;
}

function sumOfProducts(first: readonly Pair[], second: readonly Pair[], period: 0 | 1, channel: number): number {
  let sum = 0;
  for (let index = 0; index < first.length; index += 1) {
    sum += (first[index]?.[period][channel] ?? 0) * (second[index]?.[period][channel] ?? 0);
  }
  return sum;
}
