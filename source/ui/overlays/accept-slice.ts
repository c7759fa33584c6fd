import type { AppState } from "../app-state.ts";
import { withSlice } from "../screens/slices/state.ts";
import { decodePlace, encodePlace } from "../state-string.ts";
import { chosenSlice } from "./slice-choices.ts";
import { type Finish, type PickOverlay, pick } from "./state.ts";

/** The state after days, comparison, cut or threshold were chosen; a measure chosen for a threshold asks for its number. */
export function acceptSliceChoice(
  state: AppState,
  overlay: PickOverlay,
  chosen: string | undefined,
  finish: Finish,
): AppState {
  if (chosen === undefined) return state;
  if (chosen.startsWith("measure:"))
    return {
      ...state,
      overlay: { ...pick("having"), input: `${chosen.slice("measure:".length)} > `, behind: overlay },
    };
  const { place } = state;
  const slice = chosenSlice(overlay.purpose, chosen, place.slices.slice);
  return slice === undefined ? state : finish(state, { ...place, slices: withSlice(place.slices, slice) });
}

/** Opens the saved view, or saves what is on screen under the name. */
export function acceptView(state: AppState, chosen: string | undefined, finish: Finish): AppState {
  const [verb, name] = [chosen?.slice(0, 5), chosen?.slice(5) ?? ""];
  if (verb === "save:") {
    const view = { name, screen: state.place.screen, state: encodePlace(state.place) };
    return { ...state, request: { id: (state.request?.id ?? 0) + 1, kind: "save_view", view } };
  }
  const view = state.views.find((one) => one.name === name);
  if (verb !== "open:" || view === undefined) return state;
  try {
    return finish(state, decodePlace(view.state, state.place));
  } catch {
    return { ...state, notice: { text: `${name} was saved by another version and cannot be opened`, tone: "error" } };
  }
}

/** Asks to delete the view that the picker is on, when it is asked for twice. */
export function deleteView(state: AppState, overlay: PickOverlay, chosen: string | undefined): AppState {
  if (chosen?.startsWith("open:") !== true) return state;
  if (!overlay.picked.includes(chosen)) return { ...state, overlay: { ...overlay, picked: [chosen] } };
  return {
    ...state,
    overlay: { ...overlay, picked: [] },
    request: { id: (state.request?.id ?? 0) + 1, kind: "delete_view", name: chosen.slice("open:".length) },
  };
}
