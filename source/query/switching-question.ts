import type { Catalog, Dimension } from "../domain/catalog.ts";
import type { Period } from "../domain/period.ts";
import type { Filter } from "../domain/slice.ts";
import type { Dialect } from "../engine/dialect.ts";
import { questionErrors } from "../errors/question.ts";
import { type PlannedFilter, planFilters } from "./predicate.ts";

export interface SwitchingQuestion {
  /** The attribute of a plan or order that changes: see `switchingDimensions`. */
  readonly of: string;
  /** Changes of the plan, or from one order of a customer to the next. */
  readonly from: "plans" | "orders";
  /** The periods to tell apart, at most two; none: all days. */
  readonly sides: readonly Period[];
  /** The days whose months are reported; absent: those of the one side. */
  readonly months?: Period;
  /** On customers. */
  readonly filters: readonly PlannedFilter[];
  /** The engine's dialect; DuckDB's if absent. */
  readonly dialect?: Dialect;
}

/**
 * The possible dimensions: the product, its attributes, the number of prepaid orders; for orders also the line dimensions
 * that a source adds.
 */
export function switchingDimensions({ dimensions }: Catalog, from: SwitchingQuestion["from"]): readonly string[] {
  const isOwn = ({ of, isOwn, type }: Dimension) => of === "line" && isOwn === true && type === "text";
  const own = from === "orders" ? dimensions.filter(isOwn).map(({ name }) => name) : [];
  return ["product", ...productAttributes, "prepaid_orders", ...own];
}

/** Finds the dimensions of filters on the customers who change; throws UsageError for a dimension that customers do not have. */
export function switchingFilters(catalog: Catalog, filters: readonly Filter[]): readonly PlannedFilter[] {
  const planned = planFilters(catalog, filters);
  const wrong = planned.find(({ dimension }) => dimension.of !== "customer");
  if (wrong === undefined) return planned;
  const others = catalog.dimensions.filter(({ of }) => of === "customer").map(({ name }) => name);
  throw questionErrors.notOfCustomers({ what: "Switching", dimension: wrong.dimension.name, others });
}

/** Attributes of the product, which a line or a plan names by its id. */
export const productAttributes: readonly string[] = [
  "bag_size",
  "price_point",
  "method",
  "caffeination",
  "roast",
  "flavor",
  "grind",
];
