import type { Verdict } from "./investigation.ts";

/** Below this a bar is only a rounding error. */
const rounding = 1e-9;

/** Half a cent: less money than this is written as 0. */
const leastMoney = 0.005;

/** The least contribution that counts: one that is written as 0 does not. */
export function leastBar(format: string): number {
  return format === "money" ? leastMoney : 0;
}

/** Whether an interval leaves out 0. */
export function excludesZero({ low, high }: { readonly low: number; readonly high: number }): boolean {
  return low > rounding || high < -rounding;
}

/**
 * Whether bars may be named as drivers. Without a change, one of ten 95 % intervals leaves out 0 far too often, so the bars
 * together must stand out too (`chance` is p of max-T over them). They may do so even if the change itself may be chance,
 * since drivers that cancel each other are drivers; but then the bound is stricter.
 */
export function namesDrivers(isChange: boolean, chance: number): boolean {
  return chance < (isChange ? 0.05 : 0.01);
}

/**
 * Verdict on one bar (DRIVERS, 5): by its interval, and its size against the whole change. If drivers may not be named
 * (`namesDrivers`), no bar is a driver; nor is one below `least`, too small to be written, such as those from rounding
 * discounts to cents.
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
