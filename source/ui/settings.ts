import { isMap, isScalar, LineCounter, type Node, parseDocument } from "yaml";
import { suggestion } from "../domain/nearest.ts";
import { UsageError } from "../errors.ts";
import type { ActionName } from "./actions.ts";
import { keyRows } from "./key-rows.ts";
import { createKeymap } from "./keymap.ts";
import { keyNames } from "./keys.ts";

/** What a user chose for the screens, from a config file. */
export interface Settings {
  readonly keys: Readonly<Partial<Record<ActionName, readonly string[]>>>;
  readonly theme?: "dark" | "light" | "none";
  /** Whether clicks and the wheel move the cursor. */
  readonly mouse: boolean;
  /** Whether the screens are plain lines for a screen reader. */
  readonly screenReader: boolean;
}

export const defaultSettings: Settings = { keys: {}, mouse: false, screenReader: false };

const known = ["keys", "theme", "mouse", "screen_reader"] as const;
const themes = ["dark", "light", "none", "auto"] as const;

/**
 * Reads the text of a config file. Throws UsageError naming file, line and action for YAML that cannot be read, settings,
 * actions and keys that there are not, and keys that two actions of one screen would share.
 */
export function readSettings(text: string, file: string): Settings {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (node: unknown) => `${file}:${lines.linePos((node as Node | null)?.range?.[0] ?? 0).line}`;
  const [problem] = document.errors;
  if (problem !== undefined) {
    const line = lines.linePos(problem.pos[0]).line;
    throw fault(`${file}:${line}`, "this is not YAML", problem.message.split("\n")[0] ?? "", `Correct line ${line}.`);
  }
  if (document.contents === null) return defaultSettings;
  if (!isMap(document.contents))
    throw fault(at(document.contents), "settings are written name: value", "There is something else.", example);
  let settings = defaultSettings;
  for (const { key, value } of document.contents.items) settings = withSetting(settings, key, value, at);
  return settings;
}

const example = 'Write for example "theme: light", or below "keys:" the line "  quit: [Q]".';

type At = (node: unknown) => string;

function withSetting(settings: Settings, key: unknown, value: unknown, at: At): Settings {
  const name = plain(key);
  switch (name) {
    case "keys":
      return { ...settings, keys: readKeys(value, at) };
    case "theme": {
      const theme = themes.find((one) => one === plain(value));
      if (theme === undefined)
        throw fault(
          at(value),
          `theme cannot be "${plain(value)}"`,
          `It is one of: ${themes.join(", ")}.`,
          "Write for example theme: dark.",
        );
      return theme === "auto" ? settings : { ...settings, theme };
    }
    case "mouse":
      return { ...settings, mouse: isOn(name, value, at) };
    case "screen_reader":
      return { ...settings, screenReader: isOn(name, value, at) };
    default:
      throw fault(
        at(key),
        `there is no setting "${name}"`,
        `The settings are ${known.join(", ")}.`,
        suggestion(name, known, example),
      );
  }
}

function isOn(name: string, value: unknown, at: At): boolean {
  const text = plain(value);
  if (text === "true" || text === "false") return text === "true";
  throw fault(at(value), `${name} cannot be "${text}"`, "It is true or false.", `Write ${name}: true.`);
}

function readKeys(node: unknown, at: At): Settings["keys"] {
  if (!isMap(node)) throw fault(at(node), "keys are written action: key", "There is something else.", example);
  const actions = keyRows.map((row) => row.action);
  const keys: Partial<Record<ActionName, readonly string[]>> = {};
  for (const { key, value } of node.items) {
    const action = actions.find((one) => one === plain(key));
    if (action === undefined) {
      const next = suggestion(plain(key), actions, '"grounds keys" lists all actions.');
      throw fault(at(key), `there is no action "${plain(key)}"`, "Only actions of the key table have keys.", next);
    }
    keys[action] = keysIn(value).map((one) => checkedKey(one, action, at(value)));
    try {
      createKeymap(keys);
    } catch (error) {
      if (error instanceof UsageError)
        throw fault(at(value), `${action}: ${lowered(error.message)}`, error.why, error.next);
      throw error;
    }
  }
  return keys;
}

function keysIn(value: unknown): readonly string[] {
  const items = (value as { items?: readonly unknown[] } | null)?.items;
  return (items ?? [value]).map(plain);
}

function checkedKey(key: string, action: ActionName, place: string): string {
  if (/^[4-9]$/.test(key)) {
    throw fault(
      place,
      `${action}: ${key} begins a count`,
      "4 to 9 are digits of counts, as in 5j.",
      "Choose another key.",
    );
  }
  if ([...key].length === 1 || keyNames.includes(key) || /^ctrl-[a-z]$/.test(key)) return key;
  const next = `A key is one character, ctrl- and a letter, or one of: ${keyNames.join(", ")}.`;
  throw fault(place, `${action}: there is no key "${key}"`, "No terminal would send it.", next);
}

function plain(node: unknown): string {
  return isScalar(node) ? String(node.value ?? "") : "";
}

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function fault(place: string, what: string, why: string, next: string): UsageError {
  return new UsageError(`${place}: ${what}`, { why, next });
}
