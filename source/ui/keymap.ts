import { canCompare } from "../domain/view-slice.ts";
import { settingsErrors } from "../errors/settings.ts";
import type { UsageError } from "../errors.ts";
import type { Action, ActionName, KeyScreen, PromptKey } from "./actions.ts";
import type { AppData, AppState } from "./app-state.ts";
import { type KeyRow, keyRows } from "./key-rows.ts";
import { keyLabel } from "./keys.ts";
import { isMultiple, type Overlay, takesText } from "./overlays/state.ts";
import type { SlicesState } from "./screens/slices/state.ts";

/** Which action a key means on a screen. */
export interface Keymap {
  readonly rows: readonly KeyRow[];
  readonly actionOf: (key: string, screen: KeyScreen) => KeyRow | undefined;
}

/** Which line of a config file gives keys to which action. */
export interface KeyOrigin {
  readonly place: string;
  readonly action: string;
}

/** The key table, with other keys for some actions; UsageError where two actions of one screen would share a key. */
export function createKeymap(
  overrides: Readonly<Partial<Record<ActionName, readonly string[]>>> = {},
  origin: Partial<KeyOrigin> = {},
): Keymap {
  const rows = keyRows.map((row) => ({ ...row, keys: overrides[row.action] ?? row.keys }));
  const bindings = new Map<string, KeyRow>();
  for (const row of rows) {
    for (const screen of allScreens.filter((one) => isOn(row, one))) {
      for (const key of row.keys) {
        const taken = bindings.get(`${screen} ${key}`);
        if (taken !== undefined) throw clash(key, row, taken, origin);
        bindings.set(`${screen} ${key}`, row);
      }
    }
  }
  return { rows, actionOf: (key, screen) => bindings.get(`${screen} ${key.replace(/^word-/, "")}`) };
}

/** What a key does in this state; undefined where it does nothing. 5 to 9 begin a count, 1 to 4 are screens. */
export function actionFor(key: string, state: AppState, data: AppData, keymap: Keymap): Action | undefined {
  if (state.overlay !== undefined) {
    const own = overlayAction(key, state.overlay);
    // The summary comes unasked: it stands in the way of no key that means something behind it.
    if (own !== undefined || state.overlay.kind !== "summary") return own;
  }
  const isDigit = /^[0-9]$/.test(key);
  if (isDigit && (state.count !== "" || key >= "5")) return { type: "digit", digit: key };
  const row = keymap.actionOf(key, state.place.screen);
  if (row === undefined) return undefined;
  const reason = reasonAgainst(row, state, data);
  if (reason !== undefined) return { type: "notice", text: reason, tone: "warning" };
  return { type: "do", name: row.action, count: Math.max(1, Number(state.count)) };
}

/** Why an action cannot be done now; undefined where it can. */
export function reasonAgainst(row: KeyRow, state: AppState, data: AppData): string | undefined {
  const { place } = state;
  if (row.action === "tenure" && place.cohorts.query.axis === "calendar")
    return "Tenure counts only on the tenure axis: press t";
  const steps = data.investigation()?.steps ?? [];
  if (row.action === "bars" && steps[place.investigation.step]?.id !== "bridge") {
    const bridge = steps.findIndex((step) => step.id === "bridge");
    return bridge < 0 ? "There is no bridge yet" : `The bars are on the bridge, step ${bridge + 1}`;
  }
  if (place.screen === "slices") return reasonOnSlices(row.action, place.slices, data);
  return undefined;
}

/** Why an action cannot be done on slices now. */
function reasonOnSlices(action: ActionName, { view, slice }: SlicesState, { catalog }: AppData): string | undefined {
  if (action === "sort" && view === "pivot") return "A pivot keeps the order of its dimensions";
  if (action === "values" && view === "boards") return "Leaderboards show shares of the whole: v for table and pivot";
  if (action === "values" && slice.by.length < 2) return "Shares of a row or column take two dimensions: press d";
  if (action === "compare" && !canCompare(slice, catalog)) return "All days have nothing before them: choose days, p";
  if (action === "up_level" && slice.filters.length === 0) return "This is the top: there is no filter to lift";
  if (action === "pane" && view !== "boards") return "Tables show every column: v for leaderboards";
  return undefined;
}

/** Keys for the footer, most useful first: those of the screen, then what works everywhere. */
export function footerKeys(
  keymap: Keymap,
  screen: KeyScreen,
): readonly { readonly key: string; readonly label: string }[] {
  return keymap.rows
    .filter((row) => row.footer !== undefined && isOn(row, screen))
    .sort((one, other) => (one.footer ?? 0) - (other.footer ?? 0))
    .map((row) => ({ key: keyLabel(row.keys[0] ?? ""), label: row.label }));
}

