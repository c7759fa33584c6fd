import { type Line, seg } from "./line.ts";

const leftEighths = " ▏▎▍▌▋▊▉█";
const rightEighths = " ▕▐█";

/** A bar from the left edge, in eighths, padded to its width; `value` at or above `max` fills it. */
export function bar(value: number, max: number, width: number): string {
  const eighths = max <= 0 ? 0 : Math.round((Math.min(Math.max(value, 0), max) / max) * width * 8);
  const shown = value > 0 ? Math.max(1, eighths) : 0;
  const full = Math.floor(shown / 8);
  const rest = shown % 8 === 0 ? "" : (leftEighths[shown % 8] ?? "");
  return ("█".repeat(full) + rest).padEnd(width);
}

/** A bar that starts at a zero line in the middle; negative values grow to the left of it, in orange. */
export function signedBar(value: number, max: number, width: number, betterHigher = true): Line {
  const half = Math.floor((width - 1) / 2);
  const gain = value > 0 === betterHigher ? "gain" : "loss";
  if (value >= 0) {
    return [seg(" ".repeat(half)), seg("│", "rule"), seg(bar(value, max, width - half - 1), gain)];
  }
  return [seg(leftBar(-value, max, half), gain), seg("│", "rule"), seg(" ".repeat(width - half - 1))];
}

/** A bar from the right edge to the left, in halves, because terminals have only halves in this direction. */
function leftBar(value: number, max: number, width: number): string {
  const halves = max <= 0 ? 0 : Math.round((Math.min(value, max) / max) * width * 2);
  const shown = value > 0 ? Math.max(1, halves) : 0;
  const rest = shown % 2 === 1 ? (shown === 1 && value * 4 < max / width ? rightEighths[1] : rightEighths[2]) : "";
  return (rest + "█".repeat(Math.floor(shown / 2))).padStart(width);
}

/** Progress as a rule that fills up, with half steps. */
export function progressBar(done: number, width: number): Line {
  const halves = Math.round(Math.max(0, Math.min(1, done)) * width * 2);
  const full = "━".repeat(Math.floor(halves / 2));
  const half = halves % 2 === 1 ? "╸" : "";
  return [seg(full + half, "accent"), seg("─".repeat(width - full.length - half.length), "rule")];
}
