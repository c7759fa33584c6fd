import type { Catalog } from "../domain/catalog.ts";
import type { Filter } from "../domain/slice.ts";
import { questionErrors } from "../errors/question.ts";
import type { UsageError } from "../errors.ts";
import type { CustomerPredicate } from "./driver-scope.ts";
import { planFilters, predicate } from "./predicate.ts";
import { Parameters } from "./statement.ts";

/**
 * Filters as one condition over silver.dim_customer_acquisition (alias `customer`); undefined without filters. Throws
 * UsageError for a filter on what customers did later: a cohort is made of what was known when it was acquired.
 */
export function customerPredicate(catalog: Catalog, filters: readonly Filter[]): CustomerPredicate | undefined {
  if (filters.length === 0) return undefined;
  const parameters = new Parameters();
  const conditions = planFilters(catalog, filters).map((filter) => {
    if (filter.dimension.of !== "customer") throw notOfCustomer(catalog, filter.dimension.name);
    return predicate(filter, `customer.${filter.dimension.expression}`, parameters);
  });
  return { sql: conditions.join("\n    and "), params: parameters.values };
}

function notOfCustomer(catalog: Catalog, name: string): UsageError {
  const names = catalog.dimensions
    .filter((dimension) => dimension.of === "customer")
    .map((dimension) => dimension.name);
  return questionErrors.notOfCustomers({ dimension: name, others: names });
}
