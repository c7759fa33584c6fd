import type { Question } from "../../analysis/investigation.ts";
import { withNote } from "../../analysis/story.ts";
import type { PromptKey } from "../actions.ts";
import type { AppData, AppState, Place } from "../app-state.ts";
import { questionInView } from "../reduce-investigation.ts";
import { changeStory } from "../screens/investigation/state.ts";
import { acceptChoice } from "./accept.ts";
import { deleteView } from "./accept-slice.ts";
import { acceptExport } from "./export.ts";
import { itemsOf } from "./items.ts";
import { itemAt, type NoteOverlay, type Overlay, reduceOverlay } from "./state.ts";

/** A key inside an overlay: cancel closes it, accept does what it is for, the rest stays inside. */
export function reduceInOverlay(
  state: AppState,
  key: PromptKey,
  data: AppData,
  finish: (state: AppState, place: Place) => AppState,
): AppState {
  const { overlay } = state;
  if (overlay === undefined) return state;
  if (key === "cancel") return { ...state, overlay: left(overlay) };
  const items = overlay.kind === "pick" ? itemsOf(overlay, state, data) : [];
  if (key === "invert" && overlay.kind === "pick" && overlay.purpose === "views")
    return deleteView(state, overlay, itemAt(overlay, items)?.value);
  if (key !== "accept") return { ...state, overlay: reduceOverlay(overlay, key, items) };
  const closed: AppState = { ...state, overlay: undefined };
  switch (overlay.kind) {
    case "help":
    case "sql":
    case "summary":
      return closed;
    case "note":
      return finish(closed, noted(closed.place, overlay, questionInView(state, data), data));
    case "export":
      return acceptExport(state, overlay);
    case "pick":
      return acceptChoice(closed, overlay, itemAt(overlay, items)?.value, data, finish);
  }
}

/** What is there after Esc: the list before this one; a note that would be lost, which says so; else nothing. */
function left(overlay: Overlay): Overlay | undefined {
  if (overlay.kind === "pick") return overlay.behind;
  const isLost = overlay.kind === "note" && !overlay.isLeaving && overlay.input !== overlay.kept;
  return isLost ? { ...overlay, isLeaving: true } : undefined;
}

/** The place with the note on its step; the same where there is nothing to note it on. */
function noted(place: Place, { step: on, input }: NoteOverlay, question: Question | undefined, data: AppData): Place {
  const step = data.investigation()?.steps.find((one) => one.id === on)?.id;
  if (step === undefined || question === undefined) return place;
  const investigation = changeStory(place.investigation, question, (story) => withNote(story, step, input));
  return { ...place, investigation };
}
