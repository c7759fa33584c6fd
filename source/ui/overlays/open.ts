import type { StepId } from "../../analysis/investigation.ts";
import { storyOf } from "../../analysis/story.ts";
import type { ActionName } from "../actions.ts";
import type { AppData, AppState } from "../app-state.ts";
import { filtersInView } from "../filters-in-view.ts";
import { questionInView } from "../reduce-investigation.ts";
import { dimensionUnderCursor } from "../screens/slices/reduce.ts";
import { exportOpened } from "./export.ts";
import { type PickOverlay, pick } from "./state.ts";

/** The state with the picker or prompt that an action opens; undefined where it opens none. */
export function openOverlay(state: AppState, name: ActionName, data: AppData): AppState | undefined {
  const { place } = state;
  switch (name) {
    case "measure":
      if (place.screen === "investigation") return { ...state, overlay: pick("metric") };
      return place.screen === "slices"
        ? { ...state, overlay: pick("measures", place.slices.slice.measures) }
        : { ...state, overlay: pick("measure") };
    case "filter":
      return { ...state, overlay: pick("filter") };
    case "split":
      return place.screen === "cohorts" ? { ...state, overlay: pick("split") } : undefined;
    case "by":
      return { ...state, overlay: pick("by", place.slices.slice.by) };
    case "compare":
      if (place.screen === "investigation") return { ...state, overlay: pick("cohort") };
      return { ...state, overlay: pick(place.screen === "cohorts" ? "compare" : "against") };
    case "search": {
      if (place.screen !== "slices") return { ...state, overlay: pick(name) };
      const dimension = dimensionUnderCursor(place.slices, data);
      return dimension === undefined ? undefined : { ...state, overlay: valuesOverlay(state, dimension, data) };
    }
    case "having":
      return { ...state, overlay: { ...pick(name), input: "> " } };
    case "step":
      return { ...state, overlay: { ...pick("step"), chosen: place.investigation.step } };
    case "switches":
      return { ...state, overlay: pick("switch") };
    case "benchmark":
    case "period":
    case "top":
    case "views":
      return { ...state, overlay: pick(name) };
    case "export":
      return exportOpened(state, data);
    case "note": {
      const step = data.investigation()?.steps[place.investigation.step]?.id;
      if (step === undefined) return undefined;
      return { ...state, overlay: { kind: "note", step, input: noteOf(state, data, step) } };
    }
    default:
      return undefined;
  }
}

/** The values of a dimension, those that its filter names ticked. */
export function valuesOverlay(state: AppState, dimension: string, data: AppData): PickOverlay {
  const current = filtersInView(state, data).find((one) => one.dimension === dimension);
  return { ...pick("filter_values", current?.values ?? []), dimension, op: current?.op ?? "in" };
}

function noteOf(state: AppState, data: AppData, step: StepId): string {
  return storyOf(state.place.investigation.stories, questionInView(state, data)).notes[step] ?? "";
}
