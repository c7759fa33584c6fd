import {
  addDays,
  addMonths,
  daysBetween,
  isWholeMonths,
  monthsIn,
  type Period,
  shiftDays,
  shiftMonths,
} from "../../domain/period.ts";

/** The same months a year before; 52 weeks before for what is no whole months, so that a week stays a week. */
export function yearBefore(period: Period): Period {
  return isWholeMonths(period) ? shiftMonths(period, -12) : shiftDays(period, -364);
}

/** The period of the same length that ends where this one begins. */
export function justBefore(period: Period): Period {
  if (!isWholeMonths(period)) return shiftDays(period, -(daysBetween(period.from, period.to) + 1));
  return { from: addMonths(period.from, -monthsIn(period)), to: addDays(period.from, -1) };
}
