import type { ActionName } from "./actions.ts";
import type { KeyRow } from "./key-row.ts";

/** Which action a key triggers on a screen. */
export interface Keymap {
  /** Every row once, in the order of the key table. */
  readonly rows: readonly KeyRow[];
  /** The rows of a screen: its own first, then the shared ones. */
  readonly rowsOf: (screen: string) => readonly KeyRow[];
  readonly actionOf: (key: string, screen: string) => KeyRow | undefined;
  /** Ids of the screens that a row belongs to; undefined: all. */
  readonly screensOf: (row: KeyRow) => readonly string[] | undefined;
}

/** The row of an action; undefined if there is no such action. */
export function rowOf(keymap: Keymap, action: ActionName): KeyRow | undefined {
  return keymap.rows.find((row) => row.action === action);
}
