import { rowUpdate } from "./widgets/painted.ts";

/** Who shows the frames: rows painted as `paint` does, from the top of the terminal on. */
export interface Painter {
  /** Shows these rows; what was below them goes. */
  readonly show: (rows: readonly string[]) => void;
  /** Shows the last rows on a terminal on which anything may be now. */
  readonly repaint: () => void;
  /** Leaves the terminal to someone else: what is shown meanwhile is painted on `resume`. */
  readonly pause: () => void;
  readonly resume: () => void;
}

/** Where everything is spoken, nothing is painted. */
export const nobody: Painter = { show() {}, repaint() {}, pause() {}, resume() {} };

const [beginFrame, endFrame] = ["\u001b[?2026h", "\u001b[?2026l"];
/** A glyph that the terminal draws wider than we know must not wrap into the next row. */
const [wrapOff, wrapOn] = ["\u001b[?7l", "\u001b[?7h"];
const clearScreen = "\u001b[2J";

/**
 * Paints what changed since the last frame, in one synchronized write. Ink draws nothing: it would take every character of
 * every frame apart to find that, three quarters of the time from a key to its frame.
 */
export function createPainter(write: (data: string) => void): Painter {
  let wanted: readonly string[] = [];
  let shown: readonly string[] = [];
  let isPaused = false;
  const paint = (before: string) => {
    const updates = wanted.map((row, index) => updateOf(index, shown[index] ?? "", row));
    const gone = shown.slice(wanted.length).map((row, index) => updateOf(wanted.length + index, row, ""));
    const data = before + [...updates, ...gone].join("");
    shown = wanted;
    if (data !== "") write(`${beginFrame}${wrapOff}${data}${wrapOn}${endFrame}`);
  };
  const repaint = () => {
    if (isPaused) return;
    shown = [];
    paint(clearScreen);
  };
  return {
    show(rows) {
      wanted = rows;
      if (!isPaused) paint("");
    },
    repaint,
    pause() {
      isPaused = true;
    },
    resume() {
      isPaused = false;
      repaint();
    },
  };
}

function updateOf(row: number, before: string, after: string): string {
  return before === after ? "" : `\u001b[${row + 1}H${rowUpdate(before, after)}`;
}
