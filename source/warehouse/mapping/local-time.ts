import { quoteText } from "../database/sql-text.ts";
import type { Mapping } from "./mapping.ts";

/** A mapping's settings for time: the time zone of the business, and how times without a zone are read. */
export type TimeRules = Pick<Mapping, "time_zone" | "times_are">;

/** Columns of the contract that hold a day or a time. */
const timeColumn = /_at$|^(price_)?valid_(from|to)$/;

/** With a zone: Z, an offset, or a zone's name after a time. */
const zoned =
  "^\\d{4}-\\d{2}-\\d{2}[ T]\\d{1,2}:\\d{2}.*(?:[Zz]|[+-]\\d{2}(?::?\\d{2})?|[A-Za-z_]+/[A-Za-z_/]+| ?UTC)$";
const timed = "^\\d{4}-\\d{2}-\\d{2}[ T]\\d{1,2}:\\d{2}";

/**
 * An expression for a time as text, converted to the business's time zone: instants with a zone always, times without one if
 * they are UTC, and a day alone never. An unreadable value stays as it is, to show up in the quarantine.
 */
export function inLocalTime(column: string, expression: string, rules: TimeRules | undefined): string {
  const { time_zone: zone, times_are: unzoned } = rules ?? {};
  if (zone === undefined || !timeColumn.test(column)) return expression;
  const text = `(${expression}\n)::varchar`;
  const moved = (instant: string) => `coalesce(timezone(${quoteText(zone)}, ${instant})::varchar, ${text})`;
  // Minutes before a zone get seconds, without which the value cannot be read.
  const whole = `regexp_replace(${text}, '^(.{10}[ T]\\d{1,2}:\\d{2}) ?([A-Za-z+-])', '\\1:00\\2')`;
  const utc =
    unzoned === "utc"
      ? ` when regexp_matches(${text}, ${quoteText(timed)}) then ${moved(`timezone('UTC', try_cast(${text} as timestamp))`)}`
      : "";
  return `case when regexp_matches(${text}, ${quoteText(zoned)}) then ${moved(`try_cast(${whole} as timestamptz)`)}${utc} else ${text} end`;
}
