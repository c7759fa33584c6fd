/** The known figures of each cohort by step, oldest cohort first: running sums, or counts; each as far as it is complete. */
export type Triangle = readonly (readonly number[])[];

/** How many cohorts a step's growth is computed from, and the least number required. */
export interface LadderOptions {
  readonly last: number;
  readonly least: number;
}

/** The last six cohorts that are complete at a step; a single cohort does not predict the next. */
export const usualLadder: LadderOptions = { last: 6, least: 2 };

/**
 * How the amounts of each step grow to the next (chain-ladder, weighted by volume): the sum at the next step over the sum at
 * this one, of the last cohorts that are complete at both. Undefined if too few are, or if they sum to zero.
 */
export function growthFactors(triangle: Triangle, { last, least }: LadderOptions): readonly (number | undefined)[] {
  const steps = Math.max(0, ...triangle.map((row) => row.length)) - 1;
  return Array.from({ length: Math.max(0, steps) }, (_, step) => {
    const held = triangle.filter((row) => row.length > step + 1).slice(-last);
    const [now, then] = [step, step + 1].map((at) => held.reduce((sum, row) => sum + (row[at] ?? 0), 0));
    return held.length < least || now === undefined || then === undefined || now <= 0 ? undefined : then / now;
  });
}

/** The next steps of a cohort, at most `most`, as far as there are factors. */
export function nextSteps(row: readonly number[], factors: readonly (number | undefined)[], most: number): number[] {
  const found: number[] = [];
  let amount = row.at(-1);
  for (let step = row.length - 1; found.length < most && amount !== undefined; step += 1) {
    const factor = factors[step];
    if (factor === undefined) break;
    amount *= factor;
    found.push(amount);
  }
  return found;
}

/** The triangle as it was `diagonals` steps earlier: the newest diagonals are hidden. */
export function hidden(triangle: Triangle, diagonals: number): Triangle {
  return triangle.map((row) => row.slice(0, Math.max(0, row.length - diagonals)));
}
