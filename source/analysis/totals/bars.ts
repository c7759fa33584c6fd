import { coalitionWeight, countBits } from "../owen.ts";
import { emptyFactors, fillFactors, type Pair, type TotalsFactors, type TotalsOptions, totalOf } from "./factors.ts";
import { Range } from "./range.ts";
import { ends, type Reduction, reduced, reductionsOf } from "./reductions.ts";
import type { TotalsLayout, TotalsSums } from "./sums.ts";

/** Groups that multiply within a kind of customer; bit i of a coalition is the i-th. */
const productGroups = ["customers", "volume", "product_mix", "list_price", "reversals"] as const;
export type ProductGroup = (typeof productGroups)[number];
const bitOf = { customers: 1, volume: 2, product_mix: 4, list_price: 8, reversals: 16 } as const;

/** A bar with the range of its contribution over all orders of the groups; its parts sum to it exactly. */
export interface TotalsBar {
  readonly name: string;
  readonly contribution: number;
  readonly orderLow: number;
  readonly orderHigh: number;
  /** Customers by kind; orders per customer and units per order; share and depth of a program. Empty for the others. */
  readonly parts: readonly { readonly name: string; readonly contribution: number }[];
}

export interface TotalsBars<Bar = TotalsBar> {
  readonly base: number;
  readonly compare: number;
  readonly bars: readonly Bar[];
}

/** A bar without the range, which replicates do not need. */
export type Contribution = Pick<TotalsBar, "name" | "contribution" | "parts">;

/**
 * Owen values of a total over kinds of customers (DRIVERS, 3 and 9): the same numbers as `decompose(totalsTree(...))`.
 *
 * The value of a coalition is `L(S) - sum over programs h of X_h(S)`, S being the coalition of the groups that multiply, so
 * each program applies as if the others did not exist, and the bars follow from 2^5 coalitions whatever the number of
 * programs. In the additive form reversals reduce the list value beside the programs.
 */
export function totalsBars(
  layout: TotalsLayout,
  both: readonly [TotalsSums, TotalsSums],
  options: TotalsOptions,
): TotalsBars {
  const { tree, plug, ...ends } = grown(layout, both, options);
  const bars = [
    ...tree.groups.map((name) => ({ ...tree.productBar(name), ...tree.productRange(name) })),
    ...tree.reductions.map((one) => ({ ...tree.reductionBar(one), ...tree.reductionRange(one) })),
    { ...plug, orderLow: plug.contribution, orderHigh: plug.contribution },
  ];
  return { ...ends, bars };
}

/** The same without ranges. */
export function totalsContributions(
  layout: TotalsLayout,
  both: readonly [TotalsSums, TotalsSums],
  options: TotalsOptions,
): TotalsBars<Contribution> {
  const { tree, plug, ...ends } = grown(layout, both, options);
  const products = tree.groups.map((name) => tree.productBar(name));
  return { ...ends, bars: [...products, ...tree.reductions.map((one) => tree.reductionBar(one)), plug] };
}

function grown(layout: TotalsLayout, both: readonly [TotalsSums, TotalsSums], options: TotalsOptions) {
  const factors = emptyFactors(layout);
  fillFactors(factors, layout, both, options);
  const [base, compare] = [totalOf(layout, both[0], options), totalOf(layout, both[1], options)];
  const tree = new Tree(layout, factors, options);
  // What the tree cannot express (list value without units, a discount without list value) stays unexplained.
  factors.plug[0] = tree.value(0, 0) - base;
  factors.plug[1] = tree.value(tree.all, 1) - compare;
  const contribution = (factors.plug[0] ?? 0) - (factors.plug[1] ?? 0);
  return { tree, base, compare, plug: { name: "plug", contribution, parts: [] } };
}

/** What joining a coalition adds to the amount of a kind. */
type Step = (kind: number, mask: number) => number;

type OrderRange = Pick<TotalsBar, "orderLow" | "orderHigh">;

class Tree {
  readonly groups: readonly ProductGroup[];
  readonly reductions: readonly Reduction[];
  readonly all: number;
  readonly #layout: TotalsLayout;
  readonly #factors: TotalsFactors;
  /** kinds x coalitions: list value of a kind, less its reversals if they multiply, per unit that a customer buys. */
  readonly #perUnitAmounts: Float64Array;

