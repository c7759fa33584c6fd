import { quoteText } from "../sql-text.ts";
import type { Mapping } from "./mapping.ts";

/** What a mapping says of time: where the business is, and what times without a zone are. */
export type TimeRules = Pick<Mapping, "time_zone" | "times_are">;

/** Columns of the contract that hold a day or a time. */
const timeColumn = /_at$|^(price_)?valid_(from|to)$/;

/** With a zone: Z, an offset, or a zone's name behind a time. */
const zoned =
  "^\\d{4}-\\d{2}-\\d{2}[ T]\\d{1,2}:\\d{2}.*(?:[Zz]|[+-]\\d{2}(?::?\\d{2})?|[A-Za-z_]+/[A-Za-z_/]+| ?UTC)$";
const timed = "^\\d{4}-\\d{2}-\\d{2}[ T]\\d{1,2}:\\d{2}";

/**
 * An expression of a time as text, moved to the zone of the business: instants with a zone are, times without one where they
 * are UTC, and a day alone never is. What cannot be read stays as it is, to be seen in the quarantine.
 */
export function inLocalTime(column: string, expression: string, rules: TimeRules | undefined): string {
  const { time_zone: zone, times_are: unzoned } = rules ?? {};
  if (zone === undefined || !timeColumn.test(column)) return expression;
  const text = `(${expression}\n)::varchar`;
  const moved = (instant: string) => `coalesce(timezone(${quoteText(zone)}, ${instant})::varchar, ${text})`;
  // Minutes before a zone are given seconds, without which it is not read.
  const whole = `regexp_replace(${text}, '^(.{10}[ T]\\d{1,2}:\\d{2}) ?([A-Za-z+-])', '\\1:00\\2')`;
  const utc =
    unzoned === "utc"
      ? ` when regexp_matches(${text}, ${quoteText(timed)}) then ${moved(`timezone('UTC', try_cast(${text} as timestamp))`)}`
      : "";
  return `case when regexp_matches(${text}, ${quoteText(zoned)}) then ${moved(`try_cast(${whole} as timestamptz)`)}${utc} else ${text} end`;
}
