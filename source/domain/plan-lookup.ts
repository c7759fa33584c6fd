import { type Figure, sum } from "./amount.ts";
import type { Measure } from "./catalog.ts";
import { addMonths, printStart } from "./period.ts";
import type { PlanLine } from "./plan.ts";
import type { Filter } from "./slice.ts";

/** Values by dimension; several: the figure of all of them together. */
export type Place = Readonly<Record<string, readonly string[]>>;

/** The filters as values by dimension; undefined if they leave values out, which no plan line does. */
export function keptPlace(filters: readonly Filter[]): Place | undefined {
  if (filters.some(({ op }) => op !== "in")) return undefined;
  return Object.fromEntries(filters.map(({ dimension, values }) => [dimension, values]));
}

/** The months of a quarter `2025-Q1`. */
export function monthsOfQuarter(quarter: string): readonly string[] {
  const [year = "", number = "1"] = quarter.split("-Q");
  const start = `${year}-${String(Number(number) * 3 - 2).padStart(2, "0")}-01`;
  return [0, 1, 2].map((month) => printStart("month", addMonths(start, month)));
}

/** Finds the plan for given values: their line, or the sum of the lines of their parts if all of them are planned. */
export function plannedBy(
  plan: readonly PlanLine[],
  { name, additivity }: Measure,
): (place: Place) => Figure | undefined {
  const lines = plan.filter(({ measure }) => measure === name);
  const values = new Map(lines.map((line) => [keyOf(placeOf(line)), line.value]));
  return (place) => {
    const parts = partsOf(place);
    if (parts.length > 1 && additivity !== "sum") return undefined;
    const found = parts.map((part) => values.get(keyOf(part)));
    if (found.length === 0 || !found.every((value) => value !== undefined)) return undefined;
    return found.reduce((total, value) => sum(total, value));
  };
}

function placeOf({ month, where }: PlanLine): Readonly<Record<string, string>> {
  return month === undefined ? where : { ...where, transaction_month: month };
}

/** With more parts than this, values are not looked up in the plan. */
const mostParts = 1000;

/** Every combination of one value per dimension. */
function partsOf(place: Place): readonly Readonly<Record<string, string>>[] {
  let parts: readonly Readonly<Record<string, string>>[] = [{}];
  for (const [dimension, values] of Object.entries(place)) {
    if (parts.length * values.length > mostParts) return [];
    parts = parts.flatMap((part) => values.map((value) => ({ ...part, [dimension]: value })));
  }
  return parts;
}

function keyOf(part: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The first place with a plan. */
export function firstFound<Place, Found>(
  places: readonly Place[],
  find: (place: Place) => Found | undefined,
): Found | undefined {
  for (const place of places) {
    const found = find(place);
    if (found !== undefined) return found;
  }
  return undefined;
}
