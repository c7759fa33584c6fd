import type { AppState } from "../state/app-state.ts";
import type { TextOverlay } from "../state/overlay.ts";
import type { Line } from "../widgets/line.ts";
import { type OverlayContent, roomFor } from "./content.ts";

/** Lines of a text that are in view. */
function heightFor(overlay: TextOverlay, size: AppState["size"]): number {
  return Math.max(3, roomFor(overlay, size).room - 3);
}

/** The overlay scrolled no further than to the last line of its text. */
export function scrolledInside<T extends TextOverlay>(overlay: T, lines: readonly Line[], size: AppState["size"]): T {
  const most = Math.max(0, lines.length - heightFor(overlay, size));
  return overlay.scroll <= most ? overlay : { ...overlay, scroll: most };
}

/** A text to read. */
export function textContent(
  overlay: TextOverlay,
  title: string,
  lines: readonly Line[],
  size: AppState["size"],
): OverlayContent {
  const height = heightFor(overlay, size);
  const first = scrolledInside(overlay, lines, size).scroll;
  const below = lines.length - height - first;
  const more = below > 0 ? `   ${below} more lines below` : "";
  return { title, lines: lines.slice(first, first + height), hint: `↑↓ scroll   Esc close${more}` };
}
