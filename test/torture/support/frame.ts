import type { Screen } from "./screen.ts";

const least = { columns: 60, rows: 15 };

/** What is wrong with the frame on screen; undefined if it is exactly one whole frame. */
export function frameFault(screen: Screen): string | undefined {
  const { cols, rows } = screen.terminal;
  const lines = screen.lines();
  if (!screen.isAlternate()) return "not on the alternate screen";
  if (cols < least.columns || rows < least.rows) {
    return /window|grounds|needs/.test(lines.join(" ")) ? undefined : `nothing says that ${cols}x${rows} is too small`;
  }
  const titles = lines.filter((line) => line.startsWith(" grounds"));
  if (titles.length !== 1 || !lines[0]?.startsWith(" grounds"))
    return `${titles.length} titles, first line "${lines[0]}"`;
  if (lines.at(-1)?.trim() === "") return "the last line is empty";
  return undefined;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these sequences are what is looked for
const ours = /\u001b\[(?:[\d;]*[A-HJKLMPSTXdfm]|\?(?:25|1049|2004|2026|7|1006|1000|1002|1003)[hl]|[<>=]?[\d;]*u|\?u)/g;
const stray =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these characters are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/u;

/** The first control character in the output outside our own sequences, with its surroundings. */
export function strayControl(written: string): string | undefined {
  const rest = written.replaceAll(ours, "");
  const at = rest.search(stray);
  return at < 0 ? undefined : JSON.stringify(rest.slice(Math.max(0, at - 30), at + 30));
}
