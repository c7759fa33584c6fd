import type { AppState } from "../state/app-state.ts";
import { cursorOf, type Item, type PickOverlay } from "../state/overlay.ts";

/** The entries of a list that are in view: the first one, and how many fit. */
export function listWindow(
  overlay: PickOverlay,
  items: readonly Item[],
  size: AppState["size"],
): { readonly first: number; readonly height: number } {
  const height = Math.max(3, size.rows - 11);
  const first = Math.max(0, Math.min(cursorOf(overlay, items) - Math.floor(height / 2), items.length - height));
  return { first, height };
}

/** Lines of the screen above the first entry: the frame's two, the edge, a blank one, the typed text, a blank one. */
const above = 6;

/** The list with its cursor on the clicked entry. */
export function pointInList(
  overlay: PickOverlay,
  items: readonly Item[],
  y: number,
  size: AppState["size"],
): PickOverlay {
  const { first, height } = listWindow(overlay, items, size);
  const line = y - above;
  return line < 0 || line >= height || first + line >= items.length ? overlay : { ...overlay, chosen: first + line };
}
