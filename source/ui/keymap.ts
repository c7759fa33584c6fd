import { canCompare } from "../domain/view-slice.ts";
import { settingsErrors } from "../errors/settings.ts";
import type { UsageError } from "../errors.ts";
import type { Action, ActionName, KeyScreen } from "./actions.ts";
import type { AppData, AppState } from "./app-state.ts";
import { type KeyRow, keyRows } from "./key-rows.ts";
import { keyLabel } from "./keys.ts";
import { overlayAction, overlayFooter } from "./overlay-keys.ts";
import type { Overlay } from "./overlays/state.ts";
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

/**
 * What a key does in this state; undefined where it does nothing, but for taking back a count. 5 to 9 begin a count, 1 to 4
 * are screens.
 */
export function actionFor(key: string, state: AppState, data: AppData, keymap: Keymap): Action | undefined {
  const row = keymap.actionOf(key, state.place.screen);
  if (state.overlay !== undefined && !isSuspend(key, row)) {
    const own = overlayAction(key, state.overlay);
    // The summary comes unasked: it stands in the way of no key that means something behind it.
    if (own !== undefined || state.overlay.kind !== "summary") return own;
  }
  const isDigit = /^[0-9]$/.test(key);
  if (isDigit && (state.count !== "" || key >= "5")) return { type: "digit", digit: key };
  if (row === undefined) return elsewhere(key, keymap);
  if (row.action === "back" && state.count !== "") return undefined;
  const reason = reasonAgainst(row, state, data);
  if (reason !== undefined) return { type: "notice", text: reason, tone: "warning" };
  return { type: "do", name: row.action, count: Math.max(1, Number(state.count)) };
}

/** A key that means something on other screens says so, rather than nothing at all. */
function elsewhere(key: string, { rows }: Keymap): Action | undefined {
  const row = rows.find((one) => one.keys.includes(key));
  const screens = row === undefined || row.screens === "all" ? [] : row.screens.filter((one) => one !== "mapping");
  if (row === undefined || screens.length === 0) return undefined;
  return { type: "notice", text: `${keyLabel(key)} ${row.label}: on ${screens.join(", ")}`, tone: "warning" };
}

/** Whether a key hands the terminal back, which it does also where other keys are text. */
export function isSuspend(key: string, row: KeyRow | undefined): boolean {
  return row?.action === "suspend" && [...key].length > 1;
}

/** Why an action cannot be done now; undefined where it can. */
export function reasonAgainst(row: KeyRow, state: AppState, data: AppData): string | undefined {
  const { place } = state;
  if (row.action === "tenure" && place.cohorts.query.axis === "calendar")
    return "Tenure counts only on the tenure axis: press t";
  const steps = data.investigation()?.steps ?? [];
  const isOnStep = row.action === "note" || row.action === "leave_out" || row.action === "step";
  if (isOnStep && steps.length === 0) return "There is no investigation here yet";
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

/** Keys for the footer in this state: those of what is open, else those of the screen. */
export function footerOf(
  overlay: Overlay | undefined,
  keymap: Keymap,
  screen: KeyScreen,
): ReturnType<typeof footerKeys> {
  // The keys of the screen behind work through a summary.
  if (overlay === undefined || overlay.kind === "summary") return footerKeys(keymap, screen);
  return overlayFooter(overlay, keyOf(keymap, "suspend"));
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

function clash(key: string, one: KeyRow, other: KeyRow, origin: Partial<KeyOrigin>): UsageError {
  return settingsErrors.keyTaken({ ...origin, key: keyLabel(key), one: one.action, other: other.action });
}
