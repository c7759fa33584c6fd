import type { Action, ActionName, PromptKey, ScreenName } from "./actions.ts";
import type { AppData, AppState, Place, Request } from "./app-state.ts";
import { keyRows } from "./key-rows.ts";
import { isOn } from "./keymap.ts";
import { afterExport } from "./overlays/export.ts";
import { itemsOf } from "./overlays/items.ts";
import { openOverlay } from "./overlays/open.ts";
import { reduceInOverlay } from "./overlays/reduce.ts";
import { type Item, isMultiple, isSameEntry, itemAt, pick, takesText, typed } from "./overlays/state.ts";
import { pointAt } from "./point.ts";
import { closeOpenBar } from "./reduce-investigation.ts";
import { closedInPipeline } from "./reduce-pipeline.ts";
import { reducePlace } from "./reduce-place.ts";
import { cellText, rowText, tableText } from "./row-text.ts";
import { quarantineOf } from "./screens/pipeline/state.ts";
import { boardSlots } from "./screens/slices/state.ts";
import { encodePlace } from "./state-string.ts";

const keptSteps = 200;
const tabs: readonly ScreenName[] = ["cohorts", "slices", "investigation", "pipeline"];

/** The one flow: an action makes the next state; nothing here touches data, terminal or files. */
export function reduce(state: AppState, action: Action, data: AppData): AppState {
  switch (action.type) {
    case "size":
      return { ...state, size: { columns: action.columns, rows: action.rows } };
    case "notice":
      return { ...state, notice: { text: action.text, tone: action.tone } };
    case "digit":
      return { ...state, notice: undefined, count: (state.count + action.digit).slice(0, 4) };
    case "text":
      return typedInto(state, action.text);
    case "point":
      return pointed({ ...state, notice: undefined, isFresh: false }, action, data);
    case "wheel":
      return wheeled(state, action.rows, data);
    case "prompt":
      return logged(prompt({ ...state, notice: undefined, isFresh: false }, action.key, data), action);
    case "views":
      return { ...state, views: action.views };
    case "export_exists":
    case "export_done":
    case "export_failed":
      return afterExport(state, action);
    case "do":
      return logged(act(state, action.name, action.count, data), action);
  }
}

function act(before: AppState, name: ActionName, count: number, data: AppData): AppState {
  // What is being typed or chosen is there again when the shell hands the terminal back.
  if (name === "suspend") return request(before, { kind: name });
  const state: AppState = { ...before, overlay: undefined, notice: undefined, count: "", isFresh: false };
  switch (name) {
    case "undo":
      return travel(state, "undo", "redo", "Nothing to undo");
    case "redo":
      return travel(state, "redo", "undo", "Nothing to redo");
    case "go_back":
      return travel(state, "behind", "ahead", "This is where you started");
    case "go_forward":
      return travel(state, "ahead", "behind", "Nothing further ahead");
    case "to_cohorts":
    case "to_slices":
    case "to_investigation":
    case "to_pipeline":
      return toScreen(state, name.slice(3) as ScreenName);
    case "to_quarantine":
      return finish(state, {
        ...state.place,
        screen: "pipeline",
        pipeline: quarantineOf(state.place.pipeline),
      });
    case "next_screen":
    case "previous_screen":
      return toScreen(state, neighbour(state.place.screen, name === "next_screen" ? 1 : -1));
    case "palette":
      return { ...state, overlay: pick("palette") };
    case "help":
    case "sql":
    case "summary":
      return { ...state, overlay: { kind: name, scroll: 0 } };
    case "reload":
    case "quit":
      return request(state, { kind: name });
    case "copy_state":
      return request(state, {
        kind: "copy",
        text: encodePlace(state.place),
        what: "State copied: open it with --state",
      });
    case "copy_row":
      return copied(state, rowText(state, data), "Row copied");
    case "copy_cell":
      return copied(state, cellText(state, data), "Value copied");
    case "copy_table":
      return copied(state, tableText(state, data), "Table copied");
    case "back":
      return stepBack(state, data);
    default:
      return openOverlay(state, name, data) ?? finish(state, reducePlace(state, name, count, data));
  }
}

/** A click moves the cursor; one on what the cursor is on opens or chooses that, as Enter does, or ticks it. */
function pointed(state: AppState, at: { readonly x: number; readonly y: number }, data: AppData): AppState {
  const next = pointAt(state, at, data);
  if (next.overlay?.kind === "pick" && state.overlay?.kind === "pick") {
    const isAgain =
      next.overlay !== state.overlay && isSameEntry(state.overlay, next.overlay, itemsInView(state, data));
    return isAgain ? prompt(state, isMultiple(next.overlay) ? "toggle" : "accept", data) : next;
  }
  const isAgain = next.place !== state.place && JSON.stringify(next.place) === JSON.stringify(state.place);
  return isAgain && opensOn(state.place.screen) ? act(state, "drill", 1, data) : next;
}

function opensOn(screen: ScreenName): boolean {
  return keyRows.some((row) => row.action === "drill" && isOn(row, screen));
}

