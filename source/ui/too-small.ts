import type { Size } from "./app-state.ts";
import type { Theme } from "./theme/theme.ts";
import { fitLine, paint } from "./widgets/line.ts";
import { emptyLines } from "./widgets/message.ts";

/** Whether there is no room for the screens. */
export function isTooSmall({ columns, rows }: Size): boolean {
  return columns < 60 || rows < 15;
}

/** What such a window shows, as painted rows. */
export function tooSmallRows(size: Size, theme: Theme): readonly string[] {
  const text = `This window is ${size.columns}x${size.rows}; grounds needs 60x15 and is at home from 80x24. q quits.`;
  const lines = emptyLines([text], Math.max(10, size.columns)).slice(0, size.rows);
  return lines.map((line) => paint(fitLine(line, size.columns), theme));
}
