import type { Catalog } from "../domain/catalog.ts";
import type { Filter } from "../domain/slice.ts";
import { questionErrors } from "../errors/question.ts";
import { isTimeOfLine } from "./customer-base.ts";
import { type PlannedFilter, planFilters } from "./predicate.ts";

/**
 * Finds the dimensions of filters on a cohort's customers and order lines; throws UsageError for a filter on the days of
 * order lines: a cohort's days are those of its customers' lifetimes.
 */
export function cohortFilters(catalog: Catalog, filters: readonly Filter[]): readonly PlannedFilter[] {
  const planned = planFilters(catalog, filters);
  const wrong = planned.find((filter) => isTimeOfLine(filter.dimension));
  if (wrong === undefined) return planned;
  const others = catalog.dimensions.filter((dimension) => !isTimeOfLine(dimension)).map(({ name }) => name);
  throw questionErrors.notOfCohort({ dimension: wrong.dimension.name, others });
}
