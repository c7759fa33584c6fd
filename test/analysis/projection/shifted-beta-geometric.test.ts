import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitRetention, survival } from "../../../source/analysis/projection/shifted-beta-geometric.ts";

/** Fader and Hardie (2007), survivors of 1,000 customers after each of seven renewals. */
const highEnd = [1000, 869, 743, 653, 593, 551, 517, 491];
const regular = [1000, 631, 468, 382, 326, 289, 262, 241];

function renewalsOf(survivors: readonly number[]) {
  const left = survivors.slice(1).map((there, index) => (survivors[index] ?? 0) - there);
  return { left, stayed: [...left.map(() => 0), survivors.at(-1) ?? 0] };
}

describe("the shifted-beta-geometric model", () => {
  it.each([
    ["high end", highEnd, 0.668, 3.806],
    ["regular", regular, 0.704, 1.182],
  ])("gives the parameters printed for the %s customers of Fader and Hardie", (_, survivors, alpha, beta) => {
    const model = fitRetention(renewalsOf(survivors));
    expect(model?.alpha).toBeCloseTo(alpha, 3);
    expect(model?.beta).toBeCloseTo(beta, 3);
  });

  it("is undefined if nobody left, or if nobody was seen beyond the first renewal", () => {
    expect(fitRetention({ left: [0, 0], stayed: [0, 0, 10] })).toBeUndefined();
    expect(fitRetention({ left: [5], stayed: [0] })).toBeUndefined();
  });

  it("recovers the parameters that large numbers of customers were drawn with", () => {
    const parameter = fc.double({ min: 0.3, max: 5, noNaN: true });
    fc.assert(
      fc.property(parameter, parameter, (alpha, beta) => {
        const survivors = Array.from({ length: 13 }, (_, renewals) => 1e9 * survival({ alpha, beta }, renewals));
        const model = fitRetention(renewalsOf(survivors));
        expect(model?.alpha).toBeCloseTo(alpha, 2);
        expect(model?.beta).toBeCloseTo(beta, 2);
      }),
      { numRuns: 30 },
    );
  });
});
