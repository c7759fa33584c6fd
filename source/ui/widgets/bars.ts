import { type Line, seg } from "./line.ts";

const leftEighths = " ▏▎▍▌▋▊▉█";

/** A bar from the left edge, in eighths, padded to its width; `value` at or above `max` fills it. */
export function bar(value: number, max: number, width: number): string {
  const eighths = max <= 0 ? 0 : Math.round((Math.min(Math.max(value, 0), max) / max) * width * 8);
  const shown = value > 0 ? Math.max(1, eighths) : 0;
  const full = Math.floor(shown / 8);
  const rest = shown % 8 === 0 ? "" : (leftEighths[shown % 8] ?? "");
  return ("█".repeat(full) + rest).padEnd(width);
}

/** Progress as a rule that fills up, with half steps. */
export function progressBar(done: number, width: number): Line {
  const halves = Math.round(Math.max(0, Math.min(1, done)) * width * 2);
  const full = "━".repeat(Math.floor(halves / 2));
  const half = halves % 2 === 1 ? "╸" : "";
  return [seg(full + half, "accent"), seg("─".repeat(width - full.length - half.length), "rule")];
}
