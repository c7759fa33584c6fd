import { smallCohort } from "../domain/cohort.ts";
import { changeShare } from "../domain/equal-age.ts";
import type { DigestFigure, Sample } from "../query/digest-figures.ts";

/** A figure of a digest with its test. */
export interface Moved extends DigestFigure {
  readonly change: number;
  /** Of the base; undefined if that is zero. */
  readonly share: number | undefined;
  readonly z: number;
  /** Chance of such a z if nothing changed, after Holm's correction for all figures of the digest. */
  readonly pAdjusted: number;
  readonly isBeyondChance: boolean;
}

const significant = 0.05;
/** With fewer customers than this who have any of a measure, its spread is unknown. */
const leastAbove = 10;

/**
 * Every figure that can be tested, the most certain change first: Welch's z of the means of two periods, judged by Holm's
 * correction (S. Holm 1979), so that fewer than 5 of 100 digests name a change that is only chance.
 */
export function digest(figures: readonly DigestFigure[]): readonly Moved[] {
  const tested = figures.filter(({ base, compare }) => canBeTested(base) && canBeTested(compare)).map(withScore);
  tested.sort((one, other) => Math.abs(other.z) - Math.abs(one.z));
  let least = 0;
  return tested.map((one, index) => {
    least = Math.max(least, Math.min(1, twoSided(one.z) * (tested.length - index)));
    return { ...one, pAdjusted: least, isBeyondChance: least < significant };
  });
}

function canBeTested({ customers, variance, above }: Sample): boolean {
  return customers >= smallCohort && above >= leastAbove && variance > 0;
}

function withScore(figure: DigestFigure) {
  const { base, compare } = figure;
  const change = compare.mean - base.mean;
  const error = Math.sqrt(base.variance / base.customers + compare.variance / compare.customers);
  return { ...figure, change, share: changeShare(compare.mean, base.mean), z: change / error };
}

/** Chance of a standard normal value beyond |z|, to 1.5e-7 (Abramowitz and Stegun, 7.1.26). */
function twoSided(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const polynomial = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return polynomial * Math.exp(-x * x);
}
