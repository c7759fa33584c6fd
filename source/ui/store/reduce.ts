import { actionFor } from "../input/keymap.ts";
import { afterExport, exportOpened } from "../overlays/export.ts";
import { pointInList } from "../overlays/list-window.ts";
import { itemsOf } from "../overlays/pickers.ts";
import type { Action, ActionName } from "../state/actions.ts";
import { type AppState, linesAbove, request } from "../state/app-state.ts";
import { applied, finished, travelled } from "../state/outcome.ts";
import { cursorOf, isMultiple, pick, takesText, typed } from "../state/overlay.ts";
import { at, here, type Program, say, screenIn, withScreenState } from "../state/program.ts";
import type { AnyScreen } from "../state/screen.ts";
import { encodePlace } from "../state/state-string.ts";
import { toured, tourToggled } from "../state/tour.ts";
import { copied } from "./copy.ts";
import { foundNext } from "./find.ts";
import { keyUnder } from "./key-under.ts";
import { closedStep, steppedBack } from "./leave.ts";
import { promptPressed } from "./reduce-overlay.ts";

/** The one flow: an action gives the next state; nothing here touches data, terminal or files. */
export function reduce(app: AppState, action: Action, program: Program): AppState {
  switch (action.type) {
    case "size":
      return { ...app, size: { columns: action.columns, rows: action.rows } };
    case "notice":
      return say(app, action.text, action.tone);
    case "digit":
      return { ...app, notice: undefined, count: (app.count + action.digit).slice(0, 4) };
    case "text":
      return typedInto(app, action.text);
    case "point":
      return clicked(app, action, program);
    case "wheel":
      return wheeled(app, action.rows, program);
    case "prompt":
      return logged(pressedInOverlay({ ...app, notice: undefined, isFresh: false }, action.key, program), action);
    case "views":
      return { ...app, views: action.views };
    case "export_exists":
    case "export_done":
    case "export_failed":
      return afterExport(app, action);
    case "news":
      return afterNews(app, action, program);
    case "do":
      return logged(toured(app, act(app, action.name, action.count, program), action.name), action);
  }
}

function act(before: AppState, name: ActionName, count: number, program: Program): AppState {
  // Typed text and open lists are still there when the shell hands the terminal back.
  if (name === "suspend") return request(before, { kind: name });
  const app: AppState = { ...before, overlay: undefined, notice: undefined, count: "", isFresh: false };
  if (name === "find_next" || name === "find_previous") return foundNext(app, name === "find_next" ? 1 : -1, program);
  const { keys, handles = [] } = screenIn(program, app);
  if (handles.includes(name) || keys.some((row) => row.action === name)) return onScreen(app, name, count, program);
  switch (name) {
    case "undo":
      return travelled(app, program, "undo", "redo", "Nothing to undo");
    case "redo":
      return travelled(app, program, "redo", "undo", "Nothing to redo");
    case "go_back":
      return travelled(app, program, "behind", "ahead", "This is where you started");
    case "go_forward":
      return travelled(app, program, "ahead", "behind", "Nothing further ahead");
    case "next_screen":
    case "previous_screen":
      return toScreen(app, neighbour(app, name === "next_screen" ? 1 : -1, program), program);
    case "palette":
      return { ...app, overlay: pick("palette") };
    case "views":
      return { ...app, overlay: pick("views", { canDelete: true }) };
    case "help":
    case "sql":
    case "summary":
      return { ...app, overlay: { kind: name, scroll: 0 } };
    case "tour":
      return tourToggled(toScreen(app, program.screens[0] ?? screenIn(program, app), program));
    case "reload":
    case "quit":
      return request(app, { kind: name });
    case "export":
      return exportOpened(app, program);
    case "copy_link":
      return request(app, {
        kind: "copy",
        text: encodePlace(app.place, program),
        what: "Link copied: grounds --state opens it",
      });
    case "copy_row":
    case "copy_cell":
    case "copy_table":
      return copied(app, name, program);
    case "back":
    case "close":
      if (program.data.isSlow()) return request(app, { kind: "stop" });
      return name === "back" ? steppedBack(app, program) : closedStep(app, program);
  }
  for (const screen of program.screens) {
    const jump = screen.jumps?.find(({ row }) => row.action === name);
    if (jump?.intent !== undefined) return applied(app, screen, { show: jump.intent }, program);
    if (jump !== undefined) return toScreen(app, screen, program);
  }
  return onScreen(app, name, count, program);
}

