import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decompose } from "../../../source/analysis/owen.ts";
import { type TotalsBars, totalsBars } from "../../../source/analysis/totals/bars.ts";
import { needsAdditiveForm, type TotalsDepth } from "../../../source/analysis/totals/factors.ts";
import {
  emptySums,
  fieldCount,
  kindFields,
  type TotalsLayout,
  type TotalsSums,
} from "../../../source/analysis/totals/sums.ts";
import type { CustomerKind } from "../../../source/query/totals-placed.ts";
import { totalsTree } from "./totals-tree.ts";

const layout: TotalsLayout = {
  kinds: ["retained", "lost", "new", "returned", "guests"],
  programs: ["spring", "coupons"],
  products: ["small", "large", "gone"],
};

const net = { depth: "net", isAdditive: false } as const;

interface Kind {
  readonly customers: number;
  readonly orders: number;
  /** [units, price] by product. */
  readonly products: readonly (readonly [number, number])[];
  readonly discounts?: readonly (readonly [on: number, off: number])[];
  readonly reversals?: number;
  readonly plug?: number;
}

/** Sums of one period, with the list value of its products. */
function sums(own: TotalsLayout, kinds: Partial<Record<CustomerKind, Kind>>): TotalsSums {
  const result = emptySums(own);
  for (const [at, name] of own.kinds.entries()) {
    const kind = kinds[name];
    if (kind === undefined) continue;
    const set = (field: number, value: number) => {
      result.kinds[at * fieldCount(own) + field] = value;
    };
    for (const [product, [units, price]] of kind.products.entries()) {
      result.products.set([units, units * price], (at * own.products.length + product) * 2);
    }
    set(0, name === "guests" ? 0 : kind.customers);
    set(1, kind.orders);
    set(
      2,
      kind.products.reduce((sum, [units]) => sum + units, 0),
    );
    set(
      3,
      kind.products.reduce((sum, [units, price]) => sum + units * price, 0),
    );
    set(4, kind.reversals ?? 0);
    set(5, kind.plug ?? 0);
    for (const [program, [on, off]] of (kind.discounts ?? []).entries()) {
      set(kindFields.length + 2 * program, on);
      set(kindFields.length + 2 * program + 1, off);
    }
  }
  return result;
}

