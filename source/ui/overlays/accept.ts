import { type AppData, type AppState, type Place, sliceMeasure } from "../app-state.ts";
import { withFilter } from "../filters.ts";
import { filtersInView } from "../filters-in-view.ts";
import { questionInView } from "../reduce-investigation.ts";
import { compareWith, splitBy } from "../screens/cohorts/state.ts";
import { changeQuestion } from "../screens/investigation/state.ts";
import { onValue } from "../screens/slices/reduce.ts";
import { withSlice } from "../screens/slices/state.ts";
import { acceptSliceChoice, acceptView } from "./accept-slice.ts";
import { acceptInvestigationChoice } from "./investigation-choices.ts";
import { valuesOverlay } from "./open.ts";
import { type PickOverlay, takenValues } from "./state.ts";

/** The state after a choice in a list: what the list was opened for is done, or the next list opens. */
export function acceptChoice(
  state: AppState,
  overlay: PickOverlay,
  chosen: string | undefined,
  data: AppData,
  finish: (state: AppState, place: Place) => AppState,
): AppState {
  const { place } = state;
  const { cohorts, slices } = place;
  const taken = takenValues(overlay, chosen);
  const values = taken.length > 0 || chosen === undefined ? taken : [chosen];
  const answered = acceptInvestigationChoice(state, overlay, chosen, data, finish);
  if (answered !== undefined) return answered;
  switch (overlay.purpose) {
    case "palette":
      return state;
    case "measure":
      return chosen === undefined
        ? state
        : finish(state, {
            ...place,
            cohorts: { ...cohorts, query: { ...cohorts.query, measure: chosen } },
            slices: withSlice(slices, { ...slices.slice, measures: [sliceMeasure(chosen, data.catalog)] }),
          });
    case "measures":
      return values.length === 0
        ? state
        : finish(state, { ...place, slices: withSlice(slices, { ...slices.slice, measures: values }) });
    case "split":
      return chosen === undefined ? state : finish(state, { ...place, cohorts: splitBy(cohorts, chosen || undefined) });
    case "compare":
      return chosen === undefined
        ? state
        : finish(state, { ...place, cohorts: compareWith(cohorts, chosen || undefined) });
    case "benchmark":
      return chosen === undefined ? state : finish(state, { ...place, cohorts: { ...cohorts, benchmark: chosen } });
    case "search": {
      const row = data.grid()?.grid.rows.findIndex((one) => one.key === chosen) ?? -1;
      if (row < 0) return state;
      return { ...state, place: { ...place, cohorts: { ...cohorts, cursor: { ...cohorts.cursor, row } } } };
    }
    case "by": {
      const view = slices.view === "boards" ? "table" : slices.view;
      return values.length === 0
        ? state
        : finish(state, { ...place, slices: { ...withSlice(slices, { ...slices.slice, by: values }), view } });
    }
    case "period":
    case "against":
    case "top":
    case "having":
      return acceptSliceChoice(state, overlay, chosen, finish);
    case "views":
      return acceptView(state, chosen, finish);
    case "filter":
      return chosen === undefined ? state : { ...state, overlay: valuesOverlay(state, chosen, data) };
    case "filter_values":
      return finish(state, filtered(state, overlay, taken, data));
    default:
      return state;
  }
}

/** What was ticked, or typed for, becomes the filter; with nothing ticked it is taken away. */
function filtered(state: AppState, overlay: PickOverlay, values: readonly string[], data: AppData): Place {
  const { place } = state;
  const filter = { dimension: overlay.dimension ?? "", op: overlay.op, values };
  const filters = withFilter(filtersInView(state, data), filter);
  const question = questionInView(state, data);
  if (place.screen === "investigation" && question !== undefined)
    return { ...place, investigation: changeQuestion(place.investigation, { ...question, filters }) };
  return place.screen === "slices"
    ? { ...place, slices: onValue(withSlice(place.slices, { ...place.slices.slice, filters }), filter, data) }
    : { ...place, cohorts: { ...place.cohorts, query: { ...place.cohorts.query, filters } } };
}
