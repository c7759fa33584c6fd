import { describe, expect, it } from "vitest";
import { plainTotals } from "../../source/analysis/period-cells.ts";
import { readCells } from "../../source/analysis/read-cells.ts";
import { loadScenario } from "../../source/generate/scenario.ts";
import { channelCells, productCells } from "../../source/query/driver-cells.ts";
import type { DriverScope } from "../../source/query/driver-scope.ts";
import { bothWays, withoutChannels } from "./truth/divisia.ts";
import { demands, judge } from "./truth/judge.ts";
import {
  expectedContributions,
  homeQuestion,
  investigateScenario,
  subscribers,
  withWarehouse,
} from "./truth/run-scenario.ts";

/** A few data sets of what `npm run truth` does over many; smaller, so that a test has time for them. */
async function judged(name: string, seed: number, customers: number) {
  const [scenario, demand] = [await loadScenario(name), demands[name] ?? {}];
  const truth = await expectedContributions(scenario, 10_000);
  const found = await investigateScenario({
    scenario,
    seed,
    customers,
    replicates: 200,
    switches: demand.switches ?? {},
  });
  return judge(found, truth, demand);
}

describe("what a scenario plants", () => {
  it("coffee: welcome first, nearly all of ten drivers within their intervals", async () => {
    const { sumsUp, isFirst, held } = await judged("coffee", 2, 8000);
    expect({ sumsUp, isFirst }).toEqual({ sumsUp: true, isFirst: true });
    expect(held).toHaveLength(10);
    expect(held.filter((one) => one.isHeld).length).toBeGreaterThanOrEqual(8);
  }, 120_000);

  it.each([
    ["steady", 3, { isQuiet: true }],
    ["price-only", 1, { isFirst: true }],
    ["offsetting", 1, { isSigned: true }],
    ["one-channel", 1, { isChannel: true }],
  ] as const)(
    "%s",
    async (name, seed, shown) => {
      expect(await judged(name, seed, name === "one-channel" ? 12_000 : 5000)).toMatchObject({
        sumsUp: true,
        ...shown,
      });
    },
    120_000,
  );

  it("is told alike by the logarithmic mean Divisia index, within 5 % of the change", async () => {
    const scenario = await loadScenario("coffee");
    const scope: DriverScope = {
      ...homeQuestion({ seed: 7, replicates: 100 }),
      predicate: subscribers,
      firstDay: 0,
      windowDays: 30,
      reversalDays: 60,
      reversalMonth: "order",
      dataEnd: "2025-07-01",
    };
    await withWarehouse({ scenario, customers: 8000, seed: 7 }, async (run) => {
      const { signal } = new AbortController();
      const channels = await run(channelCells(scope, ["buckets", "buckets"]), signal);
      const products = await run(productCells(scope, ["buckets", "buckets"]), signal);
      const cells = readCells(channels, products, ["buckets", "buckets"], [256, 256]);
      const { layout, totals } = withoutChannels(cells.layout, plainTotals(cells));
      const { grouped, divisia } = bothWays(layout, totals);
      const change = Object.values(grouped).reduce((sum, bar) => sum + bar, 0);
      expect(Object.values(divisia).reduce((sum, bar) => sum + bar, 0)).toBeCloseTo(change, 6);
      for (const [name, bar] of Object.entries(grouped)) {
        const other = divisia[name as keyof typeof divisia];
        expect(Math.abs(bar - other) / Math.abs(change), `${name}: ${bar} and ${other}`).toBeLessThan(0.05);
      }
    });
  }, 120_000);
});
