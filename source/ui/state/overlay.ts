import { type EditKey, editKeys, type PromptKey } from "./actions.ts";
import type { ExportView } from "./core.ts";
import { edited, inserted, type TypedText } from "./line-edit.ts";

/** A list to choose from: one entry, or several (then `picked` is kept). */
export interface PickOverlay extends TypedText {
  readonly kind: "pick";
  /** Name of the list: a picker of the current screen or of all screens. */
  readonly purpose: string;
  /** Whether several entries may be chosen, and whether their order counts. */
  readonly ticks?: "set" | "order";
  /** Where the cursor was moved to; undefined: on the current entry. */
  readonly chosen: number | undefined;
  /** The current entry, if there is a single one. */
  readonly current?: string | undefined;
  /** If several values may be chosen: those chosen so far, in order. */
  readonly picked: readonly string[];
  /** Whether anything was ticked or unticked since the list was opened. */
  readonly isTicked: boolean;
  /** The subject of the list, set by the list that led here. */
  readonly about?: string;
  /** Whether ticked values are kept or left out; undefined: the list has no such choice. */
  readonly op?: "in" | "not_in";
  /** Tab deletes the entry when pressed twice. */
  readonly canDelete?: boolean;
  /** The list that led to this one, which Esc goes back to. */
  readonly behind?: PickOverlay;
}

/** The file of an export: the path can be edited, and an existing file is replaced only after a second confirmation. */
export interface ExportOverlay extends TypedText {
  readonly kind: "export";
  readonly view: ExportView;
  readonly status: "asking" | "exists" | "writing";
  /** How many rows there are; undefined if the whole is larger than what was read. */
  readonly rows: number | undefined;
  readonly problem?: string;
}

/** A note to write about something. */
export interface NoteOverlay extends TypedText {
  readonly kind: "note";
  readonly title: string;
  readonly about: string;
  /** The note that is saved already. */
  readonly kept: string;
  /** Esc was pressed over unsaved text: pressing it again discards the text. */
  readonly isLeaving: boolean;
}

export interface TextOverlay {
  readonly kind: "help" | "sql" | "summary";
  readonly scroll: number;
  /** For the help: shows its glossary instead of the keys. */
  readonly hasWords?: boolean;
}

/** The help while it is being searched. */
export interface HelpSearchOverlay extends TypedText {
  readonly kind: "help_search";
  readonly scroll: number;
  readonly hasWords?: boolean;
}

/** Overlays with text to read, scrolled if it does not fit. */
export type ReadOverlay = TextOverlay | HelpSearchOverlay;

/** Asks whether to leave the program. */
export interface LeaveOverlay {
  readonly kind: "leave";
}

/** Overlays with a text field. */
export type PromptOverlay = PickOverlay | ExportOverlay | NoteOverlay | HelpSearchOverlay;

export type Overlay = PromptOverlay | TextOverlay | LeaveOverlay;

/** A choice in a list. */
export interface Item {
  readonly value: string;
  readonly label: string;
  readonly detail: string;
  /** Other words by which it is found. */
  readonly synonyms?: string | undefined;
  /** Why it cannot be chosen now. */
  readonly disabled?: string;
}

/** Whether keys are typed text in this overlay. */
export function takesText(overlay: Overlay | undefined): boolean {
  return overlay !== undefined && "input" in overlay;
}

/** Whether several entries can be chosen. */
export function isMultiple({ ticks }: PickOverlay): boolean {
  return ticks !== undefined;
}

/** A list with this purpose, with nothing typed yet. */
export function pick(purpose: string, more: Partial<PickOverlay> = {}): PickOverlay {
  return { kind: "pick", purpose, input: "", chosen: undefined, picked: [], isTicked: false, ...more };
}

/** Items with a word that starts with the typed text come first, then those that contain it. */
export function matching(items: readonly Item[], input: string): readonly Item[] {
  const typed = input.trim().toLowerCase();
  if (typed === "") return items;
  const rank = (item: Item): number => {
    const label = item.label.toLowerCase();
    if (label.startsWith(typed)) return 0;
    if (label.includes(` ${typed}`)) return 1;
    if (label.includes(typed) || item.value.toLowerCase().includes(typed)) return 2;
    return `${item.synonyms ?? ""} ${item.detail}`.toLowerCase().includes(typed) ? 3 : 4;
  };
  return items
    .map((item) => ({ item, rank: rank(item) }))
    .filter((one) => one.rank < 4)
    .sort((one, other) => one.rank - other.rank)
    .map((one) => one.item);
}

/** The line of a list that the cursor is on: the first current entry, until the cursor is moved or something is typed. */
export function cursorOf({ chosen, current, picked }: PickOverlay, items: readonly Item[]): number {
  return (
    chosen ??
    Math.max(
      0,
      items.findIndex(({ value }) => value === current || picked.includes(value)),
    )
  );
}