/** The app after an action of the current screen, which may open its list of that name. */
function onScreen(app: AppState, name: ActionName, count: number, program: Program): AppState {
  const { screen, at } = here(app, program);
  const { pickers = {} } = screen;
  const list = pickers[name];
  const outcome = list === undefined ? screen.reduce(at, name, count) : { overlay: pick(name, list.opensWith?.(at)) };
  const next = applied(app, screen, outcome, program);
  const { overlay } = next;
  if (overlay?.kind !== "pick") return next;
  const current = pickers[overlay.purpose]?.current?.(at);
  return current === undefined ? next : { ...next, overlay: { ...overlay, current } };
}

function afterNews(app: AppState, { news, screen: id }: Extract<Action, { type: "news" }>, program: Program): AppState {
  const screen = program.screens.find((one) => one.id === id) ?? screenIn(program, app);
  return applied(app, screen, screen.news?.(at(app, screen, program.data), news) ?? {}, program);
}

/** A click on a chip or on a hint presses its key; any other click goes to the body or the overlay. */
function clicked(app: AppState, point: Extract<Action, { type: "point" }>, program: Program): AppState {
  const key = keyUnder(app, point, program);
  if (key === undefined) return pointed({ ...app, notice: undefined, isFresh: false }, point, program);
  const action = actionFor(key, app, program);
  return action === undefined ? app : reduce(app, action, program);
}

/** A click moves the cursor; a click on the cursor opens or chooses the item, as Enter does, or ticks it. */
function pointed(app: AppState, { x, y }: { readonly x: number; readonly y: number }, program: Program): AppState {
  if (app.overlay?.kind === "pick") {
    const items = itemsOf(app.overlay, app, program);
    const overlay = pointInList(app.overlay, items, y, app.size);
    const isAgain = overlay !== app.overlay && cursorOf(app.overlay, items) === cursorOf(overlay, items);
    return isAgain ? pressedInOverlay(app, isMultiple(overlay) ? "toggle" : "accept", program) : { ...app, overlay };
  }
  if (app.overlay !== undefined || y < linesAbove) return app;
  const { screen, at } = here(app, program);
  const state = screen.target?.(at, x, y - linesAbove) ?? at.state;
  const isAgain = state !== at.state && JSON.stringify(state) === JSON.stringify(at.state);
  const open = isAgain ? program.data.keymap.actionOf("enter", screen.id) : undefined;
  return open === undefined ? withScreenState(app, screen, state) : act(app, open.action, 1, program);
}

/** Moves by the wheel's rows: the cursor follows, or the overlay is scrolled. */
function wheeled(app: AppState, rows: number, program: Program): AppState {
  const key = rows < 0 ? "up" : "down";
  if (app.overlay === undefined) return act(app, key, Math.abs(rows), program);
  let next = app;
  for (let step = 0; step < Math.abs(rows); step++) next = pressedInOverlay(next, key, program);
  return next;
}

function pressedInOverlay(app: AppState, key: Parameters<typeof promptPressed>[1], program: Program): AppState {
  return promptPressed(app, key, program, (closed, name) => toured(closed, act(closed, name, 1, program), name));
}

function toScreen(app: AppState, screen: AnyScreen, program: Program): AppState {
  const place = { ...app.place, screen: screen.id };
  return screen.id === app.place.screen ? app : finished(app, { ...app, place }, program);
}

/** The next one of the screens that a key leads to. */
function neighbour(app: AppState, by: number, program: Program): AnyScreen {
  const tabs = program.screens.filter(({ jumps }) => jumps !== undefined);
  const at = Math.max(
    0,
    tabs.findIndex(({ id }) => id === app.place.screen),
  );
  return tabs[(at + by + tabs.length) % tabs.length] ?? screenIn(program, app);
}

function typedInto(app: AppState, text: string): AppState {
  const { overlay } = app;
  if (overlay === undefined || !takesText(overlay) || !("input" in overlay)) return app;
  return { ...app, overlay: typed(overlay, text) };
}

function logged(app: AppState, action: Action): AppState {
  return { ...app, log: [...app.log.slice(-999), action] };
}
