import type { Question } from "../../analysis/investigation.ts";

/** The days of lifetime that a question covers. */
export function daysText({ switches, firstDay = 0 }: Question): string {
  return firstDay === 0
    ? `first ${switches.windowDays} days`
    : `days ${firstDay}-${firstDay + switches.windowDays - 1}`;
}
