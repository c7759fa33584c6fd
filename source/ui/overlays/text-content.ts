import type { AppState } from "../state/app-state.ts";
import type { ReadOverlay } from "../state/overlay.ts";
import type { Line } from "../widgets/line.ts";
import { inputLine, type OverlayContent, roomFor } from "./content.ts";

/** Lines of a text that are in view; a search prompt takes two. */
function heightFor(overlay: ReadOverlay, size: AppState["size"]): number {
  return Math.max(3, roomFor(overlay, size).room - ("input" in overlay ? 5 : 3));
}

/** The overlay scrolled no further than to the last line of its text. */
export function scrolledInside<T extends ReadOverlay>(overlay: T, lines: readonly Line[], size: AppState["size"]): T {
  const most = Math.max(0, lines.length - heightFor(overlay, size));
  return overlay.scroll <= most ? overlay : { ...overlay, scroll: most };
}

/** A text to read. */
export function textContent(
  overlay: ReadOverlay,
  title: string,
  lines: readonly Line[],
  size: AppState["size"],
): OverlayContent {
  const height = heightFor(overlay, size);
  const first = scrolledInside(overlay, lines, size).scroll;
  const below = lines.length - height - first;
  const more = below > 0 ? `   ${below} more ${below === 1 ? "line" : "lines"} below` : "";
  const typed = "input" in overlay ? [inputLine(overlay, "find", roomFor(overlay, size).inner), []] : [];
  return { title, lines: [...typed, ...lines.slice(first, first + height)], hint: `${hintOf(overlay)}${more}` };
}

function hintOf(overlay: ReadOverlay): string {
  if (overlay.kind !== "help" && overlay.kind !== "help_search") return "↑↓ scroll   Esc close";
  const other = `Tab ${overlay.hasWords === true ? "keys" : "words"}`;
  return overlay.kind === "help" ? `↑↓ scroll   / search   ${other}   Esc close` : `type to find   ${other}   Esc back`;
}
