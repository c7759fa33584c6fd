import { linesAbove, type Size } from "./app-state.ts";
import type { OverlayBlock } from "./overlays/block.ts";
import type { Theme } from "./theme/theme.ts";
import { filled } from "./widgets/frame.ts";
import { type Line, paint } from "./widgets/line.ts";
import { overlaid } from "./widgets/painted.ts";

export interface FrameParts {
  /** Where we are and what is shown. */
  readonly top: readonly Line[];
  /** As painted rows. */
  readonly body: readonly string[];
  /** The footer, or a notice; of several lines all but the last lie over the body, which stays where it is. */
  readonly bottom: readonly Line[];
  readonly overlay: OverlayBlock | undefined;
}

const rowsAboveOverlay = 2;

/** Every row of the screen, painted. */
export function wholeFrame({ top, body, bottom, overlay }: FrameParts, size: Size, theme: Theme): readonly string[] {
  const painted = (lines: readonly Line[]) => lines.map((line) => paint(line, theme));
  const rows = [
    ...filled(painted(top), linesAbove),
    ...filled(body, size.rows - linesAbove - 1),
    ...painted(bottom.slice(-1)),
  ];
  rows.splice(size.rows - bottom.length, bottom.length, ...painted(bottom));
  const left = Math.floor((size.columns - (overlay?.width ?? 0)) / 2);
  for (const [index, line] of overlay?.lines.entries() ?? []) {
    const at = rowsAboveOverlay + index;
    if (at < rows.length) rows[at] = overlaid(rows[at] ?? "", paint(line, theme), left, overlay?.width ?? 0);
  }
  return rows;
}
