import { cell } from "../../domain/cell.ts";
import { clip, clipStart, widthOf } from "../../domain/width.ts";
import type { AppState } from "../app-state.ts";
import { fitLine, type Line, lineWidth, seg } from "../widgets/line.ts";
import { aroundCaret, type TypedText } from "./line-edit.ts";
import type { Overlay } from "./state.ts";

/** What lies over a screen: lines of one width. */
export interface OverlayBlock {
  readonly width: number;
  readonly lines: readonly Line[];
}

/** Columns that an overlay takes, and whether the screen shows beside it; rows and columns that its content may. */
export function roomFor(overlay: Overlay, size: AppState["size"]) {
  const isText = overlay.kind === "help" || overlay.kind === "sql" || overlay.kind === "summary";
  const width = Math.min(size.columns, isText ? 100 : 80);
  return { width, isInset: width < size.columns, room: Math.max(5, size.rows - 6), inner: width - 4 };
}

/** Lines between two rules: the title in the upper, what the keys do in the lower one; closed at the sides where the screen shows there. */
export function framed(
  title: string,
  lines: readonly Line[],
  hint: string,
  { width, isInset }: { readonly width: number; readonly isInset: boolean },
): OverlayBlock {
  const side = isInset ? "│" : " ";
  const edge = (text: string, style: "title" | "label", [left, right]: readonly [string, string]): Line => {
    const shown = text === "" ? "" : ` ${text} `;
    const rule = fitLine([seg(`${isInset ? left : "─"}─`, "rule"), seg(shown, style)], width - 1);
    const used = rule.at(-1)?.text.trim() === "" ? rule.slice(0, -1) : rule;
    const rest = Math.max(0, width - lineWidth(used) - 1);
    return [...used, seg(`${"─".repeat(rest)}${isInset ? right : "─"}`, "rule")];
  };
  const row = (line: Line): Line => [seg(`${side} `, "rule"), ...fitLine(line, width - 4), seg(` ${side}`, "rule")];
  return {
    width,
    lines: [edge(title, "title", ["╭", "╮"]), row([]), ...lines.map(row), row([]), edge(hint, "label", ["╰", "╯"])],
  };
}

/** What is typed, and the caret in it; of what is longer than the line, the part around the caret. */
export function inputLine(typed: TypedText, label: string, width: number): Line {
  const room = width - widthOf(label) - 3;
  const [before, after] = aroundCaret(typed);
  const behind = clip(cell(after), Math.max(room - widthOf(cell(before)), Math.floor(room / 3)));
  const ahead = clipStart(cell(before), room - widthOf(behind));
  return [seg(`${label}  `, "label"), seg(ahead, "strong"), seg(caretSign, "accent"), seg(behind, "strong")];
}

/** Stands where the next character comes. */
export const caretSign = "▏";
