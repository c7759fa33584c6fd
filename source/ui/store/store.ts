import { actionFor } from "../input/keymap.ts";
import { readInside } from "../overlays/overlay-content.ts";
import type { Action } from "../state/actions.ts";
import { type AppState, initialState, type Size } from "../state/app-state.ts";
import type { Core } from "../state/core.ts";
import type { CoreQuery } from "../state/core-query.ts";
import { type AppData, createData } from "../state/data.ts";
import type { Keymap } from "../state/keymap.ts";
import type { Known, Place } from "../state/place.ts";
import { here, type Program, say, withScreenState } from "../state/program.ts";
import { createQueries, type Queries } from "../state/queries.ts";
import type { AnyScreen } from "../state/screen.ts";
import { reduce } from "./reduce.ts";
import { stateSaver } from "./state-saver.ts";

/** State and answers of the screens, outside of React: read by the views, changed by the keys. */
export interface Store extends Program {
  readonly state: () => AppState;
  readonly data: AppData;
  readonly queries: Queries;
  /** Changes with every change of state or answers. */
  readonly version: () => number;
  readonly subscribe: (listener: () => void) => () => void;
  readonly dispatch: (action: Action) => void;
  /** Reads the core's answers again after its data changed; place, cursor and typed text stay. */
  readonly refresh: () => void;
  /** Every key of a burst, in order, each in the state that the previous one left. */
  readonly press: (keys: readonly string[]) => void;
}

/** Where a store starts: at a saved place, or where the previous one was before the data was reloaded. */
export type Beginning = Partial<
  Pick<AppState, "place" | "undo" | "redo" | "behind" | "ahead" | "isFresh" | "tour" | "overlay" | "notice">
>;

/** Short enough that users see their key take effect. */
const holdMs = 60;

/** A store of screens over a core; without a beginning it starts on the first screen. */
export function createStore(
  core: Core & Pick<Known, "mapper">,
  screens: readonly AnyScreen[],
  keymap: Keymap,
  size: Size,
  beginning: Beginning = {},
): Store {
  const listeners = new Set<() => void>();
  let version = 0;
  let held: NodeJS.Timeout | undefined;
  let next: NodeJS.Immediate | undefined;
  const draw = () => {
    clearTimeout(held);
    clearImmediate(next);
    held = next = undefined;
    version += 1;
    for (const listener of listeners) listener();
  };
  /**
   * A key whose answer comes soon is drawn once, with the answer, instead of first with the old one. Where a query has just
   * started, the frame waits until it is sent, so that it is answered while the frame is drawn; a connection to a server that
   * has to be opened first takes one more turn.
   */
  const notify = () => {
    if (queries.isSettling()) held ??= setTimeout(draw, holdMs);
    else if (queries.isSending()) next ??= setImmediate(() => (next = setImmediate(draw)));
    else draw();
  };
  const queries = createQueries(core, () => {
    state = settled(state, program);
    save(state);
    queries.want(queriesOf(state, program));
    notify();
  });
  const data = createData(core, queries, keymap);
  const program: Program = { screens, data };
  const first = initialState(initialPlace(core, screens), size);
  let state: AppState = { ...first, ...beginning, views: core.views?.all ?? [] };
  if (core.notes?.problem !== undefined) state = say(state, core.notes.problem);
  const save = stateSaver(core, screens, state, (action) => {
    state = reduce(state, action, program);
    notify();
  });
  queries.want(queriesOf(state, program));

  const apply = (next: AppState) => {
    if (next === state) return;
    state = next;
    queries.want(queriesOf(state, program));
    state = settled(state, program);
    save(state);
  };
  const take = (action: Action) => apply(readInside(reduce(state, action, program), program));
  return {
    state: () => state,
    screens,
    data,
    queries,
    version: () => version,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispatch(action) {
      take(action);
      notify();
    },
    refresh() {
      queries.refresh();
      draw();
    },
    press(keys) {
      for (const key of keys) {
        const action = actionFor(key, state, program);
        if (action !== undefined) take(action);
        if (state.count !== "" && (action === undefined || action.type === "notice")) apply({ ...state, count: "" });
      }
      notify();
    },
  };
}

/** The first screen as the current one, every screen in its initial state. */
export function initialPlace(known: Known, screens: readonly AnyScreen[]): Place {
  const states = screens.map((screen) => [screen.id, screen.initial(known)]);
  return { screen: screens[0]?.id ?? "", states: Object.fromEntries(states) };
}

/** The queries of the current screen and overlay, by the slot for their answers. */
export function queriesOf(app: AppState, program: Program): ReadonlyMap<string, CoreQuery> {
  const { screen, at } = here(app, program);
  const queries = new Map(
    Object.entries(screen.queries(at)).flatMap(([slot, query]) => (query ? [[slot, query]] : [])),
  );
  const { overlay } = app;
  if (overlay?.kind === "summary") queries.set("integrity", { kind: "integrity" });
  const needed = overlay?.kind === "pick" ? screen.pickers?.[overlay.purpose]?.query?.(at, overlay) : undefined;
  if (needed !== undefined) queries.set(...needed);
  return queries;
}

/** The cursor inside the answers that arrived. */
function settled(app: AppState, program: Program): AppState {
  const { screen, at } = here(app, program);
  return screen.settle === undefined ? app : withScreenState(app, screen, screen.settle(at));
}
