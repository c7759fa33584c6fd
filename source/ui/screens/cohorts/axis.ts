import type { Catalog, Dimension } from "../../../domain/catalog.ts";
import { isTime } from "../../../domain/dimension-value.ts";
import type { Filter } from "../../../domain/slice.ts";
import type { Intent } from "../../state/intent.ts";

/** The filters that the cohorts keep, and whether filters on time were dropped because time is their axis. */
export function axisOf(
  { filters, hasPeriod }: Extract<Intent, { kind: "by_acquisition" }>,
  { dimensions }: Catalog,
): { readonly kept: readonly Filter[]; readonly isTimeLeft: boolean } {
  const kept = filters.filter(({ dimension }) => !isAxis(dimensions.find(({ name }) => name === dimension)));
  return { kept, isTimeLeft: kept.length < filters.length || hasPeriod };
}

/** Calendar time of the lines, and tenure, are the columns of a grid. */
function isAxis(dimension: Dimension | undefined): boolean {
  if (dimension === undefined || dimension.of === "customer") return false;
  return isTime(dimension) || dimension.name.startsWith("tenure_");
}
