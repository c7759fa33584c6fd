import type { Filter } from "../domain/slice.ts";
import type { AppData, AppState } from "./app-state.ts";

/** The filters of the screen in view. */
export function filtersInView({ place }: AppState, data: Pick<AppData, "homeQuestion">): readonly Filter[] {
  if (place.screen === "investigation") return (place.investigation.question ?? data.homeQuestion())?.filters ?? [];
  return place.screen === "slices" ? place.slices.slice.filters : place.cohorts.query.filters;
}
