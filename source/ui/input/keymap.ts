import { settingsErrors } from "../../errors/settings.ts";
import type { UsageError } from "../../errors.ts";
import type { Action, ActionName } from "../state/actions.ts";
import type { AppState } from "../state/app-state.ts";
import type { KeyRow } from "../state/key-row.ts";
import { type Keymap, rowOf } from "../state/keymap.ts";
import { here, type Program } from "../state/program.ts";
import type { AnyScreen } from "../state/screen.ts";
import type { Chip } from "../widgets/chip.ts";
import type { Hint } from "../widgets/hint.ts";
import { sharedRows } from "./key-rows.ts";
import { keyLabel } from "./keys.ts";
import { overlayAction, overlayFooter } from "./overlay-keys.ts";

/** The parts of a screen that its keys are made from. */
export type KeyScreen = Pick<AnyScreen, "id" | "keys" | "keyWords" | "jumps" | "isBeforeData">;

/** Which line of a config file binds which action. */
export interface KeyOrigin {
  readonly place: string;
  readonly action: string;
}

/** Custom keys for some actions. */
export type OwnKeys = Readonly<Partial<Record<ActionName, readonly string[]>>>;

/** Every row of the key table once: shared rows, then those that jump to a screen, then each screen's own. */
function allRows(screens: readonly KeyScreen[]): readonly KeyRow[] {
  return [...new Set([...screens.flatMap(({ keys }) => keys), ...sharedRows, ...screens.flatMap(jumpsOf)])];
}

function jumpsOf({ jumps = [] }: KeyScreen): readonly KeyRow[] {
  return jumps.map(({ row }) => row);
}

/** The key table of these screens, with custom keys for some actions; UsageError if two actions of one screen share a key. */
export function bindKeys(screens: readonly KeyScreen[], own: OwnKeys = {}, origin: Partial<KeyOrigin> = {}): Keymap {
  const bound = new Map(allRows(screens).map((row) => [row, { ...row, keys: own[row.action] ?? row.keys }]));
  const boundOf = (rows: readonly KeyRow[]) => rows.flatMap((row) => bound.get(row) ?? []);
  const jumps = screens.flatMap(jumpsOf);
  const rowsOf = new Map(
    screens.map(({ id, keys, keyWords = {}, isBeforeData }) => {
      const shared = [...sharedRows, ...jumps].filter((row) => isBeforeData !== true || row.isBeforeData === true);
      const others = shared.filter((row) => !keys.some(({ action }) => action === row.action));
      return [id, boundOf([...keys, ...others]).map((row) => ({ ...row, ...keyWords[row.action] }))] as const;
    }),
  );
  const bindings = new Map([...rowsOf].map(([id, rows]) => [id, bindingsOf(rows, origin)]));
  const ownScreens = new Map<KeyRow, readonly string[]>();
  for (const { id, keys } of screens)
    for (const row of boundOf(keys)) ownScreens.set(row, [...(ownScreens.get(row) ?? []), id]);
  return {
    rows: [...bound.values()],
    rowsOf: (screen) => rowsOf.get(screen) ?? [],
    actionOf: (key, screen) => bindings.get(screen)?.get(key.replace(/^word-/, "")),
    screensOf: (row) => ownScreens.get(row),
  };
}

function bindingsOf(rows: readonly KeyRow[], origin: Partial<KeyOrigin>): ReadonlyMap<string, KeyRow> {
  const bindings = new Map<string, KeyRow>();
  for (const row of rows) {
    for (const key of row.keys) {
      const taken = bindings.get(key);
      if (taken !== undefined) throw clash(key, row, taken, origin);
      bindings.set(key, row);
    }
  }
  return bindings;
}

function clash(key: string, one: KeyRow, other: KeyRow, origin: Partial<KeyOrigin>): UsageError {
  return settingsErrors.keyTaken({ ...origin, key: keyLabel(key), one: one.action, other: other.action });
}