/** The entry under the cursor of a list. */
export function itemAt(overlay: PickOverlay, items: readonly Item[]): Item | undefined {
  return items[cursorOf(overlay, items)];
}

/** Whether Enter takes the entry found by typing: in a list of several, as long as nothing was ticked. */
export function takesSought(overlay: PickOverlay): boolean {
  return isMultiple(overlay) && overlay.input.trim() !== "" && !overlay.isTicked;
}

/** The values that Enter takes from a list of several: the ticked ones, or the one found by typing. */
export function takenValues(overlay: PickOverlay, here: string | undefined): readonly string[] {
  return here !== undefined && takesSought(overlay) ? [here] : overlay.picked;
}

/** An overlay after a key of its own; the app handles accept and cancel. */
export function reduceOverlay<T extends Overlay>(overlay: T, key: PromptKey, items: readonly Item[]): T;
export function reduceOverlay(overlay: Overlay, key: PromptKey, items: readonly Item[]): Overlay {
  if (overlay.kind === "leave") return overlay;
  if ("input" in overlay && isEdit(key)) return withLine(overlay, edited(overlay, key));
  if ("scroll" in overlay) return afterReaderKey(overlay, key);
  if (overlay.kind === "export" && key === "invert")
    return withLine(overlay, { input: withNextEnding(overlay.input, endingsOf(overlay.view)) });
  if (overlay.kind !== "pick") return overlay;
  const step = scrollSteps[key];
  if (step !== undefined) {
    const last = Math.max(0, items.length - 1);
    return { ...overlay, chosen: Math.max(0, Math.min(last, cursorOf(overlay, items) + step)) };
  }
  if (key === "invert")
    return overlay.op === undefined ? overlay : { ...overlay, op: overlay.op === "in" ? "not_in" : "in" };
  const chosen = cursorOf(overlay, items);
  const value = items[chosen]?.value;
  if (key !== "toggle" || value === undefined) return overlay;
  const picked = overlay.picked.includes(value)
    ? overlay.picked.filter((one) => one !== value)
    : [...overlay.picked, value];
  return { ...overlay, picked, chosen, isTicked: true };
}

/** A text after a key: scrolled; for the help also the other page, or a search. */
function afterReaderKey(overlay: ReadOverlay, key: PromptKey): ReadOverlay {
  const isHelp = overlay.kind === "help" || overlay.kind === "help_search";
  if (isHelp && key === "invert") return { ...overlay, scroll: 0, hasWords: overlay.hasWords !== true };
  if (overlay.kind === "help" && key === "find") return { ...overlay, kind: "help_search", scroll: 0, input: "" };
  return { ...overlay, scroll: Math.max(0, overlay.scroll + (scrollSteps[key] ?? 0)) };
}

/** An overlay with text inserted at the caret of its prompt. */
export function typed<T extends PromptOverlay>(overlay: T, text: string): T {
  return withLine(overlay, inserted(overlay, text));
}

/** An overlay with other text in its prompt; if only the caret moved, everything else stays. */
function withLine<T extends PromptOverlay>(overlay: T, { input, caret }: TypedText): T {
  const moved = { ...overlay, input, caret };
  if (input === overlay.input) return moved;
  if (overlay.kind === "pick") return { ...moved, chosen: input === "" ? undefined : 0 };
  if (overlay.kind === "help_search") return { ...moved, scroll: 0 };
  return overlay.kind === "export"
    ? { ...moved, status: "asking", problem: undefined }
    : { ...moved, isLeaving: false };
}

function isEdit(key: PromptKey): key is EditKey {
  return editKeys.some((one) => one === key);
}

/** File endings that a view can be written with; the report has its own. */
export function endingsOf({ kind }: ExportView): readonly string[] {
  return kind === "report" ? [".html", ".xlsx", ".md"] : [".csv", ".xlsx", ".parquet", ".json", ".md"];
}

/** Whether a path ends in a file name, not just a folder. */
function hasName(path: string): boolean {
  return path.trim() !== "" && !/[\\/]\s*$/.test(path);
}

/** What is wrong with the file name, checked before writing; undefined if nothing is. */
export function nameProblem(file: string, view: ExportView): string | undefined {
  const ending = endingsOf(view).find((one) => file.toLowerCase().endsWith(one)) ?? "";
  return hasName(file.slice(0, file.length - ending.length)) ? undefined : "Type a name for the file first";
}

/** The same file with the ending of the next format. */
function withNextEnding(file: string, endings: readonly string[]): string {
  const at = endings.findIndex((ending) => file.toLowerCase().endsWith(ending));
  const name = at < 0 ? file : file.slice(0, -(endings[at]?.length ?? 0));
  if (!hasName(name)) return file;
  return `${name}${endings[(at + 1) % endings.length]}`;
}

const scrollSteps: Readonly<Partial<Record<PromptKey, number>>> = {
  ...{ up: -1, down: 1, page_up: -10, page_down: 10 },
  ...{ first: -1_000_000, last: 1_000_000 },
};
