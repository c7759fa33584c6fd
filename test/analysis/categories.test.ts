import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { categoriesOf } from "../../source/analysis/category-bars.ts";
import { CoffeeBars } from "../../source/analysis/coffee-bars.ts";
import type { TreeOptions } from "../../source/analysis/coffee-factors.ts";
import { driversWith, groupsWith } from "../../source/analysis/drivers.ts";
import type { CategoryBar } from "../../source/analysis/investigation.ts";
import type { Totals } from "../../source/analysis/period-cells.ts";
import { fieldAt, fields, kinds } from "../../source/query/driver-fields.ts";
import { numbers, randomTotals, smallLayout } from "./random-cells.ts";

const net: TreeOptions = { depth: "net", counted: ["refund", "credit", "chargeback"], cash: false, additive: false };

const options = fc.constantFrom<TreeOptions>(
  net,
  { ...net, counted: kinds, cash: true },
  { ...net, additive: true },
  { ...net, depth: "list" },
  { ...net, depth: "bags" },
  { ...net, depth: "orders" },
);

function sumOf(categories: readonly CategoryBar[]): number {
  return categories.reduce((sum, { mix, rate }) => sum + mix + rate, 0);
}

function compute(totals: readonly [Totals, Totals], layout: ReturnType<typeof smallLayout>, how: TreeOptions) {
  const bars = new CoffeeBars(layout, how);
  const result = bars.compute(totals, true);
  return { result, ...categoriesOf(bars, totals) };
}

describe("categories of a bar", () => {
  it("sum to it exactly, for every group and every driver, whatever is new, discontinued or missing", () => {
    fc.assert(
      fc.property(fc.nat(), options, (seed, how) => {
        const next = numbers(seed);
        const layout = smallLayout(3, 2, 4);
        const totals = [randomTotals(layout, next), randomTotals(layout, next)] as const;
        const { result, ofGroup, ofDriver } = compute(totals, layout, how);
        for (const [at, name] of groupsWith([]).entries()) {
          const categories = ofGroup(name);
          if (categories.length > 0) expect(sumOf(categories)).toBeCloseTo(result.groups[at] ?? 0, 9);
          else if (name !== "plug") expect(result.groups[at]).toBeCloseTo(0, 9);
        }
        for (const [at, driver] of driversWith([]).entries()) {
          const categories = ofDriver(driver);
          if (categories.length > 0) expect(sumOf(categories)).toBeCloseTo(result.drivers[at] ?? 0, 9);
        }
      }),
    );
  });

  it("say which size, coffee and channel moved the bar, and whether by share or by rate", () => {
    const layout = smallLayout(1, 2, 1);
    const before = sold(layout, [80, 20]);
    const after = sold(layout, [90, 10]);
    const { ofGroup } = compute([before, after], layout, net);
    // The mean bag was worth 11.50: a tenth of the bags moved from one worth 8.50 more to one worth 1.50 less.
    expect(ofGroup("bag_size").map(({ label }) => label)).toEqual(["size 1", "size 0"]);
    expect(ofGroup("bag_size").map(({ mix }) => Number(mix.toFixed(6)))).toEqual([-0.85, -0.15]);
    expect(ofGroup("list_price")).toEqual([]);
  });
});

/** One channel of 100 customers with one bag each, at 10.00 for the first size and 20.00 for the second. */
function sold(layout: ReturnType<typeof smallLayout>, bags: readonly [number, number]): Totals {
  const channels = new Float64Array(fields.length);
  channels[fieldAt.customers] = 100;
  channels[fieldAt.orders] = 100;
  channels[fieldAt.bags] = 100;
  channels[fieldAt.list] = bags[0] * 1000 + bags[1] * 2000;
  const products = new Float64Array(layout.products.length * 2);
  products.set([bags[0], bags[0] * 1000, bags[1], bags[1] * 2000]);
  return { programs: [], channels, products };
}
