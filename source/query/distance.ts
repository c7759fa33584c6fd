import type { Dimension } from "../domain/catalog.ts";
import { isTime } from "../domain/dimension-value.ts";
import { movedFiscal } from "../domain/fiscal-year.ts";
import {
  addDays,
  addGrains,
  daysBetween,
  type Grain,
  isWholeMonths,
  monthsBetween,
  monthsIn,
  type Period,
  shiftDays,
  shiftMonths,
  startOf,
} from "../domain/period.ts";
import type { Against } from "../domain/slice.ts";

/** How far a comparison lies before its period: in whole months if both periods consist of them, otherwise in days. */
export interface Distance {
  readonly unit: "months" | "days";
  readonly count: number;
  /** The period that it was measured from. */
  readonly from: Period;
}

/** From a period to the one it is compared with: a year, its own length, or the distance to the start of a given period. */
export function distanceTo(from: Period, against: Exclude<Against, "plan">): Distance {
  if (against === "year") return { unit: "months", count: 12, from };
  if (against === "prior") {
    return isWholeMonths(from)
      ? { unit: "months", count: monthsIn(from), from }
      : { unit: "days", count: daysBetween(from.from, from.to) + 1, from };
  }
  return isWholeMonths(from) && isWholeMonths(against)
    ? { unit: "months", count: monthsBetween(against.from, from.from), from }
    : { unit: "days", count: daysBetween(against.from, from.from), from };
}

/** The period moved back by the distance. */
export function earlier(period: Period, { unit, count }: Distance): Period {
  return unit === "months" ? shiftMonths(period, -count) : shiftDays(period, -count);
}

/** A week, or a range of weeks, moved back by the distance, to the nearest whole weeks. */
export function earlierWeeks(weeks: Period, distance: Distance, weekStart: number | undefined): Period {
  const last = startOf("week", weeks.to, weekStart);
  return {
    from: nearestWeek(earlier({ from: weeks.from, to: weeks.from }, distance).from, weekStart),
    to: addDays(nearestWeek(earlier({ from: last, to: last }, distance).from, weekStart), 6),
  };
}

/**
 * The first day of a bucket of the earlier period as the one it is compared with. Days and weeks move by the distance;
 * months and quarters by position, the first of the earlier period to the first of this one. `sign` -1 goes back.
 */
export function movedStart(dimension: Dimension, start: string, distance: Distance, sign: 1 | -1): string {
  if (dimension.fiscal)
    return movedFiscal(start, sign * monthsBetween(earlier(distance.from, distance).from, distance.from.from));
  if (!isTime(dimension)) return start;
  const grain = dimension.type as Grain;
  if (grain === "day") return move(start, distance, sign);
  if (grain === "week") return nearestWeek(move(start, distance, sign), dimension.weekStart);
  const months = monthsBetween(
    startOf(grain, earlier(distance.from, distance).from),
    startOf(grain, distance.from.from),
  );
  return addGrains("month", start, sign * months);
}

function move(day: string, { unit, count }: Distance, sign: 1 | -1): string {
  return unit === "months" ? addGrains("month", day, sign * count) : addDays(day, sign * count);
}

function nearestWeek(day: string, weekStart: number | undefined): string {
  return startOf("week", addDays(day, 3), weekStart);
}
