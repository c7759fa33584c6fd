import { type AppData, type AppState, bodySize, type Place, sliceMeasure } from "../app-state.ts";
import { withFilter } from "../filters.ts";
import { filtersInView } from "../filters-in-view.ts";
import { questionInView } from "../reduce-investigation.ts";
import { compareWith, splitBy } from "../screens/cohorts/state.ts";
import { changeQuestion } from "../screens/investigation/state.ts";
import { pipelineExtent } from "../screens/pipeline/pipeline-extent.ts";
import { initialPipeline, itemsOf, type PipelineState } from "../screens/pipeline/state.ts";
import { onValue } from "../screens/slices/reduce.ts";
import { withSlice } from "../screens/slices/state.ts";
import { inView } from "../viewport.ts";
import { acceptSliceChoice, acceptView } from "./accept-slice.ts";
import { acceptInvestigationChoice } from "./investigation-choices.ts";
import { valuesOverlay } from "./open.ts";
import { type Finish, type PickOverlay, takenValues } from "./state.ts";

/** The state after a choice in a list: what the list was opened for is done, or the next list opens. */
export function acceptChoice(
  state: AppState,
  overlay: PickOverlay,
  chosen: string | undefined,
  data: AppData,
  finish: Finish,
): AppState {
  const answered = acceptInvestigationChoice(state, overlay, chosen, data, finish);
  if (answered !== undefined) return answered;
  switch (overlay.purpose) {
    case "period":
    case "against":
    case "top":
    case "having":
      return acceptSliceChoice(state, overlay, chosen, finish);
    case "views":
      return acceptView(state, chosen, finish);
    case "filter_values":
      return finish(state, filtered(state, overlay, takenValues(overlay, chosen), data));
    case "measures":
    case "by":
      return finish(state, withSeveral(state.place, overlay, chosen));
  }
  if (chosen === undefined) return state;
  if (overlay.purpose === "filter")
    return { ...state, overlay: { ...valuesOverlay(state, chosen, data), behind: overlay } };
  // To go to a row is no analysis: nothing is there to be undone.
  if (overlay.purpose === "search") return { ...state, place: atFound(state, chosen, data) };
  return finish(state, chosenPlace(state.place, overlay, chosen, data));
}

/** The place with several measures or dimensions, at least the one under the cursor. */
function withSeveral(place: Place, overlay: PickOverlay, chosen: string | undefined): Place {
  const { slices } = place;
  const taken = takenValues(overlay, chosen);
  const values = taken.length > 0 || chosen === undefined ? taken : [chosen];
  if (values.length === 0) return place;
  if (overlay.purpose === "measures")
    return { ...place, slices: withSlice(slices, { ...slices.slice, measures: values }) };
  const view = slices.view === "boards" ? "table" : slices.view;
  return { ...place, slices: { ...withSlice(slices, { ...slices.slice, by: values }), view } };
}

/** The place with another measure, rows or comparison of the grid. */
function chosenPlace(place: Place, { purpose }: PickOverlay, chosen: string, { catalog }: AppData): Place {
  const { cohorts, slices } = place;
  switch (purpose) {
    case "measure": {
      const slice = { ...slices.slice, measures: [sliceMeasure(chosen, catalog)] };
      const query = { ...cohorts.query, measure: chosen };
      return { ...place, cohorts: { ...cohorts, query }, slices: withSlice(slices, slice) };
    }
    case "split":
      return { ...place, cohorts: splitBy(cohorts, chosen || undefined) };
    case "compare":
      return { ...place, cohorts: compareWith(cohorts, chosen || undefined) };
    case "benchmark":
      return { ...place, cohorts: { ...cohorts, benchmark: chosen } };
    default:
      return place;
  }
}

function atFound({ place, size }: AppState, chosen: string, data: AppData): Place {
  if (place.screen !== "pipeline") return atRow(place, chosen, data);
  const pipeline = data.pipeline();
  const row = pipeline === undefined ? -1 : itemsOf(pipeline).findIndex(({ name }) => name === chosen);
  if (pipeline === undefined || row < 0) return place;
  const list: PipelineState = { ...initialPipeline, section: place.pipeline.section };
  const extent = pipelineExtent(list, pipeline, undefined, bodySize(size));
  return { ...place, pipeline: { ...list, cursor: inView({ ...list.cursor, row }, extent) } };
}

function atRow(place: Place, key: string, data: AppData): Place {
  const row = data.grid()?.grid.rows.findIndex((one) => one.key === key) ?? -1;
  if (row < 0) return place;
  return { ...place, cohorts: { ...place.cohorts, cursor: { ...place.cohorts.cursor, row } } };
}

/** What was ticked, or typed for, becomes the filter; with nothing ticked it is taken away. */
function filtered(state: AppState, overlay: PickOverlay, values: readonly string[], data: AppData): Place {
  const { place } = state;
  const filter = { dimension: overlay.dimension ?? "", op: overlay.op, values };
  const filters = withFilter(filtersInView(state, data), filter);
  const question = questionInView(state, data);
  if (place.screen === "investigation" && question !== undefined)
    return {
      ...place,
      investigation: changeQuestion(place.investigation, { ...question, filters }, data.investigation()),
    };
  return place.screen === "slices"
    ? { ...place, slices: onValue(withSlice(place.slices, { ...place.slices.slice, filters }), filter, data) }
    : { ...place, cohorts: { ...place.cohorts, query: { ...place.cohorts.query, filters } } };
}
