import { UserError } from "../../errors.ts";
import type { Action } from "../state/actions.ts";
import type { AppState } from "../state/app-state.ts";
import type { Core } from "../state/core.ts";
import type { AnyScreen } from "../state/screen.ts";

/** Passes every changed screen state to its store beyond this session; a failure to save is reported once. */
export function stateSaver(
  { notes }: Core,
  screens: readonly AnyScreen[],
  first: AppState,
  dispatch: (action: Action) => void,
): (app: AppState) => void {
  let { states: kept } = first.place;
  let hasSaid = false;
  const failed = (error: unknown) => {
    if (hasSaid) return;
    hasSaid = true;
    const why = error instanceof UserError ? `${error.message}. ${error.why}` : String(error);
    dispatch({ type: "notice", text: `Notes are not kept: ${why}`, tone: "error" });
  };
  return ({ place: { states } }) => {
    if (states === kept) return;
    const before = kept;
    kept = states;
    if (notes === undefined || notes.problem !== undefined) return;
    for (const { id, save } of screens) {
      if (save === undefined || before[id] === states[id]) continue;
      for (const saving of save(before[id], states[id], notes)) saving.catch(failed);
    }
  };
}