  constructor(layout: TotalsLayout, factors: TotalsFactors, options: TotalsOptions) {
    this.#layout = layout;
    this.#factors = factors;
    const isNet = options.depth === "net";
    const isPriced = isNet || options.depth === "list";
    this.groups = productGroups.filter((name) => {
      if (name === "reversals") return isNet && !options.isAdditive;
      return isPriced || name === "customers" || name === "volume";
    });
    this.all = this.groups.reduce((mask, name) => mask | bitOf[name], 0);
    this.reductions = isNet ? reductionsOf(layout, factors, options) : [];
    this.#perUnitAmounts = this.#fillAmounts(isPriced);
  }

  /** The tree without plug: groups of the coalition at compare, and all reductions at `state`. */
  value(mask: number, state: 0 | 1): number {
    let value = 0;
    for (let kind = 0; kind < this.#layout.kinds.length; kind += 1) {
      const lost = this.reductions.reduce((sum, reduction) => sum + reduced(reduction, kind, state), 0);
      value += this.#amount(kind, mask) * (1 - lost);
    }
    return value;
  }

  productBar(name: ProductGroup): Contribution {
    const byKind = this.#weigh(bitOf[name], this.#joining(name));
    const contribution = byKind.reduce((sum, part) => sum + part, 0);
    return { name, contribution, parts: this.#partsOf(name, byKind) };
  }

  /** What is added to a kind's amount when a group joins a coalition. */
  #joining(name: ProductGroup): Step {
    const bit = bitOf[name];
    return (kind, mask) => this.#amount(kind, mask | bit) - this.#amount(kind, mask);
  }

  /** The Owen value by kind of what `step` adds to a kind's amount when the group of `bit` joins a coalition. */
  #weigh(bit: number, step: Step): Float64Array {
    const byKind = new Float64Array(this.#layout.kinds.length);
    const count = this.groups.length;
    for (const mask of this.#masks(bit)) {
      const size = countBits(mask);
      const [alone, before, after] = [
        coalitionWeight(size, count),
        coalitionWeight(size, count + 1),
        coalitionWeight(size + 1, count + 1),
      ];
      for (let kind = 0; kind < byKind.length; kind += 1) {
        const added = step(kind, mask);
        let weighted = alone * added;
        for (const one of this.reductions)
          weighted -= before * (added * reduced(one, kind, 0)) + after * (added * reduced(one, kind, 1));
        byKind[kind] = (byKind[kind] ?? 0) + weighted;
      }
    }
    return byKind;
  }

  /** The range of a group's contribution over all states of the others and of the reductions. */
  productRange(name: ProductGroup): OrderRange {
    const [range, step] = [new Range(), this.#joining(name)];
    for (const mask of this.#masks(bitOf[name])) {
      const added = this.#layout.kinds.map((_, kind) => step(kind, mask));
      const lost = (state: 0 | 1) =>
        this.reductions.map((one) => added.reduce((sum, each, kind) => sum + each * reduced(one, kind, state), 0));
      const whole = added.reduce((sum, each) => sum + each, 0);
      const [atBase, atCompare] = [lost(0), lost(1)];
      range.add(whole - sumOfGreater(atBase, atCompare), whole - sumOfSmaller(atBase, atCompare));
    }
    return range.ends();
  }

  reductionBar(reduction: Reduction): Contribution {
    const parts = { share: 0, depth: 0 };
    for (const mask of this.#masks(0)) {
      const weight = coalitionWeight(countBits(mask), this.groups.length + 1);
      for (let kind = 0; kind < this.#layout.kinds.length; kind += 1) {
        const amount = this.#amount(kind, mask);
        const [share0, share1] = ends(reduction.share, reduction.at(kind));
        const [depth0, depth1] = ends(reduction.depth, reduction.at(kind));
        parts.share -= weight * amount * (share1 - share0) * ((depth0 + depth1) / 2);
        parts.depth -= weight * amount * (depth1 - depth0) * ((share0 + share1) / 2);
      }
    }
    const { name } = reduction;
    const named = [
      { name: `${name}_share`, contribution: parts.share },
      { name: `${name}_depth`, contribution: parts.depth },
    ];
    return { name, contribution: parts.share + parts.depth, parts: name === "reversals" ? [] : named };
  }

  /** The range of a reduction's contribution over all coalitions. */
  reductionRange(reduction: Reduction): OrderRange {
    const range = new Range();
    for (const mask of this.#masks(0)) {
      let step = 0;
      for (let kind = 0; kind < this.#layout.kinds.length; kind += 1)
        step -= this.#amount(kind, mask) * (reduced(reduction, kind, 1) - reduced(reduction, kind, 0));
      range.add(step, step);
    }
    return range.ends();
  }

  /** Coalitions of the groups that multiply, without the group of `bit`. */
  *#masks(bit: number): Generator<number> {
    for (let mask = 0; mask <= this.all; mask += 1) if ((mask & bit) === 0 && (mask & ~this.all) === 0) yield mask;
  }

  #amount(kind: number, mask: number): number {
    const volume = stateOf(mask, bitOf.volume);
    const { orders, units } = this.#factors;
    return this.#perVolume(kind, mask) * (orders[volume][kind] ?? 0) * (units[volume][kind] ?? 0);
  }

