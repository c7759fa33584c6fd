import { cell } from "../../domain/cell.ts";
import { clip, clipStart, widthOf } from "../../domain/width.ts";
import type { AppState } from "../state/app-state.ts";
import { aroundCaret, type TypedText } from "../state/line-edit.ts";
import type { Overlay } from "../state/overlay.ts";
import { type Line, seg } from "../widgets/line.ts";

/** Content of an overlay: its title, its lines, and what its keys do. */
export interface OverlayContent {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly hint: string;
}

/** The width of an overlay, and the rows and columns for its content. */
export function roomFor(overlay: Overlay, size: AppState["size"]) {
  const isText = "scroll" in overlay;
  const width = Math.min(size.columns, isText ? 100 : 80);
  return { width, room: Math.max(5, size.rows - 6), inner: width - 4 };
}

/** Rows of the screen above a dialog. */
export const rowsAbove = 2;

/** The most lines that a dialog can have: above them the frame's two, an edge and a blank line; below the same and the footer. */
export function mostLines(size: AppState["size"]): number {
  return Math.max(1, size.rows - rowsAbove - 5);
}

/** Position on screen of the hint on the lower edge of a dialog. */
export function hintPlace({ lines }: OverlayContent, width: number, columns: number) {
  return { x: Math.floor((columns - width) / 2) + 3, y: rowsAbove + lines.length + 3 };
}

/** The typed text with its caret; if it is longer than the line, the part around the caret. */
export function inputLine(typed: TypedText, label: string, width: number): Line {
  const room = width - widthOf(label) - 3;
  const [before, after] = aroundCaret(typed);
  const behind = clip(cell(after), Math.max(room - widthOf(cell(before)), Math.floor(room / 3)));
  const ahead = clipStart(cell(before), room - widthOf(behind));
  return [seg(`${label}  `, "label"), seg(ahead, "strong"), seg(caretSign, "accent"), seg(behind, "strong")];
}

/** Marks where the next character goes. */
export const caretSign = "▏";
