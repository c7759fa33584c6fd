import { cell } from "./cell.ts";
import { addDays, type Period, parsePeriod } from "./period.ts";
import type { Filter } from "./slice.ts";

/** Something that happened to the business on some days: an offer, a price change, an outage. */
export interface BusinessEvent {
  readonly name: string;
  readonly days: Period;
  /** The customers or products it concerned; none: everything. */
  readonly filters: readonly Filter[];
}

/** The mark of an event. */
export const eventMark = "◇";

/** The events of these days in chronological order, without those that concern nothing the filters keep. */
export function eventsIn(
  events: readonly BusinessEvent[] | undefined,
  { from, to }: Period,
  filters: readonly Filter[],
): readonly BusinessEvent[] {
  return (events ?? []).filter(({ days, filters: own }) => {
    const isThen = days.from <= to && days.to >= from;
    return isThen && own.every((one) => filters.every((other) => overlap(one, other)));
  });
}

function overlap(one: Filter, { dimension, op, values }: Filter): boolean {
  if (one.dimension !== dimension) return true;
  return one.values.some((value) => values.includes(value) === (op === "in"));
}

/** The events that begin in the days of a cohort or period of a grid, by its key: `2024-01`, `2024-Q1`, a week's first day. */
export function eventsOfKey(
  events: readonly BusinessEvent[] | undefined,
  key: string,
  filters: readonly Filter[],
): readonly BusinessEvent[] {
  if (events === undefined || !/^\d{4}-(Q[1-4]|\d\d(-\d\d)?)$/.test(key)) return [];
  const { from, to } = parsePeriod(key);
  const days = from === to ? { from, to: addDays(from, 6) } : { from, to };
  return eventsIn(events, days, filters).filter((event) => event.days.from >= days.from);
}

/** A month in which events began. */
export interface EventMonth {
  /** `2024-09` */
  readonly month: string;
  readonly events: readonly BusinessEvent[];
}

/** Those of the months in which events began that the filters do not leave out. */
export function eventMonths(
  events: readonly BusinessEvent[] | undefined,
  months: readonly string[],
  filters: readonly Filter[],
): readonly EventMonth[] {
  return months.flatMap((month) => {
    const begun = eventsOfKey(events, month, filters);
    return begun.length === 0 ? [] : [{ month, events: begun }];
  });
}

/** `◇ 2024-09-01 Welcome offer 42 %; 2025-01-15 New roaster`; empty without events. */
export function eventLegend(months: readonly EventMonth[]): string {
  const printed = months.flatMap(({ events }) => events.map(printEvent));
  return printed.length === 0 ? "" : `${eventMark} ${printed.join("; ")}`;
}

/** `2024-09-01 Welcome offer 42 %`, with its last day if it lasted several. */
export function printEvent({ name, days }: BusinessEvent): string {
  const until = days.from === days.to ? "" : ` to ${days.to}`;
  return `${days.from}${until} ${cell(name)}`;
}
