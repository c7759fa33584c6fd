import { describe, expect, it } from "vitest";
import { Pacer } from "../../source/analysis/pacer.ts";
import type { Row } from "../../source/analysis/read-cells.ts";
import { readSegments } from "../../source/analysis/segment-table.ts";
import { searchSegments } from "../../source/analysis/segments.ts";
import { segmentDimensions } from "../../source/query/driver-segments.ts";
import { numbers } from "./random-cells.ts";

const channels = ["email", "partner", "social", "search"];
const regions = ["north", "south", "west"];

/** 4,000 customers a period in 64 buckets, each worth 20 and noise; `extra` is added in the compare period. */
function customers(seed: number, extra: (channel: string, region: string) => number): readonly Row[] {
  const next = numbers(seed);
  const pick = (values: readonly string[]) => values[Math.floor(next() * values.length)] ?? "";
  return [0, 1].flatMap((period) =>
    Array.from({ length: 4000 }, (_, index): Row => {
      const [channel, region, bag] = [pick(channels), pick(regions), pick(["standard", "large"])];
      const value = 2000 + Math.round((next() - 0.5) * 2000) + (period === 1 ? extra(channel, region) * 100 : 0);
      const dimensions = segmentDimensions.map((name) => {
        if (name === "marketing_channel") return channel;
        if (name === "region") return region;
        return name === "acquisition_bag_size" ? bag : null;
      });
      return [period, index % 64, ...dimensions, 1, value];
    }),
  );
}

async function search(rows: readonly Row[], change: number) {
  const pacer = new Pacer(new AbortController().signal);
  const table = await readSegments(rows, [64, 64], 0.01, pacer);
  const how = { change, leastContribution: 0.25, seed: 7, replicates: 400 };
  return searchSegments(table, how, pacer);
}

describe("the search of segments", () => {
  it("finds the channel that alone fell, in its shortest description, with its part of the change", async () => {
    const { found, tested } = await search(
      customers(1, (channel) => (channel === "partner" ? -8 : 0)),
      -2,
    );
    expect(found.map((one) => one.where)).toEqual([
      [{ dimension: "marketing_channel", op: "in", values: ["partner"] }],
    ]);
    expect(found[0]?.contribution).toBeCloseTo(-2, 0);
    expect(found[0]).toMatchObject({ label: "channel partner" });
    expect(found[0]?.pAdjusted).toBeLessThan(0.01);
    expect(tested).toBeGreaterThan(40);
  });

  it("finds two dimensions where both are needed", async () => {
    const rows = customers(2, (channel, region) => (channel === "email" && region === "west" ? -12 : 0));
    const { found } = await search(rows, -1);
    expect(found.map((one) => one.where.map((filter) => filter.values[0]))).toEqual([["email", "west"]]);
  });

  it("finds nothing where all fell alike, in nearly every data set", async () => {
    let quiet = 0;
    for (let seed = 1; seed <= 10; seed += 1) {
      if (
        (
          await search(
            customers(seed, () => -5),
            -5,
          )
        ).found.length === 0
      )
        quiet += 1;
    }
    expect(quiet).toBeGreaterThanOrEqual(9);
  });

  it("keeps quiet about what differs but does not matter", async () => {
    const { found } = await search(
      customers(4, (channel) => (channel === "partner" ? -0.5 : 0)),
      -0.2,
    );
    expect(found).toEqual([]);
  });
});
