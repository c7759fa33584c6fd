import { describe, expect, it } from "vitest";
import { Pacer } from "../../source/analysis/pacer.ts";
import type { Row } from "../../source/analysis/read-cells.ts";
import { readSegments } from "../../source/analysis/segment-table.ts";
import { searchSegments } from "../../source/analysis/segments.ts";
import { segmentDimensions } from "../../source/domain/segment-dimension.ts";
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
      const dimensions = segmentDimensions().map(({ name }) => {
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
  const how = { change, leastContribution: 0.25, kinds: ["who", "what"] as const, seed: 7, replicates: 400 };
  return searchSegments(table, how, pacer);
}

describe("the search of segments", () => {
  it("finds the only channel that fell, in its shortest description, with its part of the change", async () => {
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

  it("finds two dimensions if both are needed", async () => {
    const rows = customers(2, (channel, region) => (channel === "email" && region === "west" ? -12 : 0));
    const { found } = await search(rows, -1);
    expect(found.map((one) => one.where.map((filter) => filter.values[0]))).toEqual([["email", "west"]]);
  });

  it("finds nothing if all fell alike, in nearly every data set", async () => {
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

  it("ignores what differs but does not matter", async () => {
    const rows = customers(4, (channel) => (channel === "partner" ? -3 : 0));
    expect((await search(rows, -0.75)).found).toHaveLength(1);
    expect((await search(rows, -25)).found).toEqual([]);
  });

  it("names the region that fell while the other stood still, by percent", async () => {
    const rows = customers(5, (_, region) => (region === "west" ? -10 : 0)).filter((row) => row[3] !== "south");
    const { found } = await search(rows, -5);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ label: "region west", kind: "who", yardstick: "percent" });
    const { rates = [0, 0], restRates = [0, 0], customers: own = 0, contribution } = found[0] ?? {};
    const expected = (rates[1] - rates[0] * (restRates[1] / restRates[0])) * (own / whole(rows));
    expect(contribution).toBeCloseTo(expected, 12);
  });

  it("names nothing if all fell by the same percentage, however much they are worth", async () => {
    const rows = customers(6, () => 0).map((row) => scaled(row, row[2] === "email" ? 4 : 1, row[0] === 1 ? 0.5 : 1));
    expect((await search(rows, -17)).found).toEqual([]);
  });

  it("does not name channels that grew as usual if one fell and the whole rose", async () => {
    const rows = customers(7, (channel) => (channel === "partner" ? -6 : 0)).map((row) =>
      scaled(row, 1, row[0] === 1 ? 1.4 : 1),
    );
    const { found } = await search(rows, 5.9);
    expect(found.map(({ label, contribution }) => [label, contribution < 0])).toEqual([["channel partner", true]]);
  });

  it("compares by amount if values are too near 0 for percentages, and says so", async () => {
    const rows = customers(8, (channel) => (channel === "social" ? 4 : 0)).map((row) => shifted(row, -2000));
    const { found } = await search(rows, 1);
    expect(found).toMatchObject([{ label: "channel social", yardstick: "amount" }]);
    const { rates = [0, 0], restRates = [0, 0], customers: own = 0, contribution } = found[0] ?? {};
    const expected = (rates[1] - rates[0] - (restRates[1] - restRates[0])) * (own / whole(rows));
    expect(contribution).toBeCloseTo(expected, 12);
  });

  it("reports segments by who the customers are before those by what they bought", async () => {
    const rows = customers(9, (channel) => (channel === "partner" ? -6 : 0)).map((row) =>
      scaled(row, 1, row[0] === 1 && row[bag] === "large" ? 0.6 : 1),
    );
    const { found } = await search(rows, -5);
    expect(found.map(({ kind, label }) => `${kind}: ${label}`)).toEqual([
      "who: channel partner",
      "what: bag at entry large",
    ]);
  });

  it("finds a channel among thousands with a customer or two each", async () => {
    const rows = customers(10, (channel) => (channel === "partner" ? -8 : 0)).map((row, at): Row => {
      const isSmall = row[2] === "search" || row[2] === "social";
      return row.with(2, isSmall ? `affiliate ${at}` : (row[2] ?? null));
    });
    const { found, tested } = await search(rows, -2);
    expect(found.map(({ label }) => label)).toEqual(["channel partner"]);
    expect(tested).toBeLessThan(100);
  });
});

const bag = 2 + segmentDimensions().findIndex(({ name }) => name === "acquisition_bag_size");
const value = 3 + segmentDimensions().length;

/** A row with its value multiplied, after a factor for its worth. */
function scaled(row: Row, worth: number, factor: number): Row {
  return row.with(value, Math.round(Number(row[value]) * worth * factor));
}

function shifted(row: Row, cents: number): Row {
  return row.with(value, Number(row[value]) + cents);
}

/** Customers of the compare period. */
function whole(rows: readonly Row[]): number {
  return rows.filter((row) => row[0] === 1).length;
}
