import { acceptExport } from "../overlays/export.ts";
import { paletteChoice } from "../overlays/palette.ts";
import { beginningsOf, itemsOf } from "../overlays/pickers.ts";
import type { ActionName, PromptKey } from "../state/actions.ts";
import { type AppState, request } from "../state/app-state.ts";
import { applied, finished } from "../state/outcome.ts";
import {
  type Item,
  itemAt,
  type NoteOverlay,
  type Overlay,
  type PickOverlay,
  pick,
  reduceOverlay,
  takesSought,
} from "../state/overlay.ts";
import { withState } from "../state/place.ts";
import { at, here, type Program, say, withScreenState } from "../state/program.ts";
import { accepted } from "../state/screen.ts";
import { decodePlace, encodePlace } from "../state/state-string.ts";
import { searchList } from "./find.ts";

/** A key inside an overlay: cancel closes it, accept does what it is for, anything else stays inside. */
export function promptPressed(
  app: AppState,
  key: PromptKey,
  program: Program,
  act: (closed: AppState, action: ActionName) => AppState,
): AppState {
  const { overlay } = app;
  if (overlay === undefined) return app;
  if (key === "cancel") return { ...app, overlay: left(overlay) };
  const items = overlay.kind === "pick" ? itemsOf(overlay, app, program) : [];
  if (key === "invert" && overlay.kind === "pick" && overlay.canDelete === true)
    return deleteView(app, overlay, itemAt(overlay, items)?.value);
  if (key !== "accept") return { ...app, overlay: reduceOverlay(overlay, key, items) };
  const closed: AppState = { ...app, overlay: undefined };
  switch (overlay.kind) {
    case "export":
      return acceptExport(app, overlay);
    case "help_search":
      return app;
    case "leave":
      return request(closed, { kind: "quit" });
    case "note":
      return noted(closed, overlay, program);
    case "pick":
      return chosen(closed, overlay, itemAt(overlay, items), program, act);
    default:
      return closed;
  }
}

/** The overlay after Esc: the list before this one; a note that would be lost, with a warning; otherwise none. */
function left(overlay: Overlay): Overlay | undefined {
  if (overlay.kind === "pick") return overlay.behind;
  if (overlay.kind === "help_search") return { kind: "help", scroll: 0, hasWords: overlay.hasWords === true };
  const isLost = overlay.kind === "note" && !overlay.isLeaving && overlay.input !== overlay.kept;
  return isLost ? { ...overlay, isLeaving: true } : undefined;
}

function noted(app: AppState, { about, input }: NoteOverlay, program: Program): AppState {
  const { screen, at } = here(app, program);
  const state = screen.note?.(at, about, input) ?? at.state;
  return finished(app, withScreenState(app, screen, state), program);
}

/** Lists of the program and not of a screen; an entry that cannot be chosen says why. */
const ownLists: ReadonlySet<string> = new Set(["palette", "views"]);

/** The app after a choice in a list: carries out what the list was opened for, or opens the next list. */
function chosen(
  app: AppState,
  overlay: PickOverlay,
  item: Item | undefined,
  program: Program,
  act: (closed: AppState, action: ActionName) => AppState,
): AppState {
  if (item?.disabled !== undefined && ownLists.has(overlay.purpose)) return say(app, item.disabled);
  // Text that nothing matches stays in its list, to be corrected, unless the list takes it as it is.
  const isUnmatched = item === undefined && overlay.input.trim() !== "";
  const open: AppState = { ...app, overlay };
  if (isUnmatched && (ownLists.has(overlay.purpose) || takesSought(overlay))) return open;
  if (overlay.purpose === "palette") {
    if (item === undefined) return app;
    const choice = paletteChoice(item.value, program);
    return typeof choice === "string" ? act(app, choice) : chosenFromPalette(app, choice, overlay.input, program);
  }
  if (overlay.purpose === "views") return acceptView(app, item?.value, program);
  const { screen, at } = here(app, program);
  const picker = screen.pickers?.[overlay.purpose];
  const outcome = picker === undefined ? {} : accepted(picker, at, overlay, item?.value);
  if (isUnmatched && Object.keys(outcome).length === 0) return open;
  const sought = overlay.purpose === searchList ? overlay.input.trim() || app.sought : app.sought;
  return applied({ ...app, sought }, screen, outcome, program);
}

/** Shows the screen of a list after one of its entries was chosen in the palette. */
function chosenFromPalette(
  app: AppState,
  { screen, list, value }: Exclude<ReturnType<typeof paletteChoice>, string>,
  input: string,
  program: Program,
): AppState {
  const there = finished(app, { ...app, place: { ...app.place, screen: screen.id } }, program);
  const picker = screen.pickers?.[list];
  if (picker === undefined) return there;
  const outcome = accepted(picker, at(there, screen, program.data), pick(list, { input }), value);
  return applied(there, screen, outcome, program);
}

/** Opens a starting view or a saved one, or saves what is on screen under the name. */
function acceptView(app: AppState, value: string | undefined, program: Program): AppState {
  const begun = beginningsOf(program).find((one) => value === `begin:${one.name}`);
  if (begun !== undefined) {
    const place = { ...withState(app.place, begun.screen, begun.state), screen: begun.screen };
    return finished(app, { ...app, place }, program);
  }
  const [verb, name] = [value?.slice(0, 5), value?.slice(5) ?? ""];
  if (verb === "save:") {
    const view = { name, screen: app.place.screen, state: encodePlace(app.place, program) };
    return request(app, { kind: "save_view", view });
  }
  const view = app.views.find((one) => one.name === name);
  if (verb !== "open:" || view === undefined) return app;
  try {
    return finished(app, { ...app, place: decodePlace(view.state, app.place, program) }, program);
  } catch {
    return say(app, `${name} was saved by another version and cannot be opened`, "error");
  }
}

/** Deletes the view under the cursor of the list when asked twice. */
function deleteView(app: AppState, overlay: PickOverlay, value: string | undefined): AppState {
  if (value?.startsWith("open:") !== true) return app;
  if (!overlay.picked.includes(value)) return { ...app, overlay: { ...overlay, picked: [value] } };
  const closed: AppState = { ...app, overlay: { ...overlay, picked: [] } };
  return request(closed, { kind: "delete_view", name: value.slice("open:".length) });
}
