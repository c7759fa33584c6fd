import type { ActionName } from "./actions.ts";
import type { At, Outcome } from "./screen.ts";
import { type Cursor, type Extent, inView, moveCursor, rowAt } from "./viewport.ts";

/** A list on screen: its extent, and the line of the body that its first row is on. */
export interface ListOnScreen {
  readonly extent: Extent;
  readonly firstLine: number;
}

/** The state with another cursor; the same state if the cursor is the same. */
function withCursor<State extends { readonly cursor: Cursor }>(state: State, cursor: Cursor): State {
  return cursor === state.cursor ? state : { ...state, cursor };
}

/** For a screen that is one list: its cursor stays inside it, and follows movement keys and clicks. `list` is undefined while it is read. */
export function listCursor<State extends { readonly cursor: Cursor }>(
  list: (at: At<State>) => ListOnScreen | undefined,
) {
  return {
    settle(at: At<State>): State {
      const found = list(at);
      return found === undefined ? at.state : withCursor(at.state, inView(at.state.cursor, found.extent));
    },
    target(at: At<State>, _: number, y: number): State {
      const found = list(at);
      if (found === undefined) return at.state;
      return withCursor(at.state, rowAt(at.state.cursor, y - found.firstLine, found.extent));
    },
    moved(at: At<State>, name: ActionName, count: number): Outcome<State> {
      const extent = list(at)?.extent;
      const cursor = extent && moveCursor(at.state.cursor, name, count, extent);
      return cursor === undefined ? {} : { state: { ...at.state, cursor } };
    },
  };
}
