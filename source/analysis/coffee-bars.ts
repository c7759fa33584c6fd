import { kinds, programsWith } from "../query/driver-fields.ts";
import { type CoalitionTable, coalitions, emptyTable, fillTable, weightOf } from "./coalition-table.ts";
import { type CoffeeFactors, emptyFactors, metricOf, type Pair, type TreeOptions } from "./coffee-factors.ts";
import { type Driver, driversWith, groupsWith, productGroups } from "./drivers.ts";
import { fillFactors, fillOwnRates } from "./fill-factors.ts";
import type { CellLayout, Totals } from "./period-cells.ts";

/** Bars of all groups (order of `groupsWith`) and drivers (order of `driversWith`), and the metric in both periods. */
export interface BarValues {
  readonly groups: Float64Array;
  readonly drivers: Float64Array;
  readonly base: number;
  readonly compare: number;
}

/**
 * Owen values of the coffee tree, fast: the same numbers as `decompose(coffeeTree(factors))`, from closed forms. Given the
 * coalition of the other groups the value is affine in each product of two sub-drivers, so that within a group the Shapley
 * value of x in x y is dx (y0 + y1) / 2 times the coefficient's mean over coalitions. Not reentrant: results are
 * overwritten by the next call.
 */
export class CoffeeBars {
  readonly factors: CoffeeFactors;
  readonly table: CoalitionTable;
  readonly #groups: Float64Array;
  readonly #drivers: Float64Array;
  readonly #groupNames: readonly string[];
  readonly #allDrivers: readonly Driver[];
  readonly #coefficients: Float64Array;
  readonly #seen: CoffeeFactors | undefined;

