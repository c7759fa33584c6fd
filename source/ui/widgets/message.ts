import { cell } from "../../domain/cell.ts";
import type { Style } from "../theme/theme.ts";
import { type Line, seg, wrapText } from "./line.ts";

/** What went wrong, why, and what to do next; every text passes the boundary, since messages quote data. */
export function errorLines(
  error: { readonly what: string; readonly why?: string; readonly next?: string },
  width: number,
): readonly Line[] {
  const room = Math.min(76, width - 6);
  const part = (label: string, text: string | undefined, style: Style): readonly Line[] =>
    text === undefined || text === ""
      ? []
      : wrapText(cell(text), room - 8).map((line, index) => [
          seg("   "),
          seg(index === 0 ? label.padEnd(8) : " ".repeat(8), "label"),
          seg(line, style),
        ]);
  return [
    [],
    ...part("!", error.what, "error"),
    [],
    ...part("why", error.why, "text"),
    [],
    ...part("next", error.next, "strong"),
  ];
}

/** A few centred-left sentences for an empty view, the first one bright. */
export function emptyLines(lines: readonly string[], width: number): readonly Line[] {
  return [
    [],
    ...lines.flatMap((text, index) =>
      wrapText(text, Math.min(76, width - 6)).map(
        (line): Line => [seg("   "), seg(line, index === 0 ? "strong" : "label")],
      ),
    ),
  ];
}
