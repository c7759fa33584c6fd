import { growthFactors, hidden, nextSteps, type Triangle, usualLadder } from "./chain-ladder.ts";

/** Turns a path of amounts, with the amount before it, into the figures shown: the amounts themselves, or what each adds. */
export type Shown = (before: number, path: readonly number[]) => readonly number[];

/**
 * Errors of projections, by the number of steps ahead (from 1): the logarithm of the projected value over the actual one, so that
 * twice as much and half as much are equally wrong.
 */
export type Errors = readonly (readonly number[])[];

/** Fewer errors than this give no spread. */
const leastErrors = 10;

/**
 * The errors that past projections would have had: hides the newest diagonals, one more each time, projects what is hidden,
 * and compares. Uses only what was known at the time.
 */
export function pastErrors(triangle: Triangle, ahead: number, shown: Shown): Errors {
  const errors: number[][] = Array.from({ length: ahead }, () => []);
  const longest = Math.max(0, ...triangle.map((row) => row.length));
  for (let diagonals = 1; diagonals < longest; diagonals += 1) {
    const past = hidden(triangle, diagonals);
    const factors = growthFactors(past, usualLadder);
    for (const [index, row] of past.entries()) {
      const actuals = (triangle[index] ?? []).slice(row.length);
      const before = row.at(-1);
      if (before === undefined || actuals.length === 0) continue;
      const path = nextSteps(row, factors, Math.min(ahead, actuals.length));
      const [projected, actual] = [shown(before, path), shown(before, actuals)];
      for (const [step, value] of projected.entries()) {
        const truth = actual[step] ?? 0;
        if (truth > 0) errors[step]?.push(Math.log(Math.max(0, value) / truth));
      }
    }
  }
  return errors;
}

/**
 * How far 95 of 100 projections were off, by steps ahead: the larger end of the middle 95 % of the errors, never less than for
 * fewer steps. Undefined if there are too few errors, or if projections of nothing are among these 95.
 */
export function halfWidths(errors: Errors): readonly (number | undefined)[] {
  let widest = 0;
  return errors.map((all) => {
    if (all.length < leastErrors) return undefined;
    const sorted = all.toSorted((a, b) => a - b);
    widest = Math.max(widest, Math.abs(quantile(sorted, 0.025)), Math.abs(quantile(sorted, 0.975)));
    return Number.isFinite(widest) ? widest : undefined;
  });
}

/** A quantile of sorted numbers, between the two nearest. */
function quantile(sorted: readonly number[], at: number): number {
  const place = (sorted.length - 1) * at;
  const [below, above] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return below + (above - below) * (place - Math.floor(place));
}
