import { type AppState, request } from "./app-state.ts";
import type { Intent } from "./intent.ts";
import { type Place, withState } from "./place.ts";
import { at, type Program, withScreenState } from "./program.ts";
import type { AnyScreen, Outcome } from "./screen.ts";

/** How many steps can be undone or gone back. */
const keptSteps = 200;

/** The app after the outcome of a screen's action. */
export function applied(app: AppState, screen: AnyScreen, outcome: Outcome<unknown>, program: Program): AppState {
  let next = "state" in outcome ? withScreenState(app, screen, outcome.state) : app;
  if (outcome.announce !== undefined) next = followed(next, screen, outcome.announce, program);
  if (outcome.show !== undefined) next = shown(next, outcome.show, program);
  next = finished(app, next, program);
  if (outcome.notice !== undefined) next = { ...next, notice: outcome.notice };
  if ("overlay" in outcome) next = { ...next, overlay: outcome.overlay };
  if (outcome.add !== undefined) return request(next, { kind: "add", addition: outcome.add });
  if (outcome.effect === undefined) return next;
  return request(next, { kind: "effect", screen: screen.id, effect: outcome.effect });
}

/** Switches to the screen that can show the intent. */
function shown(app: AppState, intent: Intent, program: Program): AppState {
  for (const screen of program.screens) {
    const outcome = screen.show?.(at(app, screen, program.data), intent);
    if (outcome === undefined) continue;
    const place: Place = { ...withState(app.place, screen.id, outcome.state), screen: screen.id };
    return { ...app, place, ...(outcome.notice === undefined ? {} : { notice: outcome.notice }) };
  }
  return app;
}

function followed(app: AppState, from: AnyScreen, intent: Intent, { screens, data }: Program): AppState {
  return screens
    .filter((screen) => screen !== from && screen.follow !== undefined)
    .reduce((next, screen) => withScreenState(next, screen, screen.follow?.(at(next, screen, data), intent)), app);
}

/** The app at another place: the previous analysis can be undone, the previous place can be gone back to. */
export function finished(before: AppState, after: AppState, { screens }: Pick<Program, "screens">): AppState {
  if (after.place === before.place || analysis(after.place, screens) === analysis(before.place, screens)) return after;
  const isElsewhere = after.place.screen !== before.place.screen;
  const isDeeper = isElsewhere || depth(after.place, screens) !== depth(before.place, screens);
  return {
    ...after,
    undo: isElsewhere ? after.undo : [...before.undo, before.place].slice(-keptSteps),
    redo: isElsewhere ? after.redo : [],
    behind: isDeeper ? [...before.behind, before.place].slice(-keptSteps) : after.behind,
    ahead: isDeeper ? [] : after.ahead,
  };
}

/** The analytic part of a place, without cursors. */
function analysis({ screen, states }: Place, screens: readonly AnyScreen[]): string {
  return JSON.stringify([screen, ...screens.map((one) => one.analysis?.(states[one.id]))]);
}

function depth({ states }: Place, screens: readonly AnyScreen[]): string {
  return JSON.stringify(screens.map((one) => one.depth?.(states[one.id])));
}

type Trail = "undo" | "redo" | "behind" | "ahead";

/** The app at the last place of a trail; the current one goes to the end of the opposite trail. */
export function travelled(app: AppState, { screens }: Program, from: Trail, to: Trail, nothing: string): AppState {
  const place = app[from].at(-1);
  if (place === undefined) return { ...app, notice: { text: nothing, tone: "label" } };
  const isUndone = from === "undo" || from === "redo";
  const kept = isUndone ? place : carried(app.place, place, screens);
  return { ...app, place: kept, [from]: app[from].slice(0, -1), [to]: [...app[to], app.place] };
}

/** The app at one of the earlier places; those after it are dropped, and the current one can be gone forward to. */
export function travelledTo(app: AppState, { screens }: Program, at: number): AppState {
  const place = app.behind[at];
  if (place === undefined) return app;
  const kept = carried(app.place, place, screens);
  return { ...app, place: kept, behind: app.behind.slice(0, at), ahead: [...app.ahead, app.place] };
}

/** Moving to another place does not revert what a screen carries along. */
function carried(present: Place, place: Place, screens: readonly AnyScreen[]): Place {
  return screens.reduce((next, { id, carry }) => {
    return carry === undefined ? next : withState(next, id, carry(present.states[id], next.states[id]));
  }, place);
}
