import type { Line } from "./line.ts";

/** Lines cut or padded to a height, so that nothing below them ever moves. */
export function filledLines(lines: readonly Line[], height: number): readonly Line[] {
  return Array.from({ length: height }, (_, index) => lines[index] ?? []);
}
