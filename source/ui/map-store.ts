import { UserError } from "../errors.ts";
import type { Size } from "./app-state.ts";
import type { Mapper } from "./core.ts";
import { isSuspend, type Keymap } from "./keymap.ts";
import { readMapInside } from "./map-overlay.ts";
import { initialMapState, type MapAction, type MapRequest, type MapState } from "./map-state.ts";
import { overlayAction } from "./overlay-keys.ts";
import { reduceMap } from "./reduce-map.ts";

/** State of the mapping's screen outside of React. */
export interface MapStore {
  readonly state: () => MapState;
  readonly version: () => number;
  readonly subscribe: (listener: () => void) => () => void;
  readonly dispatch: (action: MapAction) => void;
  readonly press: (keys: readonly string[]) => void;
}

/** What the mapping's screen may do to the world around it. */
export interface MapOutside {
  /** The mapping is written: what it was made for goes on. */
  readonly onAccepted: (file: string) => void;
  readonly suspend: () => void;
  readonly quit: () => void;
}

export function createMapStore(mapper: Mapper, keymap: Keymap, size: Size): MapStore {
  const listeners = new Set<() => void>();
  let version = 0;
  let state = initialMapState(mapper.draft, keymap, size);
  const apply = (action: MapAction) => {
    state = readMapInside(reduceMap(state, action), keymap);
  };
  const notify = () => {
    version += 1;
    for (const listener of listeners) listener();
  };
  return {
    state: () => state,
    version: () => version,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispatch(action) {
      apply(action);
      notify();
    },
    press(keys) {
      for (const key of keys) {
        const action = actionOf(key, state, keymap);
        if (action !== undefined) apply(action);
      }
      notify();
    },
  };
}

function actionOf(key: string, { overlay }: MapState, keymap: Keymap): MapAction | undefined {
  const row = keymap.actionOf(key, "mapping");
  if (overlay !== undefined && !isSuspend(key, row)) return overlayAction(key, overlay);
  return row === undefined ? undefined : { type: "do", name: row.action };
}

/** Does what the state asked for and tells the store what came of it. */
export async function carryOutMap(
  request: MapRequest,
  store: MapStore,
  mapper: Mapper,
  outside: MapOutside,
): Promise<void> {
  try {
    switch (request.kind) {
      case "quit":
        return outside.quit();
      case "suspend":
        return outside.suspend();
      case "change":
        return store.dispatch({ type: "changed", draft: await mapper.change(request.change) });
      case "accept":
        return outside.onAccepted(await mapper.accept());
    }
  } catch (error) {
    const text = error instanceof UserError ? `${error.message}: ${error.why} ${error.next}` : String(error);
    store.dispatch({ type: "failed", text });
  }
}
