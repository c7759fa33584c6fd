import type { AppData, AppState } from "./app-state.ts";
import type { Keymap } from "./keymap.ts";
import { textLines } from "./overlays/overlay-view.ts";
import { scrolledInside } from "./overlays/text-content.ts";
import { sqlOnScreen } from "./sql-text.ts";

/** A text that is read no further down than it goes. */
export function readInside(state: AppState, data: AppData, keymap: Keymap): AppState {
  const { overlay, size } = state;
  if (overlay === undefined || !("scroll" in overlay) || overlay.scroll === 0) return state;
  const sql = overlay.kind === "sql" ? sqlOnScreen(state, data) : [];
  const inside = scrolledInside(overlay, textLines(overlay, state, data, keymap, sql), size);
  return inside === overlay ? state : { ...state, overlay: inside };
}
