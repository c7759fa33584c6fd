import fc from "fast-check";
import { expect, test } from "vitest";
import { largestSums } from "../../source/analysis/largest-sums.ts";
import { Pacer } from "../../source/analysis/pacer.ts";

test("the largest sums are those of every replicate by itself, whatever their number", async () => {
  const value = fc.integer({ min: -1000, max: 1000 });
  const table = (width: number) => fc.array(fc.array(value, { minLength: width, maxLength: width }), { maxLength: 9 });
  const cases = fc.integer({ min: 1, max: 12 }).chain((width) => fc.tuple(table(width), table(width)));
  await fc.assert(
    fc.asyncProperty(cases, async ([rows, replicates]) => {
      const sums = replicates.map((weights) =>
        Math.max(0, ...rows.map((row) => Math.abs(row.reduce((sum, each, at) => sum + each * (weights[at] ?? 0), 0)))),
      );
      const found = await largestSums(
        rows.map((row) => Float64Array.from(row)),
        replicates.length,
        (weights, replicate) => weights.set(replicates[replicate] ?? []),
        new Pacer(new AbortController().signal),
      );
      expect([...found]).toEqual(sums.toSorted((a, b) => a - b));
    }),
  );
});
