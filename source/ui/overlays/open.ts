import { storyOf } from "../../analysis/story.ts";
import type { ActionName } from "../actions.ts";
import type { AppData, AppState } from "../app-state.ts";
import { filtersInView } from "../filters-in-view.ts";
import { questionInView } from "../reduce-investigation.ts";
import { dimensionUnderCursor } from "../screens/slices/reduce.ts";
import { currentOf } from "./current.ts";
import { exportOpened } from "./export.ts";
import { type NoteOverlay, type PickOverlay, pick } from "./state.ts";

/** The state with the picker or prompt that an action opens; undefined where it opens none. */
export function openOverlay(state: AppState, name: ActionName, data: AppData): AppState | undefined {
  if (name === "export") return exportOpened(state, data);
  const note = name === "note" ? noteOverlay(state, data) : undefined;
  if (note !== undefined) return { ...state, overlay: note };
  const list = listFor(state, name, data);
  return list && { ...state, overlay: { ...list, current: currentOf(list.purpose, state, data) } };
}

function listFor(state: AppState, name: ActionName, data: AppData): PickOverlay | undefined {
  const { screen, slices } = state.place;
  switch (name) {
    case "measure":
      if (screen === "slices") return pick("measures", slices.slice.measures);
      return pick(screen === "investigation" ? "metric" : "measure");
    case "split":
      return screen === "cohorts" ? pick("split") : undefined;
    case "by":
      return pick("by", slices.slice.by);
    case "compare":
      return pick(screen === "investigation" ? "cohort" : screen === "cohorts" ? "compare" : "against");
    case "search": {
      if (screen === "investigation") return pick("step");
      if (screen !== "slices") return pick("search");
      const dimension = dimensionUnderCursor(slices, data);
      return dimension === undefined ? undefined : valuesOverlay(state, dimension, data);
    }
    case "having":
      return { ...pick("having"), input: "> " };
    case "switches":
      return pick("switch");
    case "filter":
    case "step":
    case "benchmark":
    case "period":
    case "top":
    case "views":
      return pick(name);
    default:
      return undefined;
  }
}

/** The values of a dimension, those that its filter names ticked. */
export function valuesOverlay(state: AppState, dimension: string, data: AppData): PickOverlay {
  const current = filtersInView(state, data).find((one) => one.dimension === dimension);
  return { ...pick("filter_values", current?.values ?? []), dimension, op: current?.op ?? "in" };
}

function noteOverlay(state: AppState, data: AppData): NoteOverlay | undefined {
  const { step: at, stories } = state.place.investigation;
  const step = data.investigation()?.steps[at]?.id;
  if (step === undefined) return undefined;
  const kept = storyOf(stories, questionInView(state, data)).notes[step] ?? "";
  return { kind: "note", step, kept, isLeaving: false, input: kept };
}
