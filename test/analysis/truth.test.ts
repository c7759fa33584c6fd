import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunStatement } from "../../source/analysis/gather.ts";
import { Pacer } from "../../source/analysis/pacer.ts";
import { plainTotals } from "../../source/analysis/period-cells.ts";
import { readCells } from "../../source/analysis/read-cells.ts";
import { loadScenario } from "../../source/generate/scenario.ts";
import { channelCells, productCells } from "../../source/query/driver-cells.ts";
import type { DriverScope } from "../../source/query/driver-scope.ts";
import { subscribers } from "../helpers/subscribers.ts";
import { bothWays, withoutChannels } from "./truth/divisia.ts";
import { demands, type Judgement, judge } from "./truth/judge.ts";
import { bridgeDirectly } from "./truth/run-direct.ts";
import {
  askHome,
  expectedContributions,
  homeQuestion,
  investigateScenario,
  openWarehouse,
} from "./truth/run-scenario.ts";
import { shortfalls } from "./truth/tally.ts";

// What `npm run truth` does over many data sets, over a few smaller ones, so that a test has time for them.

describe("coffee, from files through the warehouse", async () => {
  const of = { scenario: await loadScenario("coffee"), seed: 7, customers: 6000, replicates: 200 };
  let warehouse: { readonly run: RunStatement; close(): Promise<void> };
  beforeAll(async () => {
    warehouse = await openWarehouse(of);
  }, 120_000);
  afterAll(() => warehouse.close());

  it("has welcome first and nearly all of ten drivers within their intervals", async () => {
    const truth = await expectedContributions(of.scenario, 8000);
    const { sumsUp, isFirst, held } = judge(await askHome(warehouse.run, of), truth, { first: "welcome" });
    expect({ sumsUp, isFirst }).toEqual({ sumsUp: true, isFirst: true });
    expect(held).toHaveLength(10);
    expect(held.filter((one) => one.isHeld).length).toBeGreaterThanOrEqual(8);
  }, 60_000);

  it("is the same as straight from the simulation, to the last digit", async () => {
    const straight = await bridgeDirectly({ ...of, replicates: 40 });
    const { groups, drivers } = await askHome(warehouse.run, { ...of, replicates: 40 });
    const pairs = [
      [straight.groups, groups],
      [straight.drivers, drivers],
    ] as const;
    for (const [bars, others] of pairs) {
      expect(bars.map((bar) => bar.name)).toEqual(others.map((bar) => bar.name));
      for (const [at, bar] of bars.entries()) expect(bar.contribution).toBeCloseTo(others[at]?.contribution ?? 0, 9);
    }
  }, 60_000);

  it("agrees with the logarithmic mean Divisia index, within 5 % of the change", async () => {
    const days = { firstDay: 0, windowDays: 30, reversalDays: 60, reversalMonth: "order" } as const;
    const scope: DriverScope = { ...homeQuestion(of), ...days, filters: [subscribers], dataEnd: "2025-07-01" };
    const { signal } = new AbortController();
    const channels = await warehouse.run(channelCells(scope, ["buckets", "buckets"]), signal);
    const products = await warehouse.run(productCells(scope, ["buckets", "buckets"]), signal);
    const cells = await readCells(
      channels,
      products,
      ["buckets", "buckets"],
      { customers: [256, 256], programs: [] },
      new Pacer(signal),
    );
    const { layout, totals } = withoutChannels(cells.layout, await plainTotals(cells, new Pacer(signal)));
    const { grouped, divisia } = bothWays(layout, totals);
    const change = Object.values(grouped).reduce((sum, bar) => sum + bar, 0);
    expect(Object.values(divisia).reduce((sum, bar) => sum + bar, 0)).toBeCloseTo(change, 6);
    for (const [name, bar] of Object.entries(grouped)) {
      const other = divisia[name as keyof typeof divisia];
      expect(Math.abs(bar - other) / Math.abs(change), `${name}: ${bar} and ${other}`).toBeLessThan(0.05);
    }
  }, 60_000);
});

describe("what a scenario plants", () => {
  it("one-channel: the segment search finds exactly that channel", async () => {
    const [scenario, demand] = [await loadScenario("one-channel"), demands["one-channel"] ?? {}];
    const truth = await expectedContributions(scenario, 10_000);
    const found = await investigateScenario({ scenario, seed: 1, customers: 25_000, replicates: 200 });
    expect(judge(found, truth, demand)).toMatchObject({ sumsUp: true, isChannel: true });
  }, 120_000);

  it.each(Object.entries(demands).filter(([name]) => name !== "coffee" && name !== "one-channel"))(
    "%s: what is planted is named, and nothing if nothing is",
    async (name, demand) => {
      const scenario = await loadScenario(name);
      const truth = await expectedContributions(scenario, 10_000);
      const of = { scenario, seed: 2, customers: 25_000, replicates: 200, switches: demand.switches ?? {} };
      const {
        sumsUp,
        isFirst = true,
        isQuiet = true,
        isSigned = true,
      } = judge(await bridgeDirectly(of), truth, demand);
      expect({ sumsUp, isFirst, isQuiet, isSigned }).toEqual({
        sumsUp: true,
        isFirst: true,
        isQuiet: true,
        isSigned: true,
      });
    },
  );

  it("is within the intervals of most of a dozen data sets", async () => {
    const scenario = await loadScenario("welcome-only");
    const truth = await expectedContributions(scenario, 60_000);
    const judgements: Judgement[] = [];
    for (let seed = 1; seed <= 12; seed += 1) {
      const bridge = await bridgeDirectly({ scenario, seed, customers: 6000, replicates: 100 });
      judgements.push(judge(bridge, truth, { first: "welcome" }));
    }
    expect(shortfalls([{ scenario: "welcome-only", judgements }])).toEqual([]);
  }, 60_000);
});
