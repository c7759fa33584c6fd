import { type Line, wordsIn } from "./line.ts";

/** Lines cut or padded to a height, so that nothing below them ever moves. */
export function filledLines(lines: readonly Line[], height: number): readonly Line[] {
  return Array.from({ length: height }, (_, index) => lines[index] ?? []);
}

/** The words of lines, as a screen reader speaks them. */
export function wordsInLines(lines: readonly Line[]): readonly string[] {
  return lines.map(wordsIn).filter((text) => text !== "");
}