/** The rows that the wheel went: the cursor follows, or what is open is scrolled. */
function wheeled(state: AppState, rows: number, data: AppData): AppState {
  const key = rows < 0 ? "up" : "down";
  if (state.overlay === undefined) return act(state, key, Math.abs(rows), data);
  let next = state;
  for (let step = 0; step < Math.abs(rows); step++) next = prompt(next, key, data);
  return next;
}

function itemsInView(state: AppState, data: AppData): readonly Item[] {
  return state.overlay?.kind === "pick" ? itemsOf(state.overlay, state, data) : [];
}

function copied(state: AppState, text: string | undefined, what: string): AppState {
  if (text === undefined) return { ...state, notice: { text: "There is nothing here to copy", tone: "warning" } };
  return request(state, { kind: "copy", text, what });
}

function prompt(state: AppState, key: PromptKey, data: AppData): AppState {
  const { overlay } = state;
  if (key !== "accept" || overlay?.kind !== "pick" || overlay.purpose !== "palette") {
    return reduceInOverlay(state, key, data, finish);
  }
  const item = itemAt(overlay, itemsOf(overlay, state, data));
  const closed: AppState = { ...state, overlay: undefined };
  const row = keyRows.find((one) => one.action === item?.value);
  if (row === undefined) return closed;
  if (item?.disabled !== undefined) return { ...closed, notice: { text: item.disabled, tone: "warning" } };
  return act(closed, row.action, 1, data);
}

/** The state at another place: what was analysed before can be undone, where it was can be gone back to. */
export function finish(state: AppState, next: Place | AppState): AppState {
  const moved: AppState = "place" in next ? next : { ...state, place: next };
  const before = state.place;
  if (moved.place === before || analysis(moved.place) === analysis(before)) return moved;
  const isElsewhere = moved.place.screen !== before.screen;
  const isDeeper = isElsewhere || moved.place.slices.slice.filters !== before.slices.slice.filters;
  return {
    ...moved,
    undo: isElsewhere ? moved.undo : [...state.undo, before].slice(-keptSteps),
    redo: isElsewhere ? moved.redo : [],
    behind: isDeeper ? [...state.behind, before].slice(-keptSteps) : moved.behind,
    ahead: isDeeper ? [] : moved.ahead,
  };
}

/** A request with the next number, so that the program carries it out once. */
export function request(state: AppState, wish: DistributiveOmit<Request, "id">): AppState {
  return { ...state, request: { ...wish, id: (state.request?.id ?? 0) + 1 } as Request };
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
type Trail = "undo" | "redo" | "behind" | "ahead";

function travel(state: AppState, from: Trail, to: Trail, nothing: string): AppState {
  const place = state[from].at(-1);
  if (place === undefined) return { ...state, notice: { text: nothing, tone: "label" } };
  const isUndone = from === "undo" || from === "redo";
  const kept = isUndone ? place : withStoriesOf(place, state.place);
  return { ...state, place: kept, [from]: state[from].slice(0, -1), [to]: [...state[to], state.place] };
}

/** Going elsewhere takes no note back. */
function withStoriesOf(place: Place, { investigation: { stories } }: Place): Place {
  return { ...place, investigation: { ...place.investigation, stories } };
}

function stepBack(state: AppState, data: AppData): AppState {
  const names = ["grid", "table", "sum", "page", "investigation", "pipeline", ...boardSlots(data.catalog)];
  const isBusy = names.some((name) => data.slot(name)?.isSlow);
  if (isBusy) return request(state, { kind: "stop" });
  return (
    closeOpenBar(state, data) ??
    closedInPipeline(state, data) ??
    travel(state, "behind", "ahead", "This is where you started")
  );
}

function toScreen(state: AppState, screen: ScreenName): AppState {
  return screen === state.place.screen ? state : finish(state, { ...state.place, screen });
}

function neighbour(screen: ScreenName, by: number): ScreenName {
  const at = Math.max(0, tabs.indexOf(screen));
  return tabs[(at + by + tabs.length) % tabs.length] ?? "cohorts";
}

function typedInto(state: AppState, text: string): AppState {
  const { overlay } = state;
  if (overlay === undefined || !takesText(overlay) || !("input" in overlay)) return state;
  return { ...state, overlay: typed(overlay, text) };
}

function logged(state: AppState, action: Action): AppState {
  return { ...state, log: [...state.log.slice(-999), action] };
}

/** Notes and steps left out; that a step was looked at is no analysis. */
function told(stories: Place["investigation"]["stories"]) {
  return Object.entries(stories).map(([key, { notes, excluded }]) => [key, notes, excluded]);
}

/** What of a place is analysis, without cursors. */
function analysis(place: Place): string {
  const { cohorts, slices, rows, investigation } = place;
  return JSON.stringify([
    place.screen,
    cohorts.query,
    slices.view,
    slices.slice,
    rows.kind,
    rows.slice,
    investigation.question,
    told(investigation.stories),
  ]);
}
