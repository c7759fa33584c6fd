import { isMap, isScalar, type Node } from "yaml";
import { type LimitedYaml, parseLimitedYaml, YamlFault } from "../../domain/limited-yaml.ts";
import { suggestion } from "../../domain/nearest.ts";
import { settingsErrors } from "../../errors/settings.ts";
import type { ActionName } from "../state/actions.ts";
import type { Keymap } from "../state/keymap.ts";
import type { KeyOrigin, OwnKeys } from "./keymap.ts";
import { keyNames } from "./keys.ts";

/** The user's settings for the screens, from a config file. */
export interface Settings {
  readonly keys: OwnKeys;
  readonly theme?: "dark" | "light" | "none";
  /** Whether the mouse works: clicks and the wheel move the cursor; a click on the cursor, a chip or a hint acts like its key. */
  readonly mouse: boolean;
  /** Whether a launch continues where the last one ended. */
  readonly restore: boolean;
  /** Whether the first launch shows a tour. */
  readonly tour: boolean;
  /** Whether the screens are written as plain lines for a screen reader. */
  readonly screenReader: boolean;
}

export const defaultSettings: Settings = { keys: {}, mouse: false, restore: true, tour: true, screenReader: false };

const known = ["keys", "theme", "mouse", "restore", "tour", "screen_reader"] as const;
const themes = ["dark", "light", "none", "auto"] as const;

/**
 * Reads the text of a config file. Throws UsageError with file, line and action for YAML that cannot be read, for unknown
 * settings, actions and keys, and for a key shared by two actions of one screen.
 */
export function readSettings(text: string, file: string, bind: Bind): Settings {
  const { document, lines } = yamlOf(text, file);
  const at = (node: unknown) => `${file}:${lines.linePos((node as Node | null)?.range?.[0] ?? 0).line}`;
  if (document.contents === null) return defaultSettings;
  if (!isMap(document.contents))
    throw settingsErrors.notPairs({ place: at(document.contents), pairs: "settings are written name: value" });
  let settings = defaultSettings;
  for (const { key, value } of document.contents.items) settings = withSetting(settings, key, value, at, bind);
  return settings;
}

function yamlOf(text: string, file: string): LimitedYaml {
  try {
    return parseLimitedYaml(text);
  } catch (error) {
    if (error instanceof YamlFault) throw settingsErrors.noYaml({ file, line: error.line, why: `${error.message}.` });
    throw error;
  }
}

type At = (node: unknown) => string;

/** Binds custom keys to actions; throws UsageError if two actions of one screen share a key. */
export type Bind = (own: OwnKeys, origin?: Partial<KeyOrigin>) => Keymap;

function withSetting(settings: Settings, key: unknown, value: unknown, at: At, bind: Bind): Settings {
  const name = plain(key);
  switch (name) {
    case "keys":
      return { ...settings, keys: readKeys(value, at, bind) };
    case "theme": {
      const theme = themes.find((one) => one === plain(value));
      if (theme === undefined) throw settingsErrors.noTheme({ place: at(value), given: plain(value), themes });
      return theme === "auto" ? settings : { ...settings, theme };
    }
    case "mouse":
    case "restore":
    case "tour":
      return { ...settings, [name]: isOn(name, value, at) };
    case "screen_reader":
      return { ...settings, screenReader: isOn(name, value, at) };
    default:
      throw settingsErrors.unknownSetting({ place: at(key), name, known, near: suggestion(name, known, "") });
  }
}

function isOn(name: string, value: unknown, at: At): boolean {
  const text = plain(value);
  if (text === "true" || text === "false") return text === "true";
  throw settingsErrors.noSwitch({ place: at(value), name, given: text });
}

function readKeys(node: unknown, at: At, bind: Bind): OwnKeys {
  if (!isMap(node)) throw settingsErrors.notPairs({ place: at(node), pairs: "keys are written action: key" });
  const actions = bind({}).rows.map((row) => row.action);
  const keys: Partial<Record<ActionName, readonly string[]>> = {};
  for (const { key, value } of node.items) {
    const action = actions.find((one) => one === plain(key));
    if (action === undefined) {
      const next = suggestion(plain(key), actions, '"grounds keys" lists all actions.');
      throw settingsErrors.unknownAction({ place: at(key), name: plain(key), next });
    }
    keys[action] = keysIn(value).map((one) => checkedKey(one, action, at(value)));
    bind(keys, { place: at(value), action });
  }
  return keys;
}

function keysIn(value: unknown): readonly string[] {
  const items = (value as { items?: readonly unknown[] } | null)?.items;
  return (items ?? [value]).map(plain);
}

function checkedKey(key: string, action: ActionName, place: string): string {
  if (/^[4-9]$/.test(key)) {
    throw settingsErrors.countKey({ place, action, key });
  }
  if ([...key].length === 1 || keyNames.includes(key) || /^ctrl-[a-z]$/.test(key)) return key;
  throw settingsErrors.unknownKey({ place, action, key, names: keyNames });
}

function plain(node: unknown): string {
  return isScalar(node) ? String(node.value ?? "") : "";
}
