import { UserError } from "../errors.ts";
import type { Action } from "./actions.ts";
import type { AppState } from "./app-state.ts";
import type { Core } from "./core.ts";

/** The state with the notes that the core keeps, under those that it has already. */
export function withStories(state: AppState, { notes }: Core): AppState {
  const { investigation } = state.place;
  const stories = { ...notes?.stories, ...investigation.stories };
  const place = { ...state.place, investigation: { ...investigation, stories } };
  return notes?.problem === undefined
    ? { ...state, place }
    : { ...state, place, notice: { text: notes.problem, tone: "warning" } };
}

/** Hands every changed story to the core's keeper; what it cannot keep is told once. */
export function noteSaver(
  { notes }: Core,
  first: AppState,
  dispatch: (action: Action) => void,
): (state: AppState) => void {
  let kept = first.place.investigation.stories;
  let hasTold = false;
  return (state) => {
    const { stories } = state.place.investigation;
    if (stories === kept) return;
    const changed = Object.entries(stories).filter(([key, story]) => kept[key] !== story);
    kept = stories;
    if (notes === undefined || notes.problem !== undefined) return;
    for (const [key, story] of changed) {
      notes.save(key, story).catch((error: unknown) => {
        if (hasTold) return;
        hasTold = true;
        const why = error instanceof UserError ? `${error.message}. ${error.why}` : String(error);
        dispatch({ type: "notice", text: `Notes are not kept: ${why}`, tone: "error" });
      });
    }
  };
}
