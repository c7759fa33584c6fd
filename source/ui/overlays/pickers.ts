import { cell } from "../../domain/cell.ts";
import type { SavedView } from "../../domain/saved-view.ts";
import type { AppState } from "../state/app-state.ts";
import { type Item, matching, type PickOverlay } from "../state/overlay.ts";
import { at, here, type Program } from "../state/program.ts";
import type { Beginning } from "../state/screen.ts";
import { decodePlace } from "../state/state-string.ts";
import { paletteItems } from "./palette.ts";

/** What an open list shows. */
export interface List {
  readonly title: string;
  /** Undefined while being read. */
  readonly items: readonly Item[] | undefined;
  /** What can be typed besides the name of an entry. */
  readonly typed?: string | undefined;
  /** Why the typed text means nothing, if no entry matches it. */
  readonly whyNot?: string | undefined;
}

/** The open list: one shared by all screens, or one of the current screen. */
export function listOf(overlay: PickOverlay, app: AppState, program: Program): List {
  if (overlay.purpose === "palette") return { title: "All actions", items: paletteItems(overlay.input, app, program) };
  if (overlay.purpose === "views") return { title: "Views", items: viewItems(overlay, app, program) };
  const { screen, at } = here(app, program);
  const picker = screen.pickers?.[overlay.purpose];
  if (picker === undefined) return { title: "", items: [] };
  const items = picker.items(at, overlay);
  const isUnread = items?.length === 0 && overlay.input.trim() !== "";
  const whyNot = isUnread ? picker.whyNot?.(at, overlay.input) : undefined;
  return { title: picker.title(at, overlay), items, typed: picker.typed, whyNot };
}

/** The starting views of all screens. */
export function beginningsOf({
  screens,
  data,
}: Program): readonly (Beginning<unknown> & { readonly screen: string })[] {
  return screens.flatMap(({ id, beginnings }) => (beginnings?.(data) ?? []).map((one) => ({ ...one, screen: id })));
}

/** The entries of a list, narrowed by the typed text; none while they are read. */
export function itemsOf(overlay: PickOverlay, app: AppState, program: Program): readonly Item[] {
  return listOf(overlay, app, program).items ?? [];
}

/**
 * First what Enter does with a typed name: open the view with exactly this name, or save the current view under it. Then the
 * saved views whose name contains it, and the starting views.
 */
function viewItems({ input, picked }: PickOverlay, app: AppState, program: Program): readonly Item[] {
  const { views } = app;
  const saved = matching(
    views.map((view) => {
      const value = `open:${view.name}`;
      const detail = picked.includes(value) ? "Tab again deletes it" : contentOf(view, app, program);
      const item = { value, label: cell(view.name), detail };
      return view.problem === undefined ? item : { ...item, disabled: view.problem };
    }),
    input,
  );
  const beginnings = beginningsOf(program).map(({ name, detail }) => ({ value: `begin:${name}`, label: name, detail }));
  const found = [...saved, ...matching(beginnings, input)];
  const name = input.trim();
  if (name === "") return found;
  const same = found.filter(({ value }) => value === `open:${name}`);
  const detail = same.length > 0 ? "replace it with what is on screen" : "save what is on screen under this name";
  const save = { value: `save:${name}`, label: cell(name), detail };
  return [...same, save, ...found.filter((item) => !same.includes(item))];
}

/** Content of a saved view: its screen, measure and filters. */
function contentOf({ screen: id, state }: SavedView, app: AppState, program: Program): string {
  const screen = program.screens.find((one) => one.id === id);
  if (screen === undefined) return id;
  try {
    const place = decodePlace(state, app.place, program);
    const chips = screen.chips(at({ ...app, place }, screen, program.data));
    return [screen.title, ...chips.filter(({ isSet }) => isSet).map(({ text }) => text)].join(" · ");
  } catch {
    return "saved by another version";
  }
}