/** What a key does in this state; undefined if it does nothing except cancel a count. 5 to 9 begin a count, 1 to 4 are screens. */
export function actionFor(key: string, app: AppState, program: Program): Action | undefined {
  const { keymap } = program.data;
  const row = keymap.actionOf(key, app.place.screen);
  if (app.overlay !== undefined && !isSuspend(key, row)) {
    const own = overlayAction(key, app.overlay);
    // The summary opens by itself, so it must not block keys of the screen behind it.
    if (own !== undefined || app.overlay.kind !== "summary") return own;
  }
  const isDigit = /^[0-9]$/.test(key);
  if (isDigit && (app.count !== "" || key >= "5")) return { type: "digit", digit: key };
  if (row === undefined) return elsewhere(key, program);
  if (row.action === "back" && app.count !== "") return undefined;
  const reason = reasonAgainst(row, app, program);
  if (reason !== undefined) return { type: "notice", text: reason, tone: "warning" };
  return { type: "do", name: row.action, count: Math.max(1, Number(app.count)) };
}

/** Why an action is not possible now; undefined if it is. */
export function reasonAgainst(row: KeyRow, app: AppState, program: Program): string | undefined {
  const { screen, at } = here(app, program);
  return screen.reasonAgainst?.(at, row.action);
}

/** A key that only works on other screens says which, instead of doing nothing. */
function elsewhere(key: string, { data: { keymap }, screens: all }: Program): Action | undefined {
  const isHere = (row: KeyRow) =>
    all.filter(({ id }) => keymap.screensOf(row)?.includes(id) === true).map(({ id }) => id);
  const row = keymap.rows.find((one) => one.keys.includes(key) && isHere(one).length > 0);
  if (row === undefined) return undefined;
  const screens = isHere(row);
  return { type: "notice", text: `${keyLabel(key)} ${row.label}: on ${screens.join(", ")}`, tone: "warning" };
}

/** Whether a key suspends the program, which it also does where other keys are typed text. */
function isSuspend(key: string, row: KeyRow | undefined): boolean {
  return row?.action === "suspend" && [...key].length > 1;
}

/** Footer keys in this state: those of the overlay if one is open, otherwise those of the screen that can do something now. */
export function footerOf(app: AppState, program: Program): readonly Hint[] {
  const { overlay } = app;
  // Keys of the screen work through a summary.
  if (overlay === undefined || overlay.kind === "summary") return footerKeys(app, program);
  return overlayFooter(overlay, keyOf(program.data.keymap, "suspend"));
}

/** Keys for the footer, most useful first. */
function footerKeys(app: AppState, program: Program): readonly Hint[] {
  return program.data.keymap
    .rowsOf(here(app, program).screen.id)
    .filter((row) => row.footer !== undefined && reasonAgainst(row, app, program) === undefined)
    .sort((one, other) => (one.footer ?? 0) - (other.footer ?? 0))
    .map((row) => ({ key: keyLabel(row.keys[0] ?? ""), label: row.label }));
}

/** The key of an action as written on screen, for chips and hints. */
export function keyOf(keymap: Keymap, action: ActionName): string {
  return keyLabel(rowOf(keymap, action)?.keys[0] ?? "");
}

/** Makes the chips of a screen, each with the key of the action that changes it. */
export function chipMaker(keymap: Keymap) {
  return (action: ActionName, text: string, isSet = true): Chip => ({ key: keyOf(keymap, action), text, isSet });
}

/** The key table as rows of plain text: keys, what they do and on which screens. For `grounds keys` and the README. */
export function keyTable(keymap: Keymap): readonly {
  readonly keys: string;
  readonly action: string;
  readonly description: string;
  readonly screens: string;
}[] {
  return keymap.rows.map((row) => ({
    keys: row.keys.map(keyLabel).join(" "),
    action: row.action,
    description: row.description,
    screens: keymap.screensOf(row)?.join(", ") ?? "everywhere",
  }));
}
