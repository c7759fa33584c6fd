import { cell } from "../../domain/cell.ts";
import { fitTo } from "../../domain/width.ts";
import { keyLabel } from "../input/keys.ts";
import type { KeyRow } from "../state/key-row.ts";
import type { Keymap } from "../state/keymap.ts";
import type { AnyScreen } from "../state/screen.ts";
import { type Line, seg, wrapText } from "../widgets/line.ts";

/** What the screen is, and its keys. */
export function helpLines(
  { id, about, isBeforeData }: Pick<AnyScreen, "id" | "about" | "isBeforeData">,
  keymap: Keymap,
  width: number,
): readonly Line[] {
  const groups = [
    ["Use", "use"],
    ["Look", "look"],
    ["Move", "move"],
    ["Go", "go"],
  ] as const;
  return [
    ...wrapText(about, width).map((text): Line => [seg(text, "strong")]),
    ...groups.flatMap(([title, group]): readonly Line[] => {
      const rows = keymap.rowsOf(id).filter((row) => row.group === group);
      const lines = rows.flatMap((row) => keyLines(row, width));
      return rows.length === 0 ? [] : [[], [seg(title, "accent")], ...lines];
    }),
    [],
    ...(isBeforeData === true ? [] : wrapped("5 to 9 begin a count: 5j moves down five, 40l right forty.", width)),
    ...wrapped(
      "In what is typed: ← → ^A ^E, by words with Ctrl or Alt; ^W ^U ^K ^D delete; ⏎ takes it, Esc leaves it.",
      width,
    ),
  ];
}

const keysWidth = 15;

/** The keys of an action and what it does, which goes on below where it is too long. */
function keyLines({ keys, description }: KeyRow, width: number): readonly Line[] {
  return wrapText(description, width - keysWidth).map((text, index): Line => {
    const shown = index === 0 ? keys.map(keyLabel).join(" ") : "";
    return [seg(fitTo(shown, keysWidth), "key"), seg(text)];
  });
}

function wrapped(text: string, width: number): readonly Line[] {
  return wrapText(text, width).map((part) => [seg(part, "label")]);
}

/** Statements or other text; a line that is too long goes on below, deeper than it began. */
export function sqlLines(sql: readonly string[], width: number): readonly Line[] {
  if (sql.length === 0) return [[seg("Nothing was asked for this yet.", "label")]];
  return sql
    .flatMap((text) => text.split("\n"))
    .flatMap((text) => {
      const shown = cell(text.replaceAll("\t", "  "));
      const style = shown.startsWith("--") ? "label" : "text";
      return broken(shown, width).map((part): Line => [seg(part, style)]);
    });
}

/** Broken between words where there are any; the text must have passed `cell`. */
function broken(text: string, width: number): readonly string[] {
  const indent = Math.min(text.length - text.trimStart().length + 2, Math.floor(width / 2));
  const parts: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const blank = rest.lastIndexOf(" ", width);
    const at = blank > indent ? blank : width;
    parts.push(rest.slice(0, at));
    rest = " ".repeat(indent) + rest.slice(at).trimStart();
  }
  return [...parts, rest];
}
