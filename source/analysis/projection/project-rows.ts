import type { ProjectedCell } from "../../domain/cohort.ts";
import { halfWidths, pastErrors, type Shown } from "./back-test.ts";
import { growthFactors, nextSteps, type Triangle, usualLadder } from "./chain-ladder.ts";

/**
 * The next steps of every cohort of a triangle, at most `ahead`, starting after its last complete one. A cohort without
 * known steps, and steps that fewer than two older cohorts reached, have no projection.
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

/** The interval holds the actual value if the projection is off by no more than a factor of e to the `width`. */
function within(value: number, width: number | undefined): ProjectedCell {
  if (width === undefined || value < 0) return { value, low: undefined, high: undefined };
  return { value, low: value * Math.exp(-width), high: value * Math.exp(width) };
}
