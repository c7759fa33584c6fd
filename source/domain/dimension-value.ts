import { questionErrors } from "../errors/question.ts";
import type { Dimension } from "./catalog.ts";
import { type Grain, type Period, parsePeriod, printStart, startOf } from "./period.ts";

/** The name of an empty dimension value wherever people read it; in filters it is the empty text. */
export const noValue = "(none)";

/** A dimension's value as exports print it: `2024-03`, `2024-Q1`, `large`, `12`; the empty text for no value. */
export function printValue(dimension: Pick<Dimension, "type">, value: string | number | null): string {
  if (value === null) return "";
  return isTime(dimension) ? printStart(dimension.type as Grain, String(value).slice(0, 10)) : String(value);
}

export function isTime(dimension: Pick<Dimension, "type">): boolean {
  return dimension.type !== "text" && dimension.type !== "integer";
}

/** The days that a filter's text covers; throws UsageError if it is finer than the dimension. */
export function filterPeriod(dimension: Dimension, text: string): Period {
  const period = parsePeriod(text);
  const begins = startOf(dimension.type as Grain, period.from, dimension.weekStart);
  if (begins === period.from) return period;
  const printed = printStart(dimension.type as Grain, begins);
  const { type, name } = dimension;
  throw questionErrors.finerThanDimension({ text, type, dimension: name, day: period.from, begins, printed });
}
