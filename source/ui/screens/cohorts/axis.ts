import type { Catalog, Dimension } from "../../../domain/catalog.ts";
import { isTime } from "../../../domain/dimension-value.ts";
import type { Filter } from "../../../domain/slice.ts";
import type { Intent } from "../../state/intent.ts";

/** The filters that cohorts keep, and whether time was left to their axis. */
export function axisOf(
  { filters, hasPeriod }: Extract<Intent, { kind: "by_acquisition" }>,
  { dimensions }: Catalog,
): { readonly kept: readonly Filter[]; readonly isTimeLeft: boolean } {
  const kept = filters.filter(({ dimension }) => !isAxis(dimensions.find(({ name }) => name === dimension)));
  return { kept, isTimeLeft: kept.length < filters.length || hasPeriod };
}

/** Time of the lines, and tenure, are what a grid has across. */
function isAxis(dimension: Dimension | undefined): boolean {
  if (dimension === undefined || dimension.of === "customer") return false;
  return isTime(dimension) || dimension.name.startsWith("tenure_");
}
