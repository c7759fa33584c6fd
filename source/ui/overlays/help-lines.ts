import { glossary } from "../../domain/glossary.ts";
import { fitTo } from "../../domain/width.ts";
import { keyLabel } from "../input/keys.ts";
import type { KeyRow } from "../state/key-row.ts";
import type { Keymap } from "../state/keymap.ts";
import type { AnyScreen } from "../state/screen.ts";
import { type Line, seg, wrapText } from "../widgets/line.ts";

type Screen = Pick<AnyScreen, "id" | "about" | "isBeforeData" | "keys">;

/** What the screen is, its own keys, then those of all screens; with a search text, only matching lines. */
export function helpLines(screen: Screen, keymap: Keymap, width: number, sought = ""): readonly Line[] {
  const rows = keymap.rowsOf(screen.id).filter((row) => hasInIt(sought, row));
  const own = new Set(screen.keys.map(({ action }) => action));
  const groups = [
    ["This screen", rows.filter(({ action }) => own.has(action))],
    ["Every screen", rows.filter(({ action, group }) => !own.has(action) && group === "use")],
    ["Move", rows.filter(({ group }) => group === "move")],
    ["Go", rows.filter(({ action, group }) => !own.has(action) && group === "go")],
  ] as const;
  const keys = groups.flatMap(([title, found]): readonly Line[] =>
    found.length === 0
      ? []
      : [
          [],
          [seg(title, "accent")],
          ...found.flatMap((row) => columns(keysIn(row), row.description, keysWidth, width)),
        ],
  );
  if (sought.trim() !== "") return keys.length === 0 ? nothing(sought, width) : keys.slice(1);
  return [
    ...wrapText(screen.about, width).map((text): Line => [seg(text, "strong")]),
    ...keys,
    [],
    ...(screen.isBeforeData === true
      ? []
      : labelled("5 to 9 begin a count: 5j moves down five, 40l right forty.", width)),
    ...labelled(
      "In what is typed: ← → ^A ^E, by words with Ctrl or Alt; ^W ^U ^K ^D delete; ⏎ takes it, Esc leaves it.",
      width,
    ),
  ];
}

/** The glossary, each word in a sentence; with a search text, only matching entries. */
export function wordLines(width: number, sought = ""): readonly Line[] {
  const found = glossary.filter(({ word, meaning }) => `${word} ${meaning}`.toLowerCase().includes(lower(sought)));
  return found.length === 0
    ? nothing(sought, width)
    : found.flatMap((one) => columns(one.word, one.meaning, wordsWidth, width));
}

function hasInIt(sought: string, row: KeyRow): boolean {
  const { action, description, synonyms = "" } = row;
  return `${keysIn(row)} ${action} ${description} ${synonyms}`.toLowerCase().includes(lower(sought));
}

function keysIn({ keys }: KeyRow): string {
  return keys.map(keyLabel).join(" ");
}

function lower(text: string): string {
  return text.trim().toLowerCase();
}

const keysWidth = 15;
const wordsWidth = 18;

/** A name and its description, which is wrapped if too long. */
function columns(name: string, text: string, nameWidth: number, width: number): readonly Line[] {
  return wrapText(text, width - nameWidth).map((part, index): Line => {
    return [seg(fitTo(index === 0 ? name : "", nameWidth), "key"), seg(part)];
  });
}

function nothing(sought: string, width: number): readonly Line[] {
  return labelled(`Nothing has "${sought.trim()}" in it. ^U clears what was typed.`, width);
}

function labelled(text: string, width: number): readonly Line[] {
  return wrapText(text, width).map((part) => [seg(part, "label")]);
}
