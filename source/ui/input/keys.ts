import type { Key } from "ink";

/** What every terminal reports about a key event. */
export type KeyFlags = Omit<Key, "super" | "hyper" | "capsLock" | "numLock" | "eventType">;

const named: readonly (readonly [keyof KeyFlags, string])[] = [
  ["upArrow", "up"],
  ["downArrow", "down"],
  ["leftArrow", "left"],
  ["rightArrow", "right"],
  ["pageUp", "pageup"],
  ["pageDown", "pagedown"],
  ["home", "home"],
  ["end", "end"],
  ["return", "enter"],
  ["escape", "escape"],
  ["backspace", "backspace"],
  ["delete", "delete"],
];

/**
 * Names of the keys in one event, in order: `up`, `ctrl-r`, `enter`, `j`. A burst of text gives one key per character; keys
 * without a name (function keys, most of Alt) are ignored.
 */
export function keysOf(input: string, flags: KeyFlags): readonly string[] {
  const word = wordKey(input, flags);
  if (word !== undefined) return [word];
  if (flags.meta && !flags.escape) return [];
  for (const [flag, name] of named) if (flags[flag]) return [name];
  if (flags.tab) return [flags.shift ? "shift-tab" : "tab"];
  if (flags.ctrl) return /^[a-z]$/.test(input) ? [`ctrl-${input}`] : [];
  return [...input].flatMap((character) => characterKey(character) ?? []);
}

/** Keys that move or delete by words in typed text. */
function wordKey(input: string, flags: KeyFlags): string | undefined {
  const { meta, ctrl, leftArrow, rightArrow } = flags;
  if ((meta || ctrl) && (leftArrow || rightArrow)) return leftArrow ? "word-left" : "word-right";
  if (!meta || flags.escape) return undefined;
  if (flags.backspace) return "alt-backspace";
  return /^[bdf]$/.test(input) ? `alt-${input}` : undefined;
}

/** The name of a single character as a key; undefined if it is not a key. */
function characterKey(character: string): string | undefined {
  if (character === "\r" || character === "\n") return "enter";
  if (character === "\t") return "tab";
  if (character === " ") return "space";
  if (character === "\u007f" || character === "\b") return "backspace";
  const code = character.codePointAt(0) ?? 0;
  if (code >= 1 && code <= 26) return `ctrl-${String.fromCharCode(code + 96)}`;
  return code < 32 || (code >= 0x80 && code <= 0x9f) ? undefined : character;
}

const signs: Readonly<Record<string, string>> = {
  up: "↑",
  down: "↓",
  left: "←",
  right: "→",
  enter: "⏎",
  escape: "Esc",
  pageup: "PgUp",
  pagedown: "PgDn",
  home: "Home",
  end: "End",
  tab: "Tab",
  "shift-tab": "⇧Tab",
  space: "Space",
  backspace: "⌫",
};

/** How a key is written on screen. */
export function keyLabel(key: string): string {
  return signs[key] ?? key.replace(/^ctrl-(.)$/, (_, letter: string) => `^${letter.toUpperCase()}`);
}

/** The key that is written this way on screen; undefined if it is not a single key. */
export function keyOfLabel(label: string): string | undefined {
  const named = keyNames.find((key) => signs[key] === label);
  if (named !== undefined) return named;
  if (/^\^[A-Z]$/.test(label)) return `ctrl-${label.slice(1).toLowerCase()}`;
  return [...label].length === 1 ? label : undefined;
}

/** Names of the keys that are not a single character, as a config file writes them. */
export const keyNames: readonly string[] = Object.keys(signs);
