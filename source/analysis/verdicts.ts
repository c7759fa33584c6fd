import type { Verdict } from "./investigation.ts";

/** Below this a bar is no more than rounding of the arithmetic. */
const rounding = 1e-9;

/** Half a cent: money below is written as 0. */
const leastMoney = 0.005;

/** The least contribution that counts as one: what is written as 0 is none. */
export function leastBar(format: string): number {
  return format === "money" ? leastMoney : 0;
}

/** Whether an interval leaves out 0. */
export function excludesZero({ low, high }: { readonly low: number; readonly high: number }): boolean {
  return low > rounding || high < -rounding;
}

/**
 * Verdict on one bar (DRIVERS, 5): by its interval, and its size against the whole change. Where the change itself is
 * not significant there is nothing to explain and no bar is a driver; nor is one too small to be written, of less than
 * `least`, as the rounding of discounts to cents makes them.
 */
export function verdictOf(
  bar: { readonly contribution: number; readonly low: number; readonly high: number },
  change: { readonly value: number; readonly isSignificant: boolean; readonly least: number },
): Verdict {
  if (!change.isSignificant || !excludesZero(bar)) return "not a driver";
  if (Math.abs(bar.contribution) < change.least) return "not a driver";
  if (bar.contribution * change.value < 0) return "offsetting";
  const share = Math.abs(bar.contribution) / Math.abs(change.value);
  return share >= 0.2 ? "major" : share >= 0.05 ? "moderate" : "minor";
}
