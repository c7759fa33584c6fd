import { type AppState, bodySize, type Notice, notice, type Size } from "./app-state.ts";
import type { AppData } from "./data.ts";
import { type Place, withState } from "./place.ts";
import type { AnyScreen, At } from "./screen.ts";

/** The screens, and the data that they show. */
export interface Program {
  readonly screens: readonly AnyScreen[];
  readonly data: AppData;
}

/** The current screen; throws if the place names an unknown one. */
export function screenIn({ screens }: Pick<Program, "screens">, { place }: Pick<AppState, "place">): AnyScreen {
  const found = screens.find(({ id }) => id === place.screen);
  if (found === undefined) throw new Error(`no screen is called ${place.screen}`);
  return found;
}

/** A screen's own state and context. */
export function at(app: AppState, screen: AnyScreen, data: AppData): At<unknown> {
  const size: Size = bodySize(app.size);
  return { state: app.place.states[screen.id], data, size, app };
}

/** The current screen with its state and context. */
export function here(app: AppState, program: Program): { readonly screen: AnyScreen; readonly at: At<unknown> } {
  const screen = screenIn(program, app);
  return { screen, at: at(app, screen, program.data) };
}

/** The app with another state of a screen. */
export function withScreenState(app: AppState, { id }: AnyScreen, state: unknown): AppState {
  const place: Place = withState(app.place, id, state);
  return place === app.place ? app : { ...app, place };
}

export function say(app: AppState, text: string, tone?: Notice["tone"]): AppState {
  return { ...app, ...notice(text, tone) };
}
