import { type Catalog, isPerCustomer } from "../../domain/catalog.ts";
import type { Filter } from "../../domain/slice.ts";
import type { Known } from "./place.ts";

/** The measure that slices show for one of a grid: ratios of cohorts fall back to their numerator. */
export function sliceMeasure(measure: string, catalog: Catalog): string {
  const found = catalog.measures.find((one) => one.name === measure);
  if (found === undefined) return catalog.measures[0]?.name ?? measure;
  const total = isPerCustomer(catalog, found) && found.unit !== "ratio" ? found.numerator : undefined;
  return catalog.measures.find((one) => one.name === total)?.name ?? measure;
}

/** The measure of order lines for a measure of a grid: customers who bought, if customers are counted. */
export function lineMeasure(measure: string, catalog: Catalog): string {
  const name = sliceMeasure(measure, catalog);
  const lines = catalog.measures.find((one) => one.name === name)?.lines;
  return catalog.measures.find((one) => one.name === lines)?.name ?? name;
}

/** The label of a dimension or measure on screen. */
export function labelOf(catalog: Catalog, name: string): string {
  const found =
    catalog.dimensions.find((one) => one.name === name) ?? catalog.measures.find((one) => one.name === name);
  return found?.label ?? name.replaceAll("_", " ");
}

/** The measure to start with: net revenue per customer if the data has it. */
export function homeMeasure(catalog: Catalog): string {
  const preferred = ["net_revenue_per_customer", "net_revenue", "orders", "customers"];
  const measure = preferred.find((name) => catalog.measures.some((one) => one.name === name));
  return measure ?? catalog.measures[0]?.name ?? "customers";
}

/** The customers to start with: those acquired by subscription, if the data has subscriptions. */
export function homeFilters({ dataSet }: Known): readonly Filter[] {
  const hasThem = dataSet.capabilities.some(({ name, available }) => name === "subscriptions" && available);
  return hasThem ? [{ dimension: "point_of_entry", op: "in", values: ["subscription"] }] : [];
}
