import { bindKeys, type KeyOrigin, type OwnKeys, keyTable as tableOf } from "./input/keymap.ts";
import { readSettings as readWith, type Settings } from "./input/settings.ts";
import { allScreens } from "./screens/registry.ts";
import type { Keymap } from "./state/keymap.ts";

/** The key table of all screens, with custom keys for some actions; UsageError if two actions of one screen share a key. */
export function createKeymap(own: OwnKeys = {}, origin: Partial<KeyOrigin> = {}): Keymap {
  return bindKeys(allScreens, own, origin);
}

/** The key table as rows of plain text. */
export function keyTable(keymap: Keymap = createKeymap()): ReturnType<typeof tableOf> {
  return tableOf(keymap);
}

/** Reads the text of a config file; throws UsageError with file, line, action and what is wrong. */
export function readSettings(text: string, file: string): Settings {
  return readWith(text, file, createKeymap);
}
