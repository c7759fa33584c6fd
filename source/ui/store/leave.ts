import type { AppState } from "../state/app-state.ts";
import { travelled, travelledTo } from "../state/outcome.ts";
import { here, type Program, withScreenState } from "../state/program.ts";

/** Esc: closes what is open in the screen, otherwise goes back one step. */
export function steppedBack(app: AppState, program: Program): AppState {
  return closedInside(app, program) ?? travelled(app, program, "behind", "ahead", "This is where you started");
}

/** `q`: closes what is open in the screen, otherwise goes back to the screen that led here; on a first screen, asks to quit. */
export function closedStep(app: AppState, program: Program): AppState {
  const closed = closedInside(app, program);
  if (closed !== undefined) return closed;
  const at = placeThatLedHere(app);
  return at === undefined ? { ...app, overlay: { kind: "leave" } } : travelledTo(app, program, at);
}

function closedInside(app: AppState, program: Program): AppState | undefined {
  const { screen, at } = here(app, program);
  const state = screen.back?.(at);
  return state === undefined ? undefined : withScreenState(app, screen, state);
}

/**
 * Position, among the earlier places, of the screen that led here; undefined: this is the first. Returning to a screen ends
 * what was opened from it, so going back and forth does not pile up.
 */
function placeThatLedHere({ behind, place }: AppState): number | undefined {
  const trail: { screen: string; at: number }[] = [];
  for (const [at, { screen }] of [...behind, place].entries()) {
    const seen = trail.findIndex((one) => one.screen === screen);
    if (seen >= 0) trail.length = seen;
    trail.push({ screen, at });
  }
  return trail.at(-2)?.at;
}
