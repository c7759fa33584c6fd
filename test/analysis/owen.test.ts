import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mixAndRate } from "../../source/analysis/mix-and-rate.ts";
import { decompose, type Player } from "../../source/analysis/owen.ts";

/** Worked examples of Das Gupta (1993), US Census Bureau P23-186: effects as printed there. */
const printed = [
  {
    factors: ["earnings", "earner share"],
    before: [[10930], [0.717892]],
    after: [[16591], [0.825974]],
    effects: [4369.913, 1487.262],
    places: 3,
  },
  {
    factors: ["births per wife", "wives", "women"],
    before: [[51.78746], [0.45919], [0.52638]],
    after: [[84.90502], [0.75756], [0.51065]],
    effects: [10.4340333, 10.5608476, -0.6670084],
    places: 7,
  },
  {
    factors: ["bm", "mw", "wp"],
    before: [
      [393, 407, 369, 274, 184, 90, 16],
      [0.122, 0.622, 0.903, 0.93, 0.916, 0.873, 0.8],
      [0.043, 0.041, 0.036, 0.032, 0.026, 0.02, 0.018],
    ],
    after: [
      [488, 452, 338, 156, 63, 22, 3],
      [0.082, 0.527, 0.866, 0.941, 0.942, 0.923, 0.876],
      [0.058, 0.038, 0.032, 0.03, 0.026, 0.023, 0.019],
    ],
    effects: [-7.285632, -2.720633, -1.565181],
    places: 6,
  },
];

describe("published decompositions", () => {
  it.each(printed)("reproduces $factors to the printed digits", ({ factors, before, after, effects, places }) => {
    const players = factors.map((name) => ({ name, group: name }));
    const result = decompose({ factors: players, value: sumOfProducts(factors, before, after) });
    expect(result.groups.map((bar) => Number(bar.contribution.toFixed(places)))).toEqual(effects);
    expect(result.factors.map((bar) => bar.contribution)).toEqual(result.groups.map((bar) => bar.contribution));
  });

  it("agrees with the logarithmic mean Divisia index on products of positive factors", () => {
    const [a, b] = [
      [12, 0.4, 3],
      [12.6, 0.42, 2.9],
    ] as const;
    const factors = ["x", "y", "z"].map((name) => ({ name, group: name }));
    const { groups, change } = decompose({ factors, value: sumOfProducts(["x", "y", "z"], a.map(one), b.map(one)) });
    const lmdi = a.map(
      (before, index) => (change * Math.log((b[index] ?? 1) / before)) / Math.log(product(b) / product(a)),
    );
    for (const [index, bar] of groups.entries()) expect(bar.contribution).toBeCloseTo(lmdi[index] ?? 0, 3);
  });
});

const weights = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 64, maxLength: 64 });

describe("the grouped value of any function", () => {
  it("sums to the change, within factors and within groups, and lies in its range", () => {
    fc.assert(
      fc.property(weights, (table) => {
        const result = decompose({ factors: sixFactors, value: lookup(table) });
        const bars = new Map(result.groups.map((bar) => [bar.name, 0]));
        for (const bar of result.factors) bars.set(bar.group, (bars.get(bar.group) ?? 0) + bar.contribution);
        for (const bar of result.groups) {
          expect(bars.get(bar.name)).toBeCloseTo(bar.contribution, 9);
          expect(bar.contribution).toBeGreaterThanOrEqual(bar.orderLow - 1e-9);
          expect(bar.contribution).toBeLessThanOrEqual(bar.orderHigh + 1e-9);
        }
      }),
    );
  });

  it("gives nothing to a factor that changes nothing, and the same to factors that act alike", () => {
    fc.assert(
      fc.property(weights, (table) => {
        const value = (state: (name: string) => 0 | 1) => table[state("a") + state("b")] ?? 0;
        const result = decompose({ factors: ["a", "b", "c"].map((name) => ({ name, group: name })), value });
        const [a, b, c] = result.groups.map((bar) => bar.contribution);
        expect(a).toBeCloseTo(b ?? 0, 12);
        expect(c).toBe(0);
      }),
    );
  });

  it("keeps the bars of groups when a factor is split into two of the same group", () => {
    fc.assert(
      fc.property(weights, (table) => {
        const split = decompose({ factors: sixFactors, value: bySums(table, ["a1", "a2"]) });
        const whole = decompose({
          factors: [{ name: "a1", group: "a" }, ...sixFactors.slice(2)],
          value: bySums(table, ["a1", "a1"]),
        });
        for (const [index, bar] of whole.groups.entries()) {
          expect(split.groups[index]?.contribution).toBeCloseTo(bar.contribution, 9);
        }
      }),
    );
  });

  it("rejects a value that is not finite", () => {
    expect(() => decompose({ factors: [{ name: "a", group: "a" }], value: () => Number.NaN })).toThrow(RangeError);
  });
});

