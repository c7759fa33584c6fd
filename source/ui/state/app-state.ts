import type { SavedView } from "../../domain/saved-view.ts";
import type { Action } from "./actions.ts";
import type { Addition } from "./core.ts";
import type { Overlay } from "./overlay.ts";
import type { Place } from "./place.ts";

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface Notice {
  readonly text: string;
  readonly tone: "label" | "warning" | "error";
}

/** A notice, as a part of an outcome or a state. */
export function notice(text: string, tone: Notice["tone"] = "warning"): { readonly notice: Notice } {
  return { notice: { text, tone } };
}

/** Something that the program has to do for the state, once per id. */
export type Request =
  | { readonly id: number; readonly kind: "save_view"; readonly view: SavedView }
  | { readonly id: number; readonly kind: "delete_view"; readonly name: string }
  | { readonly id: number; readonly kind: "add"; readonly addition: Addition }
  | { readonly id: number; readonly kind: "copy"; readonly text: string; readonly what: string }
  | { readonly id: number; readonly kind: "export"; readonly file: string; readonly overwrite: boolean }
  | { readonly id: number; readonly kind: "reload" | "suspend" | "quit" | "stop" }
  /** An effect that a screen wants carried out; the screen itself knows how. */
  | { readonly id: number; readonly kind: "effect"; readonly screen: string; readonly effect: unknown };

export interface AppState {
  readonly place: Place;
  readonly size: Size;
  readonly overlay: Overlay | undefined;
  readonly notice: Notice | undefined;
  /** Digits typed before a movement, as in vim. */
  readonly count: string;
  readonly undo: readonly Place[];
  readonly redo: readonly Place[];
  readonly behind: readonly Place[];
  readonly ahead: readonly Place[];
  readonly request: Request | undefined;
  /** By name, as the core stores them. */
  readonly views: readonly SavedView[];
  /** The last actions, oldest first; crash reports and replays are made from them. */
  readonly log: readonly Action[];
  /** The last search text, for the next match. */
  readonly sought: string | undefined;
  /** Until the first key: whether to show what a newcomer can try. */
  readonly isFresh: boolean;
  /** The step of the tour, from 0; undefined if no tour is running. */
  readonly tour: number | undefined;
}

/** The state at the first frame. */
export function initialState(place: Place, size: Size): AppState {
  return {
    place,
    size,
    overlay: undefined,
    notice: undefined,
    count: "",
    undo: [],
    redo: [],
    behind: [],
    ahead: [],
    request: undefined,
    views: [],
    log: [],
    sought: undefined,
    isFresh: true,
    tour: undefined,
  };
}

/** Lines above the body: title, chips, blank line. */
export const linesAbove = 3;

/** Room for the body: the screen without title, chips, blank line and footer. */
export function bodySize(size: Size): Size {
  return { columns: size.columns, rows: Math.max(1, size.rows - linesAbove - 1) };
}

/** A request with the next id, so that the program carries it out once. */
export function request(state: AppState, wanted: DistributiveOmit<Request, "id">): AppState {
  return { ...state, request: { ...wanted, id: (state.request?.id ?? 0) + 1 } as Request };
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
