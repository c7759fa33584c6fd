import type { SavedView } from "../domain/saved-view.ts";

/** The screens that can be switched to; rows are reached by drilling. */
export type ScreenName = "cohorts" | "slices" | "investigation" | "pipeline" | "rows";

/** Where keys mean something: a screen, or the mapping of files that are not understood yet. */
export type KeyScreen = ScreenName | "mapping";

/** Everything a key can do. Tests, the palette and the action log use these names. */
export type ActionName =
  | "up"
  | "down"
  | "left"
  | "right"
  | "page_up"
  | "page_down"
  | "first_row"
  | "last_row"
  | "first_column"
  | "last_column"
  | "drill"
  | "back"
  | "measure"
  | "axis"
  | "tenure"
  | "values"
  | "grain"
  | "compare"
  | "filter"
  | "clear_filters"
  | "split"
  | "heat"
  | "mark"
  | "benchmark"
  | "search"
  | "pane"
  | "view"
  | "by"
  | "sort"
  | "up_level"
  | "period"
  | "top"
  | "having"
  | "as_cohorts"
  | "views"
  | "include"
  | "exclude"
  | "why"
  | "rows"
  | "customers"
  | "next_step"
  | "previous_step"
  | "bars"
  | "note"
  | "leave_out"
  | "change"
  | "accept"
  | "step"
  | "switches"
  | "as_slice"
  | "sql"
  | "export"
  | "copy_state"
  | "copy_row"
  | "copy_cell"
  | "copy_table"
  | "undo"
  | "redo"
  | "go_back"
  | "go_forward"
  | "to_cohorts"
  | "to_slices"
  | "to_investigation"
  | "to_pipeline"
  | "to_quarantine"
  | "summary"
  | "next_screen"
  | "previous_screen"
  | "reload"
  | "palette"
  | "help"
  | "suspend"
  | "quit";

/** What reaches the reducer: a named action with a vim count, text typed into a prompt, or news from outside. */
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
  | { readonly type: "export_failed"; readonly text: string };

/** Keys that change what is typed, or where in it the caret is. */
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
  | "invert";