describe("mix and rate", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const rate = fc.option(fc.double({ min: -9, max: 9, noNaN: true }), { nil: undefined });

  it("sums to the change of the weighted mean, whatever is new or discontinued", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(share, share, rate, rate), { minLength: 1, maxLength: 9 }), (rows) => {
        const [total0, total1] = [0, 1].map((t) => rows.reduce((sum, row) => sum + Number(row[t]), 0) || 1);
        const categories = rows.map(([w0, w1, r0, r1], index) => {
          const weights = [w0 / (total0 ?? 1), w1 / (total1 ?? 1)] as const;
          return { name: String(index), weights, rates: [r0, r1] as const };
        });
        const change = categories.reduce(
          (sum, { weights: [w0, w1], rates: [r0, r1] }) => sum + w1 * (r1 ?? r0 ?? 0) - w0 * (r0 ?? r1 ?? 0),
          0,
        );
        // The rows sum exactly if the weights of both periods do: a mean, not a sum.
        fc.pre(rows.some((row) => row[0] > 1e-6) && rows.some((row) => row[1] > 1e-6));
        const sum = mixAndRate(categories).reduce((total, row) => total + row.mix + row.rate, 0);
        expect(sum).toBeCloseTo(change, 9);
      }),
    );
  });

  it("counts the whole effect of a new category as mix", () => {
    const [old, fresh] = mixAndRate([
      { name: "old", weights: [1, 0.5], rates: [10, 10] },
      { name: "fresh", weights: [0, 0.5], rates: [undefined, 20] },
    ]);
    expect(fresh).toMatchObject({ presence: "new", rate: 0, mix: 3.75 });
    expect(old).toMatchObject({ presence: "both", rate: 0, mix: 1.25 });
  });
});

const sixFactors: readonly Player[] = ["a1", "a2", "b1", "b2", "b3", "c1"].map((name) => ({
  name,
  group: name.slice(0, 1),
}));

function lookup(table: readonly number[]) {
  return (state: (name: string) => 0 | 1) =>
    table[sixFactors.reduce((mask, { name }, index) => mask | (state(name) << index), 0)] ?? 0;
}

function bySums(table: readonly number[], [first, second]: [string, string]) {
  return (state: (name: string) => 0 | 1) => {
    const b = state("b1") * 2 + state("b2") * 4 + state("b3") * 8;
    return (table[b + state("c1") * 16] ?? 0) * (1 + state(first) + state(second)) + state(first) * state(second);
  };
}

function sumOfProducts(names: readonly string[], before: readonly number[][], after: readonly number[][]) {
  return (state: (name: string) => 0 | 1) => {
    const chosen = names.map((name, index) => (state(name) === 1 ? after : before)[index] ?? []);
    const length = chosen[0]?.length ?? 0;
    return Array.from({ length }, (_, at) => product(chosen.map((vector) => vector[at] ?? 0))).reduce(
      (sum, term) => sum + term,
      0,
    );
  };
}

function one(value: number): number[] {
  return [value];
}

function product(values: readonly number[]): number {
  return values.reduce((total, value) => total * value, 1);
}
