import { coalitions } from "./coalition-table.ts";
import { type CoffeeBars, coefficientOf, ends, movedDiscount, nodeBit, productOf, slopeOf } from "./coffee-bars.ts";
import { type Driver, type GroupName, placeOf } from "./drivers.ts";

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** The least and greatest values of a group's bar over all orders of the groups, for the last computation of `bars`. */
export function groupRange(bars: CoffeeBars, group: GroupName): Range {
  const { table, factors } = bars;
  const { plug, timing } = factors;
  if (group === "plug") return single((plug[0] ?? 0) - (plug[1] ?? 0));
  if (group === "prepayment_timing") return single((timing[1] ?? 0) - (timing[0] ?? 0));
  const own = factors.layout.programs;
  if (own.includes(group)) return programRange(bars, group);
  if (group === "other_discounts" && own.length > 0) return programRange(bars, "other");
  const bit = 1 << placeOf(group);
  return rangeOver(bit, (mask) => {
    const added = (table.values[mask | bit] ?? 0) - (table.values[mask] ?? 0);
    const worth = (channel: number) =>
      coefficientOf(table, factors, "discounts", mask | bit, channel) -
      coefficientOf(table, factors, "discounts", mask, channel);
    return withPrograms(bars, mask, added, worth);
  });
}

/** The bit of the other discounts, which a source's own programs share. */
const othersBit = 1 << placeOf("other_discounts");

/**
 * The least and most that a step adds over all orders of the programs that share a bit in the coalitions: each moves it on
 * its own, by what a unit of discount is `worth`. Coalitions in which all of them have moved add nothing new.
 */
function withPrograms(
  { factors }: CoffeeBars,
  mask: number,
  added: number,
  worth: (channel: number) => number,
): readonly number[] {
  const { programs, channels } = factors.layout;
  if (programs.length === 0) return [added];
  if (mask & othersBit) return [];
  let [low, high] = [added, added];
  for (const program of ["other", ...programs]) {
    const effect = channels.reduce((sum, _, at) => sum + worth(at) * movedDiscount(factors, program, at), 0);
    low += Math.min(0, effect);
    high += Math.max(0, effect);
  }
  return [low, high];
}

/** The same for a program that shares its bit in the coalitions with others. */
function programRange({ table, factors }: CoffeeBars, program: string): Range {
  return rangeOver(nodeBit.discounts, (mask) => {
    let sum = 0;
    for (let channel = 0; channel < factors.layout.channels.length; channel += 1)
      sum += coefficientOf(table, factors, "discounts", mask, channel) * movedDiscount(factors, program, channel);
    return [sum];
  });
}

/** The same for a sub-driver, over all orders of the groups and of the drivers within its own. */
export function driverRange(bars: CoffeeBars, driver: Driver): Range {
  const { table, factors } = bars;
  const product = productOf(factors, driver);
  if (!product) return groupRange(bars, driver.group);
  return rangeOver(nodeBit[product.node], (mask) => {
    let [first, second] = [0, 0];
    for (let channel = 0; channel < factors.layout.channels.length; channel += 1) {
      const [x0, x1] = ends(product.moved, channel);
      const [y0, y1] = ends(product.held, channel);
      const moved = coefficientOf(table, factors, product.node, mask, channel) * (x1 - x0);
      first += moved * y0;
      second += moved * y1;
    }
    const worthOf = (held: 0 | 1) => (channel: number) => {
      const [[x0, x1], y] = [ends(product.moved, channel), ends(product.held, channel)[held]];
      return slopeOf(table, factors, product.node, mask, channel) * (x1 - x0) * y;
    };
    return [...withPrograms(bars, mask, first, worthOf(0)), ...withPrograms(bars, mask, second, worthOf(1))];
  });
}

function rangeOver(bit: number, marginals: (mask: number) => readonly number[]): Range {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let mask = 0; mask < coalitions; mask += 1) {
    if (mask & bit) continue;
    for (const marginal of marginals(mask)) {
      low = Math.min(low, marginal);
      high = Math.max(high, marginal);
    }
  }
  return { low, high };
}

function single(value: number): Range {
  return { low: value, high: value };
}
