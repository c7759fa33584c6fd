import { monthNames } from "../../domain/fiscal-year.ts";
import { weekdays } from "../../domain/week.ts";
import type { Mapping } from "../mapping/mapping.ts";

/** When the business's years and weeks start; no row if neither is given. */
export function calendarRows(mapping: Mapping | undefined): readonly (readonly (string | number | null)[])[] {
  const { fiscal_year_starts: month, fiscal_year_named_by: namedBy, week_starts: day } = mapping ?? {};
  if (month === undefined && day === undefined) return [];
  const year = month === undefined ? [null, null] : [monthNames.indexOf(month) + 1, namedBy ?? "end"];
  return [[...year, day === undefined ? null : weekdays.indexOf(day)]];
}
