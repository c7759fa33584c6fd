import { cell } from "../../domain/cell.ts";
import type { AppState } from "../app-state.ts";
import { fitLine, type Line, seg } from "../widgets/line.ts";
import type { Overlay } from "./state.ts";

/** What lies over a screen: lines of one width. */
export interface OverlayBlock {
  readonly width: number;
  readonly lines: readonly Line[];
}

/** Columns that an overlay takes, rows and columns that its content may. */
export function roomFor(overlay: Overlay, size: AppState["size"]) {
  const width = Math.min(
    size.columns,
    overlay.kind === "help" || overlay.kind === "sql" || overlay.kind === "summary" ? 100 : 80,
  );
  return { width, room: Math.max(5, size.rows - 6), inner: width - 4 };
}

/** Lines between two rules: the title in the upper, what the keys do in the lower one. */
export function framed(title: string, lines: readonly Line[], hint: string, width: number): OverlayBlock {
  const edge = (text: string, style: "title" | "label"): Line => {
    const shown = text === "" ? "" : ` ${text} `;
    return fitLine([seg("──", "rule"), seg(shown, style), seg("─".repeat(width), "rule")], width).map((one, index) =>
      index > 1 ? { ...one, text: one.text.replace("…", "─") } : one,
    );
  };
  const body = lines.map((line): Line => [seg("  "), ...fitLine(line, width - 4), seg("  ")]);
  const blank: Line = [seg(" ".repeat(width))];
  return { width, lines: [edge(title, "title"), blank, ...body, blank, edge(hint, "label")] };
}

/** What is typed, its cursor behind it. */
export function inputLine(text: string, label: string): Line {
  return [seg(`${label}  `, "label"), seg(cell(text), "strong"), seg("▏", "accent")];
}