  /** `sample` is the whole sample, if its replicates are to be computed. */
  constructor(layout: CellLayout, options: TreeOptions, sample?: readonly [Totals, Totals]) {
    this.#groupNames = groupsWith(layout.programs);
    this.#allDrivers = driversWith(layout.programs);
    this.#groups = new Float64Array(this.#groupNames.length);
    this.#drivers = new Float64Array(this.#allDrivers.length);
    this.factors = emptyFactors(layout, options);
    this.#seen = sample ? emptyFactors(layout, options) : undefined;
    if (sample && this.#seen) fillOwnRates(this.#seen, sample);
    this.table = emptyTable(layout.channels.length);
    this.#coefficients = new Float64Array(layout.channels.length);
  }

  /** Bars for two periods' sums; drivers only if requested. */
  compute(totals: readonly [Totals, Totals], withDrivers: boolean): BarValues {
    fillFactors(this.factors, totals, this.#seen);
    fillTable(this.table, this.factors);
    const base = this.#settle(0, totals[0]);
    const compare = this.#settle(1, totals[1]);
    this.#fillGroups();
    if (withDrivers) this.#fillDrivers();
    return { groups: this.#groups, drivers: this.#drivers, base, compare };
  }

  #fillGroups(): void {
    const own = this.factors.layout.programs.length;
    for (let bit = 0; bit < productGroups.length; bit += 1)
      this.#groups[bit < productGroups.length - 1 ? bit : bit + own] = this.#groupBar(bit);
    if (own > 0) this.#shareOut();
    const { plug, timing } = this.factors;
    this.#groups[productGroups.length + own] = (plug[0] ?? 0) - (plug[1] ?? 0);
    this.#groups[productGroups.length + own + 1] = (timing[1] ?? 0) - (timing[0] ?? 0);
  }

  /** Splits the bar of the other discounts among them and the source's own programs. */
  #shareOut(): void {
    const others = productGroups.indexOf("other_discounts");
    meanCoefficients(this.table, this.factors, "discounts", this.#coefficients);
    for (const [at, program] of this.factors.layout.programs.entries()) {
      let sum = 0;
      for (let channel = 0; channel < this.#coefficients.length; channel += 1)
        sum += (this.#coefficients[channel] ?? 0) * movedDiscount(this.factors, program, channel);
      this.#groups[others + 1 + at] = sum;
      this.#groups[others] = (this.#groups[others] ?? 0) - sum;
    }
  }

  /** What the tree cannot express (list value without bags, a discount without list value) is unexplained: plug. */
  #settle(period: 0 | 1, totals: Totals): number {
    const metric = metricOf(totals, this.factors.options);
    const { plug, timing } = this.factors;
    const value = this.table.values[period * (coalitions - 1)] ?? 0;
    const residue = value - (plug[period] ?? 0) + (timing[period] ?? 0) - metric;
    if (Math.abs(residue) > 1e-10 * Math.max(1, Math.abs(metric))) plug[period] = (plug[period] ?? 0) + residue;
    return metric;
  }

  #groupBar(group: number): number {
    const bit = 1 << group;
    const { values } = this.table;
    let sum = 0;
    for (let mask = 0; mask < coalitions; mask += 1) {
      if (mask & bit) continue;
      sum += (weightOf[mask] ?? 0) * ((values[mask | bit] ?? 0) - (values[mask] ?? 0));
    }
    return sum;
  }

  #fillDrivers(): void {
    let node: Node | undefined;
    for (const [index, driver] of this.#allDrivers.entries()) {
      const product = productOf(this.factors, driver);
      if (!product) {
        this.#drivers[index] = this.#groups[this.#groupNames.indexOf(driver.group)] ?? 0;
        continue;
      }
      if (node !== product.node) meanCoefficients(this.table, this.factors, product.node, this.#coefficients);
      node = product.node;
      let sum = 0;
      for (let channel = 0; channel < this.#coefficients.length; channel += 1) {
        const [x0, x1] = ends(product.moved, channel);
        const [y0, y1] = ends(product.held, channel);
        sum += (this.#coefficients[channel] ?? 0) * (x1 - x0) * ((y0 + y1) / 2);
      }
      this.#drivers[index] = sum;
    }
  }
}

/** Nodes in which two sub-drivers multiply. All discounts share one: their coefficients are the same. */
export type Node = "volume" | "discounts" | "reversals";

/** The bit that the node's own group has in a coalition (welcome stands for all discounts). */
export const nodeBit: Readonly<Record<Node, number>> = { volume: 2, discounts: 32, reversals: 256 };

/** What one unit of the node's product adds to the metric in a channel, given coalition `mask` of the other groups. */
export function coefficientOf(
  table: CoalitionTable,
  { options, mix }: CoffeeFactors,
  node: Node,
  mask: number,
  channel: number,
): number {
  if (node === "volume") {
    return listPerBag(table, mix, mask, channel) * (table.back[channel * 16 + (mask >> 5)] ?? 0);
  }
  const list = table.front[channel * 32 + (mask & 31)] ?? 0;
  if (options.additive) return -list;
  if (node === "discounts") return -list * (1 - (table.reversed[channel * 2 + (mask >> 8)] ?? 0));
  return -list * (table.kept[channel * 8 + ((mask >> 5) & 7)] ?? 0);
}

/** The change of the node's coefficient per unit of discount, as a share of a channel's list value. */
export function slopeOf(
  table: CoalitionTable,
  { options, mix }: CoffeeFactors,
  node: Node,
  mask: number,
  channel: number,
): number {
  if (node === "discounts" || (node === "reversals" && options.additive)) return 0;
  if (node === "reversals") return table.front[channel * 32 + (mask & 31)] ?? 0;
  return (
    -listPerBag(table, mix, mask, channel) *
    (options.additive ? 1 : 1 - (table.reversed[channel * 2 + (mask >> 8)] ?? 0))
  );
}

/** What one bag per customer of a channel adds to list value per customer overall. */
function listPerBag(table: CoalitionTable, mix: CoffeeFactors["mix"], mask: number, channel: number): number {
  return (mix[mask & 1 ? 1 : 0][channel] ?? 0) * (table.perBag[channel * 8 + ((mask >> 2) & 7)] ?? 0);
}

/** Writes each channel's mean coefficient over all coalitions of the other groups into `means`. */
export function meanCoefficients(table: CoalitionTable, factors: CoffeeFactors, node: Node, means: Float64Array): void {
  means.fill(0);
  const bit = nodeBit[node];
  for (let mask = 0; mask < coalitions; mask += 1) {
    if (mask & bit) continue;
    const weight = weightOf[mask] ?? 0;
    for (let channel = 0; channel < means.length; channel += 1) {
      means[channel] = (means[channel] ?? 0) + weight * coefficientOf(table, factors, node, mask, channel);
    }
  }
}

/** The change of a program's discount as a share of a channel's list value. */
export function movedDiscount(factors: CoffeeFactors, program: string, channel: number): number {
  const index = programsWith(factors.layout.programs).indexOf(program);
  const at = (period: 0 | 1) =>
    (factors.programShare[index]?.[period][channel] ?? 0) * (factors.programDepth[index]?.[period][channel] ?? 0);
  return at(1) - at(0);
}

/** The factor that a driver moves and the one it is multiplied with; undefined for a driver that is its whole group. */
export function productOf(
  factors: CoffeeFactors,
  driver: Driver,
): { readonly node: Node; readonly moved: Pair; readonly held: Pair } | undefined {
  if (driver.part === "whole") return undefined;
  const [node, first, second] = pairsOf(factors, driver);
  if (!first || !second) return undefined;
  return driver.part === "first" ? { node, moved: first, held: second } : { node, moved: second, held: first };
}

function pairsOf(factors: CoffeeFactors, { program, kind }: Driver): [Node, Pair | undefined, Pair | undefined] {
  if (program) {
    const index = programsWith(factors.layout.programs).indexOf(program);
    return ["discounts", factors.programShare[index], factors.programDepth[index]];
  }
  if (kind) {
    const index = kinds.indexOf(kind);
    return ["reversals", factors.kindShare[index], factors.kindSeverity[index]];
  }
  return ["volume", factors.ordersPerCustomer, factors.bagsPerOrder];
}

export function ends(pair: Pair, index: number): readonly [number, number] {
  return [pair[0][index] ?? 0, pair[1][index] ?? 0];
}
