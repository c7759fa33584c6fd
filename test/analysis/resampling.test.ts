import { describe, expect, it } from "vitest";
import { buildBridge } from "../../source/analysis/bars.ts";
import type { TreeOptions } from "../../source/analysis/coffee-factors.ts";
import { percentiles, resample } from "../../source/analysis/intervals.ts";
import { Pacer } from "../../source/analysis/pacer.ts";
import { type Cells, type PeriodCells, plainTotals } from "../../source/analysis/period-cells.ts";
import { fillWeights } from "../../source/analysis/poisson-weights.ts";
import { verdictOf } from "../../source/analysis/verdicts.ts";
import { fieldAt, fields } from "../../source/query/driver-fields.ts";
import { numbers } from "./random-cells.ts";

/** How often the event loop has turned since then. */
function countTurns(): () => number {
  let turns = 0;
  let waiting = setImmediate(function count() {
    turns += 1;
    waiting = setImmediate(count);
  });
  return () => {
    clearImmediate(waiting);
    return turns;
  };
}

describe("weights of a replicate", () => {
  it("are Poisson with mean and variance 1, and independent between replicates and periods", () => {
    const [one, two] = [new Uint8Array(50_000), new Uint8Array(50_000)];
    fillWeights(one, 7, 0, 3);
    fillWeights(two, 7, 1, 3);
    const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, x) => sum + x, 0) / values.length;
    expect(mean(one)).toBeCloseTo(1, 1);
    expect(mean(one.map((x) => (x - 1) ** 2))).toBeCloseTo(1, 1);
    expect(mean(Array.from(one, (x, unit) => (x - 1) * ((two[unit] ?? 0) - 1)))).toBeCloseTo(0, 1);
  });

  it("are the same on every machine", () => {
    const weights = new Uint8Array(16);
    fillWeights(weights, 7, 0, 0);
    expect([...weights]).toMatchInlineSnapshot(`
      [
        1,
        0,
        1,
        1,
        0,
        0,
        0,
        2,
        1,
        0,
        2,
        0,
        2,
        0,
        1,
        1,
      ]
    `);
  });
});

describe("intervals", () => {
  const options: TreeOptions = { depth: "orders", counted: [], cash: false, additive: false };

  /** One channel; each unit is a customer with 0 to 3 orders, more of them by `more`. */
  function period(units: number, next: () => number, more: number): PeriodCells {
    const rowValues = new Float64Array(units * fields.length);
    for (let unit = 0; unit < units; unit += 1) {
      rowValues[unit * fields.length + fieldAt.customers] = 1;
      rowValues[unit * fields.length + fieldAt.orders] = Math.floor(next() * 4 + more);
    }
    const none = new Int32Array(0);
    const rows = { rowUnit: Int32Array.from({ length: units }, (_, unit) => unit), rowChannel: new Int32Array(units) };
    return { units, ...rows, rowValues, cellUnit: none, cellProduct: none, cellValues: new Float64Array(0) };
  }

  function cellsOf(seed: number, more: number): Cells {
    const next = numbers(seed);
    const layout = {
      programs: [],
      channels: ["all"],
      sizes: [],
      profiles: [],
      products: [{ channel: 0, size: 0, profile: 0 }],
    };
    return { layout: { ...layout, products: [] }, periods: [period(300, next, 0), period(300, next, more)] };
  }

  const quiet = { seed: 1, replicates: 200, onProgress: () => {} };

  it("hold the true change about 95 times in 100, and are as wide as the jackknife says", async () => {
    let held = 0;
    for (let seed = 1; seed <= 24; seed += 1) {
      const { change } = await resample(cellsOf(seed, 0.5), options, quiet, new Pacer(new AbortController().signal));
      if (change.low <= 0.5 && change.high >= 0.5) held += 1;
      expect((change.high - change.low) / (2 * 1.96 * (change.standardError ?? 0))).toBeCloseTo(1, 0);
    }
    expect(held).toBeGreaterThanOrEqual(20);
  });

  it("are the same for the same seed", async () => {
    const ask = () => resample(cellsOf(3, 0), options, quiet, new Pacer(new AbortController().signal));
    expect(await ask()).toEqual(await ask());
  });

  it("report their progress, and stop when asked to", async () => {
    const controller = new AbortController();
    const reports: number[] = [];
    const onProgress = (done: number) => {
      reports.push(done);
      controller.abort();
    };
    const endless = { seed: 1, replicates: 1_000_000, onProgress };
    await expect(resample(cellsOf(1, 0), options, endless, new Pacer(controller.signal, 1))).rejects.toThrow();
    expect(reports).toHaveLength(1);
  });

  it("come with sums and a bridge that yield to other work in between, and stop when asked to", async () => {
    const cells = cellsOf(2, 1);
    const quick = new Pacer(new AbortController().signal);
    const intervals = await resample(cells, options, quiet, quick);
    const paced = async (pacer: Pacer) => {
      const totals = await plainTotals(cells, pacer);
      return { totals, bridge: await buildBridge({ cells, totals, options, intervals }, () => true, pacer) };
    };
    const turns = countTurns();
    const slow = await paced(new Pacer(new AbortController().signal, 0));
    expect(turns()).toBeGreaterThan(6 + slow.bridge.groups.length);
    expect(slow).toEqual(await paced(quick));
    await expect(paced(new Pacer(AbortSignal.abort(), 0))).rejects.toThrow();
  });

  it("interpolate percentiles between neighbours", () => {
    expect(percentiles(Float64Array.from({ length: 41 }, (_, at) => 40 - at))).toEqual({ low: 1, high: 39 });
  });
});

describe("verdicts", () => {
  const change = { value: -10, isNamed: true, least: 0.005 };
  it.each([
    [-3, -4, -2, "major"],
    [-2, -2.5, -1.5, "major"],
    [-1, -1.5, -0.5, "moderate"],
    [-0.4, -0.5, -0.3, "minor"],
    [-3, -7, 1, "not a driver"],
    [3, 2, 4, "offsetting"],
    [-0.001, -0.002, -0.0005, "not a driver"],
  ])("of a bar of %d (%d to %d) in a change of -10: %s", (contribution, low, high, verdict) => {
    expect(verdictOf({ contribution, low, high }, change)).toBe(verdict);
  });

  it("name no driver if there is no change", () => {
    const none = { ...change, isNamed: false };
    expect(verdictOf({ contribution: -3, low: -4, high: -2 }, none)).toBe("not a driver");
  });
});
