import { largestSums } from "./largest-sums.ts";
import type { Pacer } from "./pacer.ts";

/** A segment that was tested: how many conditions describe it, and what each unit adds to its z. */
export interface Tested {
  readonly conditions: number;
  /** Influences of the units in standard errors. */
  readonly influence: Float64Array;
}

/**
 * What a search finds by chance: the largest |z| in each replicate in which nothing differs, sorted; apart for segments of one
 * condition and of several.
 */
export interface Chance {
  readonly single: Float64Array;
  readonly combined: Float64Array;
}

/**
 * Weighs the units of all segments anew, `replicates` times; `fill` writes the weights of one replicate. The influences of a
 * segment sum to 0, so weights need not.
 */
export async function chanceOf(
  tested: readonly Tested[],
  replicates: number,
  fill: (weights: Float64Array, replicate: number) => void,
  pacer: Pacer,
): Promise<Chance> {
  const largest = (isSingle: boolean) => {
    const segments = tested.filter(({ conditions }) => (conditions === 1) === isSingle);
    const influences = segments.map(({ influence }) => influence);
    return influences.length === 0 ? new Float64Array(0) : largestSums(influences, replicates, fill, pacer);
  };
  return { single: await largest(true), combined: await largest(false) };
}

/** The share of false findings allowed to segments of one condition: they are few, and what happens is seldom narrower. */
const shareOfSingle = 0.8;

/**
 * The probability that chance alone lets some segment of the search reach |z|: max-T among those of one condition, or of
 * several, each divided by its share. So the many combinations do not hide a segment that one condition describes.
 */
export function adjustedP(z: number, conditions: number, { single, combined }: Chance): number {
  const [largest, others] = conditions === 1 ? [single, combined] : [combined, single];
  const share = others.length === 0 ? 1 : conditions === 1 ? shareOfSingle : 1 - shareOfSingle;
  const reached = largest.reduce((count, each) => (each >= Math.abs(z) ? count + 1 : count), 0);
  return Math.min(1, (reached + 1) / (largest.length + 1) / share);
}

const significant = 0.05;

/** Whether a segment stands out from the best that the search would find by chance. */
export function isBeyondChance(z: number, conditions: number, chance: Chance): boolean {
  return adjustedP(z, conditions, chance) < significant;
}
