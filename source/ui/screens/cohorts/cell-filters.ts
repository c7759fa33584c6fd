import type { Catalog } from "../../../domain/catalog.ts";
import type { CohortQuery } from "../../../domain/cohort.ts";
import { addGrains, parsePeriod, printStart } from "../../../domain/period.ts";
import type { Filter } from "../../../domain/slice.ts";

/**
 * Filters that mean one cell, in dimensions of the catalog: its row, and its column. Undefined where no dimension can say
 * it: a calendar step of tenure means another month for every cohort, so it needs cohorts as rows.
 */
export function cellFilters(
  query: CohortQuery,
  row: string,
  column: string,
  catalog: Catalog,
): readonly Filter[] | undefined {
  const has = (filter: Filter) => catalog.dimensions.some((one) => one.name === filter.dimension);
  const own: Filter = { dimension: query.split ?? `acquisition_${query.grain}`, op: "in", values: [row] };
  const step = columnFilter(query, row, column);
  return step === undefined || !has(own) || !has(step) ? undefined : [own, step];
}

function columnFilter(query: CohortQuery, row: string, column: string): Filter | undefined {
  const { grain } = query;
  if (query.axis === "calendar") return { dimension: `transaction_${grain}`, op: "in", values: [column] };
  const step = Number(column);
  if (query.tenure === "rolling") {
    if (grain !== "quarter") return { dimension: `tenure_${grain}`, op: "in", values: [column] };
    const months = [0, 1, 2].map((month) => String(step * 3 + month));
    return { dimension: "tenure_month", op: "in", values: months };
  }
  if (query.split !== undefined) return undefined;
  const start = addGrains(grain, parsePeriod(row).from, step);
  return { dimension: `transaction_${grain}`, op: "in", values: [printStart(grain, start)] };
}
