import { describe, expect, it } from "vitest";
import { CoffeeBars } from "../../source/analysis/coffee-bars.ts";
import { metricOf, type TreeOptions } from "../../source/analysis/coffee-factors.ts";
import { coffeeTree } from "../../source/analysis/coffee-tree.ts";
import { driversWith, groupsWith } from "../../source/analysis/drivers.ts";
import { driverRange, groupRange } from "../../source/analysis/order-ranges.ts";
import { assertSum, decompose } from "../../source/analysis/owen.ts";
import { fieldAt, kinds } from "../../source/query/driver-fields.ts";
import { numbers, randomTotals, smallLayout } from "./random-cells.ts";

const net: TreeOptions = { depth: "net", counted: ["refund", "credit"], cash: false, additive: false };
const everything: TreeOptions = { depth: "net", counted: kinds, cash: true, additive: false };

describe("bars of the coffee tree", () => {
  it.each([
    ["multiplied", net, 0.2],
    ["with cash and contra", { ...everything, counted: ["refund", "replacement"] }, 0.2],
    ["additive", { ...net, additive: true }, 3],
    ["list value", { ...net, depth: "list" }, 0.2],
    ["bags", { ...net, depth: "bags" }, 0.2],
    ["orders", { ...net, depth: "orders" }, 0.2],
    ["multiplied, with programs of the source's own", net, 0.2, ["coupon", "card"]],
    ["additive, with programs of the source's own", { ...net, additive: true }, 3, ["coupon", "card"]],
  ] as const)(
    "agrees with the grouped value of the tree as a function: %s",
    (_, options, reversalShare, own: readonly string[] = []) => {
      const leftOut = own.length > 0 ? (["welcome", "prepaid_3"] as const) : [];
      for (let seed = 1; seed <= 4; seed += 1) {
        const next = numbers(seed);
        const layout = smallLayout(3, 2, 3, own);
        const random = () => randomTotals(layout, next, reversalShare, ["prepaid_6", "prepaid_12", ...leftOut]);
        const totals = [random(), random()] as const;
        const bars = new CoffeeBars(layout, options);
        const result = bars.compute([...totals], true);
        // Drivers that change nothing here: leaving them out moves no other bar and keeps the check quick.
        const drivers = driversWith(own)
          .filter((driver) => !isIdle(driver.name, options))
          .filter(({ program }) => !leftOut.some((name) => name === program));
        const slow = decompose(coffeeTree(bars.factors, drivers));
        expect(slow.base).toBeCloseTo(metricOf(totals[0], options), 9);
        expect(slow.compare).toBeCloseTo(metricOf(totals[1], options), 9);
        for (const bar of slow.groups) {
          const name = groupsWith(own).find((group) => group === bar.name) ?? "plug";
          expect(result.groups[groupsWith(own).indexOf(name)]).toBeCloseTo(bar.contribution, 9);
          expect(groupRange(bars, name).low).toBeCloseTo(bar.orderLow, 9);
          expect(groupRange(bars, name).high).toBeCloseTo(bar.orderHigh, 9);
        }
        for (const bar of slow.factors) {
          const index = driversWith(own).findIndex((driver) => driver.name === bar.name);
          const driver = driversWith(own)[index];
          if (!driver) throw new Error(bar.name);
          expect(result.drivers[index]).toBeCloseTo(bar.contribution, 9);
          expect(driverRange(bars, driver).low).toBeCloseTo(bar.orderLow, 9);
          expect(driverRange(bars, driver).high).toBeCloseTo(bar.orderHigh, 9);
        }
      }
    },
  );

  it("sums to the change exactly, even if list value has no bags", () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const next = numbers(seed);
      const layout = smallLayout(4, 2, 5);
      const totals = [randomTotals(layout, next), randomTotals(layout, next)] as const;
      if (seed % 2) totals[1].products[2] = 0;
      const { groups, drivers, base, compare } = new CoffeeBars(layout, everything).compute([...totals], true);
      assertSum([...groups].map(contribution), compare - base);
      assertSum([...drivers].map(contribution), compare - base);
    }
  });

  it("counts a discount on lines without a quantity as a discount, not as the plug", () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const next = numbers(seed);
      const layout = smallLayout(1, 2, 3);
      const [before, now] = [randomTotals(layout, next, 0.2), randomTotals(layout, next, 0.2)] as const;
      now.channels[fieldAt.list_on_welcome] = 0;
      const { groups } = new CoffeeBars(layout, { ...net, additive: true }).compute([before, now], false);
      const plug = (totals: typeof now) =>
        (totals.channels[fieldAt.plug] ?? 0) / (totals.channels[fieldAt.customers] || 1) / 100;
      expect(groups[groupsWith([]).indexOf("plug")]).toBeCloseTo(plug(before) - plug(now), 9);
    }
  });

  it("is finite for empty periods", () => {
    const layout = smallLayout(2, 1, 1);
    const nothing = { programs: [], channels: new Float64Array(1000), products: new Float64Array(4) };
    const { groups, drivers } = new CoffeeBars(layout, everything).compute([nothing, nothing], true);
    expect([...groups, ...drivers].every((value) => value === 0)).toBe(true);
  });
});

function contribution(value: number) {
  return { contribution: value };
}

function isIdle(name: string, { depth, counted, additive }: TreeOptions): boolean {
  const kind = kinds.find((one) => name.startsWith(one));
  if (kind) return depth !== "net" || !counted.includes(kind) || (additive && name.endsWith("severity"));
  return name.startsWith("prepaid_6") || name.startsWith("prepaid_12");
}
