import type { Keymap } from "./keymap.ts";
import type { MapState } from "./map-state.ts";
import { type OverlayContent, roomFor } from "./overlays/content.ts";
import { pickContent } from "./overlays/pick-content.ts";
import type { TextOverlay } from "./overlays/state.ts";
import { scrolledInside, textContent } from "./overlays/text-content.ts";
import { helpLines, sqlLines } from "./overlays/text-lines.ts";
import { mapItems } from "./reduce-map.ts";
import { isOutright, itemUnderCursor } from "./screens/mapping/state.ts";
import type { Line } from "./widgets/line.ts";

/** What lies over the mapping's screen: a list, its keys, the mapping as it would be written. */
export function mapOverlay(state: MapState, keymap: Keymap): OverlayContent | undefined {
  const { overlay, mapping, size } = state;
  if (overlay === undefined) return undefined;
  if (overlay.kind !== "pick") {
    const title = overlay.kind === "help" ? "Keys" : "grounds.yml as it would be written";
    return textContent(overlay, title, textLines(overlay, state, keymap), size);
  }
  const { table, column } = itemUnderCursor(mapping) ?? {};
  const name = column === undefined ? (table?.table ?? "") : `${table?.table}.${column.column}`;
  const asked = column !== undefined && isOutright(column) ? "Amounts are in" : `${name} is made from`;
  return pickContent(overlay, overlay.purpose === "palette" ? "All actions" : asked, mapItems(state), size);
}

/** The state with a text that is read no further down than it goes. */
export function readMapInside(state: MapState, keymap: Keymap): MapState {
  const { overlay, size } = state;
  if (overlay === undefined || overlay.kind === "pick" || overlay.scroll === 0) return state;
  return { ...state, overlay: scrolledInside(overlay, textLines(overlay, state, keymap), size) };
}

function textLines(overlay: TextOverlay, { mapping, size }: MapState, keymap: Keymap): readonly Line[] {
  const { inner } = roomFor(overlay, size);
  return overlay.kind === "help" ? helpLines("mapping", keymap, inner) : sqlLines([mapping.draft.text], inner);
}