  /** The amount per unit that a customer of the kind buys. */
  #perVolume(kind: number, mask: number): number {
    return this.#perUnitAmounts[kind * 32 + mask] ?? 0;
  }

  #partsOf(name: ProductGroup, byKind: Float64Array): TotalsBar["parts"] {
    if (name === "customers") {
      return this.#layout.kinds.map((kind, at) => ({ name: `customers_${kind}`, contribution: byKind[at] ?? 0 }));
    }
    if (name !== "volume") return [];
    // In a product of two factors, each contributes its own change times the mean of the other.
    const { orders, units } = this.#factors;
    const part = (moved: Pair, held: Pair) => {
      const byKindOf = this.#weigh(bitOf.volume, (kind, mask) => {
        const [[from, to], [before, after]] = [ends(moved, kind), ends(held, kind)];
        return this.#perVolume(kind, mask) * (to - from) * ((before + after) / 2);
      });
      return byKindOf.reduce((sum, each) => sum + each, 0);
    };
    return [
      { name: "orders_per_customer", contribution: part(orders, units) },
      { name: "units_per_order", contribution: part(units, orders) },
    ];
  }

  #fillAmounts(isPriced: boolean): Float64Array {
    const amounts = new Float64Array(this.#layout.kinds.length * 32);
    const { customers, reversed } = this.#factors;
    for (let kind = 0; kind < this.#layout.kinds.length; kind += 1) {
      const perUnit = [0, 1, 2, 3].map((states) => (isPriced ? this.#perUnit(kind, states) : 1));
      for (const mask of this.#masks(0)) {
        const kept = this.groups.includes("reversals") ? 1 - (reversed[stateOf(mask, bitOf.reversals)][kind] ?? 0) : 1;
        const number = customers[stateOf(mask, bitOf.customers)][kind] ?? 0;
        amounts[kind * 32 + mask] = number * (perUnit[(mask >> 2) & 3] ?? 0) * kept;
      }
    }
    return amounts;
  }

  /** List value per unit; bit 0 of `states` is the mix's period, bit 1 the prices'. */
  #perUnit(kind: number, states: number): number {
    const count = this.#layout.products.length;
    const mix = this.#factors.mix[states & 1 ? 1 : 0];
    const price = this.#factors.price[states & 2 ? 1 : 0];
    let sum = 0;
    for (let at = kind * count; at < (kind + 1) * count; at += 1) sum += (mix[at] ?? 0) * (price[at] ?? 0);
    return sum;
  }
}

function stateOf(mask: number, bit: number): 0 | 1 {
  return (mask & bit) === 0 ? 0 : 1;
}

function sumOfGreater(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, at) => sum + Math.max(value, other[at] ?? 0), 0);
}

function sumOfSmaller(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, at) => sum + Math.min(value, other[at] ?? 0), 0);
}
