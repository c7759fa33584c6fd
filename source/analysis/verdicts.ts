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
 * Whether bars may be named as drivers. Ten intervals of 95 % leave out 0 somewhere far too often where nothing changed, so
 * the bars together must stand out too (`chance` is p of max-T over them). They do so even where the change itself may be
 * chance: drivers that cancel each other are drivers; but then only beyond a stricter bound.
 */
export function namesDrivers(isChange: boolean, chance: number): boolean {
  return chance < (isChange ? 0.05 : 0.01);
}

/**
 * Verdict on one bar (DRIVERS, 5): by its interval, and its size against the whole change. Where drivers are
 * not to be named (`namesDrivers`) no bar is one; nor is one too small to be written, of less than
 * `least`, as the rounding of discounts to cents makes them.
 */
export function verdictOf(
  bar: { readonly contribution: number; readonly low: number; readonly high: number },
  change: { readonly value: number; readonly isNamed: boolean; readonly least: number },
): Verdict {
  if (!change.isNamed || !excludesZero(bar)) return "not a driver";
  if (Math.abs(bar.contribution) < change.least) return "not a driver";
  if (bar.contribution * change.value < 0) return "offsetting";
  const share = Math.abs(bar.contribution) / Math.abs(change.value);
  return share >= 0.2 ? "major" : share >= 0.05 ? "moderate" : "minor";
}
