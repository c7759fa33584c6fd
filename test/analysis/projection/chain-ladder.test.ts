import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { halfWidths, pastErrors } from "../../../source/analysis/projection/back-test.ts";
import { growthFactors, hidden, nextSteps } from "../../../source/analysis/projection/chain-ladder.ts";
import { projectRows } from "../../../source/analysis/projection/project-rows.ts";

/** Taylor and Ashe (1983), cumulative claims; "genins" of R's ChainLadder. */
const taylorAshe = [
  [357848, 1124788, 1735330, 2218270, 2745596, 3319994, 3466336, 3606286, 3833515, 3901463],
  [352118, 1236139, 2170033, 3353322, 3799067, 4120063, 4647867, 4914039, 5339085],
  [290507, 1292306, 2218525, 3235179, 3985995, 4132918, 4628910, 4909315],
  [310608, 1418858, 2195047, 3757447, 4029929, 4381982, 4588268],
  [443160, 1136350, 2128333, 2897821, 3402672, 3873311],
  [396132, 1333217, 2180715, 2985752, 3691712],
  [440832, 1288463, 2419861, 3483130],
  [359480, 1421128, 2864498],
  [376686, 1363294],
  [344014],
];

const asIs = (_: number, path: readonly number[]) => path;

describe("chain-ladder", () => {
  it("gives the ultimate and the reserve published for the triangle of Taylor and Ashe", () => {
    const factors = growthFactors(taylorAshe, { last: 10, least: 1 });
    const latest = taylorAshe.reduce((sum, row) => sum + (row.at(-1) ?? 0), 0);
    const ultimate = taylorAshe.reduce((sum, row) => sum + (nextSteps(row, factors, 9).at(-1) ?? row.at(-1) ?? 0), 0);
    expect(Math.round(ultimate)).toBe(53_038_946);
    expect(Math.round(ultimate - latest)).toBe(18_680_856);
  });

  it("takes the last six cohorts of a step, and none if fewer than two reached it", () => {
    const old = Array.from({ length: 4 }, () => [1, 100]);
    const recent = Array.from({ length: 6 }, () => [1, 2]);
    expect(growthFactors([...old, ...recent, [1]], { last: 6, least: 2 })).toEqual([2]);
    expect(growthFactors([[1, 2, 4], [1, 2], [1]], { last: 6, least: 2 })).toEqual([2, undefined]);
  });

  it("continues cohorts that all grow alike with zero error", () => {
    const curve = fc.array(fc.double({ min: 1, max: 3, noNaN: true }), { minLength: 5, maxLength: 12 });
    fc.assert(
      fc.property(
        curve,
        fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 8, maxLength: 14 }),
        (growth, sizes) => {
          const whole = sizes.map((size) =>
            [1, ...growth].map((_, step) => growth.slice(0, step).reduce((amount, factor) => amount * factor, size)),
          );
          const known = whole.map((row, index) => row.slice(0, Math.max(1, sizes.length - index)));
          for (const [index, cells] of projectRows(known, 3, asIs).entries()) {
            const from = known[index]?.length ?? 0;
            for (const [step, { value }] of cells.entries())
              expect(value).toBeCloseTo(whole[index]?.[from + step] ?? Number.NaN, 5);
          }
          expect(
            pastErrors(known, 3, asIs)
              .flat()
              .every((error) => Math.abs(error) < 1e-9),
          ).toBe(true);
        },
      ),
      { seed: 22, numRuns: 50 },
    );
  });

  it("hides the newest diagonals of every cohort", () => {
    expect(hidden([[1, 2, 3], [1, 2], [1]], 2)).toEqual([[1], [], []]);
  });

  it("gives no interval for fewer than ten errors, and none that narrows with more steps", () => {
    const ten = [-0.1, ...Array.from({ length: 9 }, () => 0.01)];
    const widths = halfWidths([ten, ten.map((error) => error / 2), [0.5]]);
    expect(widths[0]).toBeCloseTo(0.075, 2);
    expect(widths[1]).toBe(widths[0]);
    expect(widths[2]).toBeUndefined();
  });

  it("has an interval that is as many times below as above, and none where nothing was projected of something", () => {
    const triangle = [8, 7, 6, 5, 4, 3, 2, 1].map((steps, row) =>
      Array.from({ length: steps }, (_, step) => 100 * (step + 1) * (row % 2 === 0 ? 1 : 1.2 ** step)),
    );
    const cells = projectRows(triangle, 2, asIs)
      .flat()
      .filter(({ low }) => low !== undefined);
    expect(cells.length).toBeGreaterThan(3);
    for (const { value, low = 0, high = 0 } of cells) expect(value / low).toBeCloseTo(high / value, 9);
    expect(halfWidths([Array.from({ length: 12 }, () => Number.NEGATIVE_INFINITY)])).toEqual([undefined]);
  });
});