function bar(result: TotalsBars, name: string) {
  const found = result.bars.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no bar ${name}`);
  return found;
}

const randomKind = fc.record({
  customers: fc.integer({ min: 1, max: 500 }),
  orders: fc.integer({ min: 1, max: 900 }),
  products: fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 40 })), {
    minLength: 3,
    maxLength: 3,
  }),
  discounts: fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 100 })), {
    minLength: 2,
    maxLength: 2,
  }),
  reversals: fc.integer({ min: 0, max: 50 }),
  plug: fc.integer({ min: -20, max: 20 }),
});

const randomPeriod = fc
  .record(Object.fromEntries(layout.kinds.map((kind) => [kind, fc.option(randomKind, { nil: undefined })])))
  .map((kinds) => sums(layout, kinds as Partial<Record<CustomerKind, Kind>>));

describe("bars of a total", () => {
  it("are the Owen values of the tree, with the same order bands and parts", () => {
    const depths = fc.constantFrom<TotalsDepth>("net", "list", "units", "orders");
    fc.assert(
      fc.property(randomPeriod, randomPeriod, depths, (base, compare, depth) => {
        const both = [base, compare] as const;
        const options = { depth, isAdditive: needsAdditiveForm(layout, both) };
        const result = totalsBars(layout, both, options);
        const reference = decompose(totalsTree(layout, both, options));
        const size = Math.max(1, Math.abs(reference.base), Math.abs(reference.compare)) * 1e-9;
        const sum = result.bars.reduce((total, each) => total + each.contribution, 0);
        expect(Math.abs(sum - (result.compare - result.base))).toBeLessThan(size);
        for (const each of result.bars) {
          const wanted = reference.groups.find(({ name }) => name === each.name);
          expect(Math.abs(each.contribution - (wanted?.contribution ?? Number.NaN)), each.name).toBeLessThan(size);
          expect(Math.abs(each.orderLow - (wanted?.orderLow ?? Number.NaN)), each.name).toBeLessThan(size);
          expect(Math.abs(each.orderHigh - (wanted?.orderHigh ?? Number.NaN)), each.name).toBeLessThan(size);
          if (each.parts.length === 0) continue;
          const parts = each.parts.reduce((total, part) => total + part.contribution, 0);
          expect(Math.abs(parts - each.contribution)).toBeLessThan(size);
          for (const part of each.parts) {
            const factor = reference.factors.find(({ name }) => name === part.name);
            if (factor) expect(Math.abs(part.contribution - factor.contribution), part.name).toBeLessThan(size);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it("tell more orders from smaller ones if the two cancel each other", () => {
    const own: TotalsLayout = { kinds: ["all"], programs: [], products: ["one"] };
    const period = (orders: number) => sums(own, { all: { customers: 10, orders, products: [[60, 5]] } });
    const { parts, contribution } = bar(totalsBars(own, [period(20), period(30)], net), "volume");
    expect(contribution).toBeCloseTo(0, 9);
    // Orders per customer 2 -> 3 at a mean of 2.5 units, units per order 3 -> 2 at a mean of 2.5 orders; 10 customers, price 5.
    expect(parts.map((part) => part.contribution)).toEqual([expect.closeTo(125, 9), expect.closeTo(-125, 9)]);
  });

  it("contain the printed price-volume-mix split of 32,000 to 39,900 in their order bands", () => {
    // Printed: price 2,500, volume 4,500, mix 900; one order of the factors, so its parts are ends of the bands.
    const own: TotalsLayout = { kinds: ["all"], programs: [], products: ["a", "b", "c"] };
    const period = (...products: (readonly [number, number])[]) =>
      sums(own, { all: { customers: 1, orders: 1, products } });
    const before = period([1000, 10], [800, 15], [500, 20]);
    const after = period([1000, 11], [700, 15], [800, 23]);
    const result = totalsBars(own, [before, after], net);
    expect([result.base, result.compare]).toEqual([32_000, 39_900]);
    const price = bar(result, "list_price");
    expect(price.orderLow).toBeCloseTo(2500, 9);
    expect(price.orderHigh).toBeCloseTo(3400, 9);
    expect(price.orderHigh - price.orderLow).toBeCloseTo(900, 9);
    // Volume and product mix taken before price, so that price comes last.
    expect(result.compare - result.base - price.orderHigh).toBeCloseTo(4500, 9);
  });
});

describe("a kind that exists in one period only", () => {
  const own: TotalsLayout = { kinds: ["retained", "lost", "new"], programs: ["spring"], products: ["one"] };
  const of = (customers: number, price: number, off = 0): Kind => ({
    customers,
    orders: customers,
    products: [[customers * 2, price]],
    discounts: [[customers * 2 * price, off * customers * 2 * price]],
  });

  it("gives a price rise its whole effect, and none of it to customers who came or went", () => {
    const base = sums(own, { retained: of(100, 10), lost: of(50, 10) });
    const compare = sums(own, { retained: of(100, 12), new: of(50, 12) });
    const result = totalsBars(own, [base, compare], net);
    expect(bar(result, "list_price").contribution).toBeCloseTo(150 * 2 * 2, 9);
    expect(bar(result, "customers").contribution).toBeCloseTo(0, 9);
  });

  it("gives a campaign its whole effect", () => {
    const base = sums(own, { retained: of(100, 10), lost: of(50, 10) });
    const compare = sums(own, { retained: of(100, 10, 0.2), new: of(50, 10, 0.2) });
    const result = totalsBars(own, [base, compare], net);
    expect(bar(result, "spring").contribution).toBeCloseTo(-0.2 * 150 * 20, 9);
  });

  it("tells lost customers from new ones", () => {
    const base = sums(own, { retained: of(100, 10), lost: of(50, 10) });
    const compare = sums(own, { retained: of(100, 10), new: of(30, 10) });
    const { parts } = bar(totalsBars(own, [base, compare], net), "customers");
    expect(parts.map(({ contribution }) => Math.round(contribution))).toEqual([0, -1000, 600]);
  });
});
