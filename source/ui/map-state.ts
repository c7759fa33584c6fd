import type { DraftChange, MappingDraft } from "../domain/mapping-draft.ts";
import type { PromptKey } from "./actions.ts";
import { type AppState, bodySize, type Size } from "./app-state.ts";
import type { Keymap } from "./keymap.ts";
import type { PickOverlay, TextOverlay } from "./overlays/state.ts";
import { mappingExtent } from "./screens/mapping/mapping-view.ts";
import { initialMapping, type MappingState } from "./screens/mapping/state.ts";
import { inView } from "./viewport.ts";

/** Something to do for the mapping's screen, once per number. */
export type MapRequest =
  | { readonly id: number; readonly kind: "change"; readonly change: DraftChange }
  | { readonly id: number; readonly kind: "accept" | "suspend" | "quit" };

/** What can lie over the mapping's screen. */
export type MapOverlay = PickOverlay | (TextOverlay & { readonly kind: "help" | "sql" });

/** All of the mapping's screen. */
export interface MapState {
  readonly mapping: MappingState;
  /** The keys as the user has them. */
  readonly keymap: Keymap;
  readonly size: Size;
  readonly overlay: MapOverlay | undefined;
  readonly notice: AppState["notice"];
  /** A change is under way: until it is done, nothing else is changed. */
  readonly isBusy: boolean;
  readonly request: MapRequest | undefined;
}

/** What reaches the mapping's screen: keys as actions, and news of what it asked for. */
export type MapAction =
  | { readonly type: "do"; readonly name: string }
  | { readonly type: "prompt"; readonly key: PromptKey }
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "point"; readonly x: number; readonly y: number }
  | { readonly type: "wheel"; readonly rows: number }
  | { readonly type: "size"; readonly columns: number; readonly rows: number }
  | { readonly type: "changed"; readonly draft: MappingDraft | undefined }
  | { readonly type: "failed"; readonly text: string };

export function initialMapState(draft: MappingDraft, keymap: Keymap, size: Size): MapState {
  return {
    mapping: initialMapping(draft),
    keymap,
    size,
    overlay: undefined,
    notice: undefined,
    isBusy: false,
    request: undefined,
  };
}

/** The state with its cursor inside of what there is and in view. */
export function settledMap(state: MapState): MapState {
  const { mapping } = state;
  const cursor = inView(mapping.cursor, mappingExtent(mapping, bodySize(state.size)));
  return { ...state, mapping: { ...mapping, cursor } };
}