/** Whether an action belongs to a screen. */
export function isOn(row: KeyRow, screen: KeyScreen): boolean {
  if (row.screens !== "all") return row.screens.includes(screen);
  return screen !== "mapping" || row.group === "move" || withoutData.has(row.action);
}

/** What works everywhere, also before there is data. */
const withoutData: ReadonlySet<ActionName> = new Set([
  "back",
  "undo",
  "next_screen",
  "previous_screen",
  "palette",
  "help",
  "sql",
  "suspend",
  "quit",
]);

/** The key that does an action on screen, for chips and hints. */
export function keyOf(keymap: Keymap, action: ActionName): string {
  return keyLabel(keymap.rows.find((row) => row.action === action)?.keys[0] ?? "");
}

/** The key table as rows of plain text: keys, what they do, where. For `grounds keys` and the README. */
export function keyTable(keymap: Keymap = createKeymap()): readonly {
  readonly keys: string;
  readonly action: string;
  readonly description: string;
  readonly screens: string;
}[] {
  return keymap.rows.map((row) => ({
    keys: row.keys.map(keyLabel).join(" "),
    action: row.action,
    description: row.description,
    screens: row.screens === "all" ? "everywhere" : row.screens.join(", "),
  }));
}

const allScreens: readonly KeyScreen[] = ["cohorts", "slices", "investigation", "pipeline", "rows", "mapping"];

const listKeys: Readonly<Record<string, PromptKey>> = {
  up: "up",
  down: "down",
  "ctrl-p": "up",
  "ctrl-n": "down",
  pageup: "page_up",
  pagedown: "page_down",
  home: "first",
  end: "last",
  enter: "accept",
  escape: "cancel",
  "ctrl-c": "cancel",
};

/** As in readline; up and down are the list's. */
const promptKeys: Readonly<Record<string, PromptKey>> = {
  ...listKeys,
  left: "caret_left",
  right: "caret_right",
  "ctrl-b": "caret_left",
  "ctrl-f": "caret_right",
  "word-left": "word_left",
  "word-right": "word_right",
  "alt-b": "word_left",
  "alt-f": "word_right",
  "ctrl-a": "line_start",
  "ctrl-e": "line_end",
  backspace: "delete",
  delete: "delete_next",
  "ctrl-d": "delete_next",
  "ctrl-w": "delete_word",
  "alt-backspace": "delete_word",
  "alt-d": "delete_next_word",
  "ctrl-u": "clear",
  "ctrl-k": "clear_rest",
};

const readerKeys: Readonly<Record<string, PromptKey>> = {
  ...listKeys,
  k: "up",
  j: "down",
  g: "first",
  G: "last",
  "ctrl-b": "page_up",
  "ctrl-f": "page_down",
  "ctrl-u": "page_up",
  "ctrl-d": "page_down",
  q: "cancel",
  "?": "cancel",
  S: "cancel",
  backspace: "cancel",
  space: "page_down",
};

/** Keys of one prompt or list besides those of all; in what is typed a blank is a blank. */
function ownPromptKeys(overlay: Overlay): Readonly<Record<string, PromptKey>> {
  if (overlay.kind === "export") return { ...lineEnds, tab: "invert" };
  if (overlay.kind !== "pick") return lineEnds;
  if (overlay.purpose === "views") return { tab: "invert" };
  if (!isMultiple(overlay)) return {};
  const ticks: Record<string, PromptKey> =
    overlay.input === "" ? { tab: "toggle", space: "toggle" } : { tab: "toggle" };
  return overlay.purpose === "filter_values" ? { ...ticks, "shift-tab": "invert" } : ticks;
}

/** Where there is no list to go to the ends of. */
const lineEnds: Readonly<Record<string, PromptKey>> = { home: "line_start", end: "line_end" };

/** What a key does inside of a list, a prompt or a text. */
export function overlayAction(key: string, overlay: Overlay): Extract<Action, { type: "prompt" | "text" }> | undefined {
  if (!takesText(overlay)) {
    const own = readerKeys[key];
    return own === undefined ? undefined : { type: "prompt", key: own };
  }
  const own = ownPromptKeys(overlay)[key] ?? promptKeys[key];
  if (own !== undefined) return { type: "prompt", key: own };
  if (key === "space") return { type: "text", text: " " };
  return [...key].length === 1 ? { type: "text", text: key } : undefined;
}

function clash(key: string, one: KeyRow, other: KeyRow, origin: Partial<KeyOrigin>): UsageError {
  return settingsErrors.keyTaken({ ...origin, key: keyLabel(key), one: one.action, other: other.action });
}
