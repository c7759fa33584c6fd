import { secondsOf, secondsPerDay } from "./calendar.ts";
import type { Scenario } from "./scenario.ts";

/** [start, end) in seconds. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The scenario's days, both included. */
export function spanOf({ span }: Scenario): Span {
  return { start: secondsOf(span.from), end: secondsOf(span.to) + secondsPerDay };
}
