import { justBefore, type Period, yearBefore } from "../domain/period.ts";

/** The nearest days that a period can be compared with without a day in common: the year before, otherwise those just before it. */
export function nearestBase(compare: Period): Period {
  const before = yearBefore(compare);
  return before.to < compare.from ? before : justBefore(compare);
}
