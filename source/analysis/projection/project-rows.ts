import type { ProjectedCell } from "../../domain/cohort.ts";
import { halfWidths, pastErrors, type Shown } from "./back-test.ts";
import { growthFactors, nextSteps, type Triangle, usualLadder } from "./chain-ladder.ts";

/**
 * The next steps of every cohort of a triangle, at most so many: each from the step after its last complete one on. A cohort
 * of which nothing is known, and steps that fewer than two older cohorts reached, have none.
 */
export function projectRows(triangle: Triangle, ahead: number, shown: Shown): readonly (readonly ProjectedCell[])[] {
  const factors = growthFactors(triangle, usualLadder);
  const widths = halfWidths(pastErrors(triangle, ahead, shown));
  return triangle.map((row) => {
    const before = row.at(-1);
    if (before === undefined) return [];
    return shown(before, nextSteps(row, factors, ahead)).map((value, step) => within(value, widths[step]));
  });
}

/** What came lies in the interval when the projection was off by no more than the share of it. */
function within(value: number, width: number | undefined): ProjectedCell {
  if (width === undefined || width >= 1 || value < 0) return { value, low: undefined, high: undefined };
  return { value, low: value / (1 + width), high: value / (1 - width) };
}
