import type { SavedView } from "../../domain/saved-view.ts";

/**
 * An action that a key can trigger. Tests, the palette, config files and the action log use these names; the key table lists
 * them.
 */
export type ActionName = string;

/** Input of the reducer: a named action with a vim count, text typed into a prompt, or news from outside. */
export type Action =
  | { readonly type: "do"; readonly name: ActionName; readonly count: number }
  | { readonly type: "digit"; readonly digit: string }
  | { readonly type: "prompt"; readonly key: PromptKey }
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "point"; readonly x: number; readonly y: number }
  | { readonly type: "wheel"; readonly rows: number }
  | { readonly type: "size"; readonly columns: number; readonly rows: number }
  | { readonly type: "notice"; readonly text: string; readonly tone: "label" | "warning" | "error" }
  | { readonly type: "views"; readonly views: readonly SavedView[] }
  | { readonly type: "export_exists"; readonly file: string }
  | { readonly type: "export_done"; readonly file: string; readonly rows: number }
  | { readonly type: "export_failed"; readonly text: string }
  /** The result of something that a screen asked for; without `screen`, it is for the current screen. */
  | { readonly type: "news"; readonly news: unknown; readonly screen?: string };

/** Keys that change typed text or move its caret. */
export const editKeys = [
  "caret_left",
  "caret_right",
  "word_left",
  "word_right",
  "line_start",
  "line_end",
  "delete",
  "delete_next",
  "delete_word",
  "delete_next_word",
  "clear",
  "clear_rest",
] as const;

export type EditKey = (typeof editKeys)[number];

/** Keys that work inside pickers and prompts. */
export type PromptKey =
  | EditKey
  | "up"
  | "down"
  | "page_up"
  | "page_down"
  | "first"
  | "last"
  | "accept"
  | "cancel"
  | "toggle"
  | "find"
  | "invert";
