import fc from "fast-check";
import { expect, test } from "vitest";
import { fillWeights } from "../../source/analysis/poisson-weights.ts";
import { AddendList, addUp, atOnce, drawWeights, emptyWeights } from "../../source/analysis/weighted-sums.ts";

test("sums of several replicates at a time are those of each by itself", () => {
  const addend = fc.record({ sum: fc.nat(5), unit: fc.nat(9), value: fc.integer({ min: -500, max: 500 }) });
  fc.assert(
    fc.property(fc.array(addend, { maxLength: 60 }), fc.nat(1000), (addends, seed) => {
      const list = new AddendList();
      for (const { sum, unit, value } of addends) list.add(sum, unit, value);
      const weights = emptyWeights(10);
      const drawn = new Uint8Array(10);
      drawWeights(weights, drawn, seed, 1, 8);
      const sums = Array.from({ length: atOnce }, () => new Float64Array(6));
      addUp(list.sorted(6), weights, sums);
      for (const [place, own] of sums.entries()) {
        fillWeights(drawn, seed, 1, 8 + place);
        const expected = new Float64Array(6);
        for (const { sum, unit, value } of addends) expected[sum] = (expected[sum] ?? 0) + value * (drawn[unit] ?? 0);
        expect([...own]).toEqual([...expected]);
      }
    }),
  );
});
