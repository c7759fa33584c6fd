import { cell } from "../../domain/cell.ts";
import { StoppedError, UserError } from "../../errors.ts";
import type { Style } from "../theme/theme.ts";
import { type Line, seg, wrapText } from "./line.ts";

/** What went wrong, why, and what to do next; every text passes `cell`, because messages quote data. */
function errorLines(
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

/** What went wrong, why and what to do next; a bug of ours says so and keeps the program usable. */
export function errorPanel(error: Error, width: number): readonly Line[] {
  if (error instanceof StoppedError)
    return emptyLines(["Stopped.", "Press r to try again, u to undo the last step."], width);
  if (error instanceof UserError) return errorLines({ what: error.message, why: error.why, next: error.next }, width);
  return bugPanel(error, width);
}

/** A bug of ours: what to do, and what to report. */
export function bugPanel({ message: why }: Error, width: number, crashFile?: string): readonly Line[] {
  const what = "Something went wrong that should not have.";
  const report = crashFile === undefined ? "" : ` and ${crashFile}`;
  const next = `Press u to undo the last step, r to try again. If it stays, report it with the output of "grounds doctor"${report}.`;
  return errorLines({ what, why, next }, width);
}
