import type { Catalog, Dimension } from "../domain/catalog.ts";
import type { Period } from "../domain/period.ts";
import type { Filter } from "../domain/slice.ts";
import type { Dialect } from "../engine/dialect.ts";
import { questionErrors } from "../errors/question.ts";
import { type PlannedFilter, planFilters } from "./predicate.ts";

export interface SwitchingQuestion {
  /** What of a plan or an order changes: see `switchingDimensions`. */
  readonly of: string;
  /** Changes of the plan, or from one order of a customer to the next. */
  readonly from: "plans" | "orders";
  /** The periods that are told apart, at most two; none: all days. */
  readonly sides: readonly Period[];
  /** The days whose months are told; absent: those of the one side. */
  readonly months?: Period;
  /** On customers. */
  readonly filters: readonly PlannedFilter[];
  /** Of the engine that is asked; where absent, DuckDB's. */
  readonly dialect?: Dialect;
}

/**
 * What can be asked for: the product, its attributes, the number of orders prepaid; of orders also the dimensions of lines that
 * a source adds.
 */
export function switchingDimensions({ dimensions }: Catalog, from: SwitchingQuestion["from"]): readonly string[] {
  const isOwn = ({ of, isOwn, type }: Dimension) => of === "line" && isOwn === true && type === "text";
  const own = from === "orders" ? dimensions.filter(isOwn).map(({ name }) => name) : [];
  return ["product", ...productAttributes, "prepaid_orders", ...own];
}

/** Finds the dimensions of filters on the customers who change; throws UsageError for one that customers do not have. */
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
