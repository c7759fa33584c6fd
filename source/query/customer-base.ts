import type { Dimension, DimensionType } from "../domain/catalog.ts";
import { isTime } from "../domain/dimension-value.ts";
import type { Period } from "../domain/period.ts";
import { coveredDays } from "./moved-filter.ts";
import type { PlannedFilter } from "./predicate.ts";

/**
 * The last day of the order lines that the filters and the period keep: only customers acquired by then can be active,
 * so only they are in a denominator. Undefined if the lines run to the end of the data.
 */
export function lastDayOfLines(filters: readonly PlannedFilter[], period: Period | undefined): string | undefined {
  const ends = filters.filter(keepsDays).map(({ dimension, values }) =>
    values
      .map((value) => coveredDays(dimension, value).to)
      .sort()
      .at(-1),
  );
  return [...ends, period?.to].filter((day) => day !== undefined).sort()[0];
}

function keepsDays({ dimension, op, values }: PlannedFilter): boolean {
  return isTimeOfLine(dimension) && op === "in" && values.every((value) => value !== "");
}

/** SQL: whether a day is before the end of a row's period; `time` names the column of the period's first day. */
export function isByTheEndOf(time: Dimension, day: string): string {
  return `${day} < ${time.name} + interval ${lengths[time.type] ?? "'1' day"}`;
}

const lengths: Partial<Record<DimensionType, string>> = { week: "'7' day", month: "'1' month", quarter: "'3' month" };

/** Whether a dimension is a time of the order line. */
export function isTimeOfLine(dimension: Dimension): boolean {
  return dimension.of === "line" && isTime(dimension);
}
