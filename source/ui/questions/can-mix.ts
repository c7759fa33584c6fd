import type { Catalog, Measure } from "../../domain/catalog.ts";

/** Whether a measure without a driver tree can be explained by mix and rate: a sum over order lines, or one per customer. */
export function canMix(catalog: Catalog, { additivity, cumulative, denominator }: Measure): boolean {
  if (cumulative || additivity === "cohort") return false;
  if (additivity !== "ratio") return true;
  return catalog.measures.some((one) => one.name === denominator && one.additivity === "cohort");
}
