import { type Period, printPeriod } from "./period.ts";

/** That a period has no day of the data, and which days the data has; undefined if it has one. */
export function daysOutside(period: Period | undefined, data: Period): string | undefined {
  if (period === undefined || (period.from <= data.to && period.to >= data.from)) return undefined;
  return `the data has nothing in ${printPeriod(period)}: it goes from ${data.from} to ${data.to}`;
}
