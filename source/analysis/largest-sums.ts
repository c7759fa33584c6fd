import type { Pacer } from "./pacer.ts";
import { atOnce } from "./weighted-sums.ts";

/**
 * The largest |sum of a row by weights| over all rows, in each of `replicates` replicates (0 without rows); sorted. `fill`
 * writes the weights of one replicate, as many as a row has values.
 */
export async function largestSums(
  rows: readonly Float64Array[],
  replicates: number,
  fill: (weights: Float64Array, replicate: number) => void,
  pacer: Pacer,
): Promise<Float64Array> {
  const largest = new Float64Array(replicates);
  const [sample] = rows;
  if (sample === undefined) return largest;
  const weights = Array.from({ length: atOnce }, () => new Float64Array(sample.length));
  const sums = new Float64Array(atOnce);
  for (let first = 0; first < replicates; first += atOnce) {
    const count = Math.min(atOnce, replicates - first);
    for (const [at, own] of weights.slice(0, count).entries()) fill(own, first + at);
    for (const row of rows) {
      addWeighted(row, weights, sums);
      for (let at = 0; at < count; at += 1) {
        largest[first + at] = Math.max(largest[first + at] ?? 0, Math.abs(sums[at] ?? 0));
      }
    }
    await pacer.turnIfDue();
  }
  return largest.sort();
}

/** Writes the row's sum by each of the four sets of weights: four chains of additions that do not wait for each other. */
function addWeighted(row: Float64Array, weights: readonly Float64Array[], sums: Float64Array): void {
  const [w0 = row, w1 = row, w2 = row, w3 = row] = weights;
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let at = 0; at < row.length; at += 1) {
    const value = row[at] ?? 0;
    s0 += value * (w0[at] ?? 0);
    s1 += value * (w1[at] ?? 0);
    s2 += value * (w2[at] ?? 0);
    s3 += value * (w3[at] ?? 0);
  }
  sums[0] = s0;
  sums[1] = s1;
  sums[2] = s2;
  sums[3] = s3;
}
