import { justBefore, type Period, yearBefore } from "../domain/period.ts";

/** The nearest days that a period can be held against without a day in common: those of the year before, else just before. */
export function nearestBase(compare: Period): Period {
  const before = yearBefore(compare);
  return before.to < compare.from ? before : justBefore(compare);
}
