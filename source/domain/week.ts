import type { Catalog, Dimension } from "./catalog.ts";

/** Days of the week by their number in JavaScript dates. */
export const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;

/** The catalog with the day on which its weeks begin: 0 for Sunday to 6; Monday if a source does not say. */
export function withWeeks(catalog: Catalog, weekStart: number | undefined): Catalog {
  if (weekStart === undefined) return catalog;
  const day = weekdays[weekStart] ?? "monday";
  const name = `${day.slice(0, 1).toUpperCase()}${day.slice(1)}`;
  const begun = (dimension: Dimension): Dimension =>
    dimension.type === "week"
      ? { ...dimension, weekStart, description: dimension.description.replace("(Monday)", `(from ${name} on)`) }
      : dimension;
  return { ...catalog, dimensions: catalog.dimensions.map(begun) };
}

/** The day on which a catalog's weeks begin. */
export function weekStartOf({ dimensions }: Catalog): number | undefined {
  return dimensions.find(({ weekStart }) => weekStart !== undefined)?.weekStart;
}
