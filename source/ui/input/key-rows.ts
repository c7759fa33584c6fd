import type { ActionName } from "../state/actions.ts";
import type { KeyRow } from "../state/key-row.ts";

/** The rows of the key table that all screens share; each screen's own rows are in its folder. */
export const sharedRows: readonly KeyRow[] = [
  move("up", ["up", "k"], "Move up"),
  move("down", ["down", "j"], "Move down"),
  move("left", ["left", "h"], "Move left"),
  move("right", ["right", "l"], "Move right"),
  move("page_up", ["pageup", "ctrl-b", "ctrl-u"], "Move up a screenful"),
  move("page_down", ["pagedown", "ctrl-f", "ctrl-d"], "Move down a screenful"),
  move("first_row", ["home", "g"], "Go to the first row"),
  move("last_row", ["end", "G"], "Go to the last row"),
  move("first_column", ["0", "^"], "Go to the first column"),
  move("last_column", ["$"], "Go to the last column"),

  early(use("back", ["escape", "backspace"], "back", "Go back; stop a long query", 80)),
  early(use("sql", ["S"], "sql", "Show the SQL of what is on screen", 62)),
  alsoCalled(
    "csv parquet json markdown excel save download write",
    use("export", ["e"], "export", "Write everything in the view to a file; of an investigation, its report", 60),
  ),
  alsoCalled("yank", use("copy_cell", ["y"], "copy value", "Copy the value under the cursor")),
  alsoCalled("yank", use("copy_row", ["Y"], "copy row", "Copy the row under the cursor")),
  alsoCalled(
    "yank clipboard excel",
    use("copy_table", [","], "copy table", "Copy the table with its header, for a spreadsheet"),
  ),
  alsoCalled("share state url", use("copy_link", ["L"], "copy link", "Copy a link to this view, which --state opens")),
  alsoCalled("save bookmark", use("views", ["V"], "views", "Open, save or delete a named view")),
  early(go("undo", ["u"], "Undo the last step")),
  go("redo", ["U", "ctrl-r"], "Do it again"),
  go("go_back", ["["], "Go back to where you were"),
  go("go_forward", ["]"], "Go forward again"),
  alsoCalled(
    "tie-out reconciliation sources files",
    go("summary", ["I"], "Show what was read, what was left out and why, and what is missing"),
  ),
  early(go("next_screen", ["tab"], "Show the next screen")),
  early(go("previous_screen", ["shift-tab"], "Show the previous screen")),
  use("reload", ["r"], "refresh", "Refresh; rebuild if files changed"),
  early(use("palette", [":", "ctrl-p"], "all actions", "Find any action by its name", 90)),
  early(
    alsoCalled(
      "shortcuts glossary words",
      use("help", ["?"], "help", "Show the keys of this screen, and the words", 99),
    ),
  ),
  alsoCalled(
    "tutorial introduction learn start",
    use("tour", ["B"], "tour", "Begin the tour of five steps, or end it"),
  ),
  early(use("suspend", ["ctrl-z"], "suspend", "Hand the terminal back to the shell for a while")),
  early(use("close", ["q"], "close", "Close this or go back; on the first screen, quit", 95)),
  early(alsoCalled("exit leave", use("quit", ["Q", "ctrl-c"], "quit", "Quit at once"))),
];

/** Rows that several screens have, so that a key means the same on all of them; each screen takes those it needs. */
export const commonRows = {
  drill: use("drill", ["enter"], "drill", "Open what is under the cursor; in the quarantine, its reason", 10),
  why: alsoCalled(
    "investigate drivers bridge variance",
    use("why", ["w"], "why?", "Explain this number against the year before", 20),
  ),
  whyTwo: alsoCalled(
    "groups compare against each other",
    use("why_two", ["="], "why two?", "Explain the two rows marked, or the two values kept: one against the other"),
  ),
  measure: alsoCalled("metric kpi", look("measure", ["m"], "measure", "Choose the measure", 30)),
  values: look(
    "values",
    ["%"],
    "values",
    "Show values or percent: running totals, changes; of the whole, row or column",
    45,
  ),
  compare: look("compare", ["c"], "compare", "Choose what to compare with; in an investigation, the two periods", 50),
  period: look("period", ["p"], "days", "Choose the days: a year, quarter, month or any", 33),
  sort: look("sort", ["o"], "order", "Sort by this column, or reverse the order"),
  by: look("by", ["d"], "dimensions", "Choose the dimensions of table and pivot, or what switches", 32),
  filter: alsoCalled("where segment", look("filter", ["f"], "filter", "Keep or leave out values of a dimension", 35)),
  clearFilters: look("clear_filters", ["F"], "no filters", "Clear all filters"),
  search: use("search", ["/"], "find", "Find a row, a value, a step or a model by its name", 59),
  findNext: use("find_next", ["n"], "find next", "Go to the next row found"),
  findPrevious: use("find_previous", ["N"], "find previous", "Go to the previous row found"),
  pane: look("pane", ["i"], "details", "Show or hide the details of the cell, every column of leaderboards", 70),
  view: look(
    "view",
    ["v"],
    "view",
    "Switch views: grid and curves; leaderboards, table and pivot; models, runs and quarantine; plans and orders; the plan and its bridge; what moved and conditions",
    46,
  ),
  rows: alsoCalled("transactions records details", use("rows", ["R"], "rows", "Show the order lines behind this", 56)),
  customers: use("customers", ["C"], "customers", "Show the customers behind this", 57),
  audiences: alsoCalled(
    "activate audience meta google ads facebook segment send",
    use("to_audiences", ["A"], "audience", "Send these customers to Meta or Google, with their consent", 58),
  ),
  segment: alsoCalled(
    "save group list members",
    use(
      "save_segment",
      ["+"],
      "segment",
      "Save these customers as a segment; 5 to 9 first: with at least that many orders",
    ),
  ),
  nextStep: use("next_step", ["n"], "next", "Go to the next step; in a mapping, to what is not certain", 6),
  previousStep: use(
    "previous_step",
    ["p"],
    "previous",
    "Go to the previous step; in a mapping, to what is not certain",
    7,
  ),
  leaveOut: use("leave_out", ["x"], "leave out", "Leave a step, column or table out, or bring it back", 24),
} as const;

/** The rows of these names that several screens have. */
export function common(...names: readonly (keyof typeof commonRows)[]): readonly KeyRow[] {
  return names.map((name) => commonRows[name]);
}

function move(action: ActionName, keys: readonly string[], description: string): KeyRow {
  return early({ action, keys, label: action.replace("_", " "), description, group: "move" });
}

export function go(action: ActionName, keys: readonly string[], description: string): KeyRow {
  return { action, keys, label: description.toLowerCase(), description, group: "go" };
}

type RowOf = [action: ActionName, keys: readonly string[], label: string, description: string, footer?: number];

export function look(...of: RowOf): KeyRow {
  return row("look", ...of);
}

export function use(...of: RowOf): KeyRow {
  return row("use", ...of);
}

function row(group: KeyRow["group"], ...[action, keys, label, description, footer]: RowOf): KeyRow {
  const made = { action, keys, label, description, group };
  return footer === undefined ? made : { ...made, footer };
}

/** A row that the palette also finds by other words. */
export function alsoCalled(synonyms: string, of: KeyRow): KeyRow {
  return { ...of, synonyms };
}

/** A row that also works before there is data. */
function early(of: KeyRow): KeyRow {
  return { ...of, isBeforeData: true };
}
