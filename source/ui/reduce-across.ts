import type { Catalog, Dimension } from "../domain/catalog.ts";
import { isTime } from "../domain/dimension-value.ts";
import type { Filter, Slice } from "../domain/slice.ts";
import type { AppData, AppState, Place } from "./app-state.ts";
import { withFilter } from "./filters.ts";
import { slicesSelection } from "./screens/slices/reduce.ts";

/** The slice of a cohort's cell: its time is in the filters, so that nothing else cuts it. */
export function cellSlice(slice: Slice, filters: readonly Filter[], measure: string): Slice {
  const { period: _, top: __, sort: ___, ...rest } = slice;
  return { ...rest, filters, measures: [measure], having: [], against: "year" };
}

/** The cohorts of what is under the cursor: its filters kept, those on time left to the axis of the grid. */
export function cohortsOfSlice(state: AppState, data: AppData): Place | AppState {
  const { place } = state;
  const filters = filtersUnderCursor(state, data);
  const kept = filters.filter((filter) => !isAxis(dimensionOf(data.catalog, filter)));
  const measure = place.slices.slice.measures[0] ?? place.cohorts.query.measure;
  const { split: _, ...query } = place.cohorts.query;
  const cohorts = { ...place.cohorts, query: { ...query, filters: kept, measure } };
  const left = kept.length < filters.length || place.slices.slice.period !== undefined;
  const next: Place = { ...place, screen: "cohorts", cohorts };
  if (!left) return next;
  return {
    ...state,
    place: next,
    notice: { text: "Time is across: the days chosen are not a filter here", tone: "label" },
  };
}

/** Time of the lines, and tenure, are what a grid has across. */
function isAxis(dimension: Dimension | undefined): boolean {
  if (dimension === undefined || dimension.of === "customer") return false;
  return isTime(dimension) || dimension.name.startsWith("tenure_");
}

function filtersUnderCursor(state: AppState, data: AppData): readonly Filter[] {
  const { slices } = state.place;
  return slicesSelection(slices, data).reduce(withFilter, slices.slice.filters);
}

function dimensionOf(catalog: Catalog, filter: Filter): Dimension | undefined {
  return catalog.dimensions.find((one) => one.name === filter.dimension);
}
