import type { ActionName, KeyScreen, ScreenName } from "./actions.ts";

export interface KeyRow {
  readonly action: ActionName;
  /** Names of keys, the one to show first in front. */
  readonly keys: readonly string[];
  /** For the footer: a word or two. */
  readonly label: string;
  /** For help, palette and README: what it does, beginning with a verb. */
  readonly description: string;
  readonly screens: readonly KeyScreen[] | "all";
  readonly group: "move" | "look" | "go" | "use";
  /** Place in the footer, most useful first; none: only in help and palette. */
  readonly footer?: number;
}

const grids: readonly ScreenName[] = ["cohorts", "slices"];
const asked: readonly ScreenName[] = [...grids, "investigation"];
const stepwise: readonly KeyScreen[] = ["investigation", "mapping"];
const found: readonly ScreenName[] = [...asked, "pipeline"];
const tables: readonly ScreenName[] = ["cohorts", "slices", "rows"];

/** The one table of keys: dispatch, footer, help, palette, `grounds keys` and the README come from it. */
export const keyRows: readonly KeyRow[] = [
  move("up", ["up", "k"], "Move up"),
  move("down", ["down", "j"], "Move down"),
  move("left", ["left", "h"], "Move left; in an investigation, to the previous step"),
  move("right", ["right", "l"], "Move right; in an investigation, to the next step"),
  move("page_up", ["pageup", "ctrl-b", "ctrl-u"], "Move up a screenful"),
  move("page_down", ["pagedown", "ctrl-f", "ctrl-d"], "Move down a screenful"),
  move("first_row", ["home", "g"], "Go to the first row"),
  move("last_row", ["end", "G"], "Go to the last row"),
  move("first_column", ["0", "^"], "Go to the first column"),
  move("last_column", ["$"], "Go to the last column"),

  use(
    "drill",
    ["enter"],
    "drill",
    "Open what is under the cursor; in the quarantine, its reason",
    [...asked, "pipeline"],
    10,
  ),
  use("back", ["escape", "backspace"], "back", "Go back; stop a long query", "all", 80),
  use("why", ["w"], "why?", "Explain this cohort or slice against the year before", grids, 20),
  look("measure", ["m"], "measure", "Choose the measure", asked, 30),
  look("axis", ["t"], "axis", "Switch between tenure and calendar time", ["cohorts"], 40),
  look("tenure", ["T"], "tenure", "Switch between rolling and calendar months of tenure", ["cohorts"]),
  look(
    "values",
    ["%"],
    "values",
    "Show values or percent: running totals, changes; of the whole, row or column",
    grids,
    45,
  ),
  look("grain", ["z"], "grain", "Zoom time: month, quarter, week", ["cohorts"]),
  look("compare", ["c"], "compare", "Choose what to compare with; in an investigation, the two periods", asked, 50),
  look("filter", ["f"], "filter", "Keep or leave out values of a dimension", asked, 35),
  look("clear_filters", ["F"], "no filters", "Take all filters away", asked),
  look("split", ["s"], "split", "Choose what the rows are", ["cohorts"], 55),
  look("heat", ["H"], "heat", "Scale the heat by grid, row or column, or not at all", ["cohorts"]),
  use("mark", ["space"], "mark", "Mark this row, to draw its curve", ["cohorts"], 58),
  look("benchmark", ["b"], "benchmark", "Choose what rows are held against: all, a cohort, a number", ["cohorts"]),
  use("search", ["/"], "find", "Find a row by its name, or a value, a step, a model", found, 59),
  look("pane", ["i"], "details", "Show or hide the details of the cell, every column of leaderboards", grids, 70),
  look(
    "view",
    ["v"],
    "view",
    "Switch views: grid and curves; leaderboards, table and pivot; models, runs and quarantine",
    [...grids, "pipeline"],
    46,
  ),
  use("up_level", ["-"], "up", "Go up one level: lift the last filter", ["slices"], 11),
  look("period", ["p"], "days", "Choose the days: a year, quarter, month or any", ["slices"], 33),
  look("top", ["T"], "top", "Keep the top rows, the rest as one", ["slices"]),
  look("having", [">"], "threshold", "Keep rows past a threshold of a measure", ["slices"]),
  look("by", ["d"], "dimensions", "Choose the dimensions of table and pivot", ["slices"], 32),
  look("sort", ["o"], "order", "Order by this column, or turn the order round", ["slices"]),
  use("include", ["space"], "include", "Add this value to those kept, or take it out again", ["slices"], 12),
  use("exclude", ["x"], "exclude", "Add this value to those left out, or take it out again", ["slices"], 13),
  use("as_cohorts", ["a"], "cohorts", "Show the cohorts of this, the filters kept", ["slices"], 21),
  use("rows", ["R"], "rows", "Show the order lines behind this", tables, 56),
  use("customers", ["C"], "customers", "Show the customers behind this", tables, 57),

  use("accept", ["a"], "accept", "Write the mapping, build from it and open the cohorts", ["mapping"], 4),
  use("change", ["enter"], "change", "Choose the column, or the file, that this is made from", ["mapping"], 5),
  use("next_step", ["n"], "next", "Go to the next step; in a mapping, to what is not certain", stepwise, 6),
  use("previous_step", ["p"], "previous", "Go to the step before; in a mapping, to what is not certain", stepwise, 7),
  use("step", ["s"], "steps", "Go to any step", ["investigation"], 12),
  use("bars", ["b"], "all bars", "Open all bars of the bridge, or close them", ["investigation"]),
  use("as_slice", ["d"], "slice", "Open what this step is about as a slice of both periods", ["investigation"], 20),
  use("note", ["a"], "note", "Write a note on this step", ["investigation"], 22),
  use("leave_out", ["x"], "leave out", "Leave this out: a step, or take it in again; a column, a table", stepwise, 24),
  look(
    "switches",
    ["o"],
    "switches",
    "Turn the accounting switches: window, replacements, cash",
    ["investigation"],
    26,
  ),

  use("sql", ["S"], "sql", "Show the SQL of what is on screen", "all", 62),
  use(
    "export",
    ["e"],
    "export",
    "Write what the view shows, whole, to a file; of an investigation, its report",
    "all",
    60,
  ),
  use("copy_state", ["y"], "copy link", "Copy this view as a word that --state reopens", "all"),
  use("copy_row", ["Y"], "copy row", "Copy the row under the cursor", "all"),
  use("copy_cell", ["."], "copy cell", "Copy the value under the cursor", "all"),
  use("copy_table", [","], "copy table", "Copy the table with its header, for a spreadsheet", "all"),
  use("views", ["V"], "views", "Open, save or delete a named view", "all"),
  go("undo", ["u"], "Undo the last analytic step"),
  go("redo", ["U", "ctrl-r"], "Do it again"),
  go("go_back", ["["], "Go back to where you were"),
  go("go_forward", ["]"], "Go forward again"),
  go("to_cohorts", ["1"], "Show cohorts"),
  go("to_slices", ["2"], "Show slices"),
  go("to_investigation", ["3"], "Show the investigation"),
  go("to_pipeline", ["4"], "Show how the warehouse was made"),
  go("to_quarantine", ["!"], "Show the records that were not loaded, and why"),
  go("summary", ["I"], "Show what was read, what was left out and why, and what is missing"),
  go("next_screen", ["tab"], "Show the next screen"),
  go("previous_screen", ["shift-tab"], "Show the screen before"),
  use("reload", ["r"], "reload", "Ask again, or build again when files changed", "all"),
  use("palette", [":", "ctrl-p"], "all actions", "Find any action by its name", "all", 90),
  use("help", ["?"], "help", "Show the keys of this screen", "all", 99),
  use("suspend", ["ctrl-z"], "suspend", "Hand the terminal back to the shell for a while", "all"),
  use("quit", ["q", "ctrl-c"], "quit", "Leave", "all", 95),
];

function move(action: ActionName, keys: readonly string[], description: string): KeyRow {
  return { action, keys, label: action.replace("_", " "), description, screens: "all", group: "move" };
}

function go(action: ActionName, keys: readonly string[], description: string): KeyRow {
  return { action, keys, label: description.toLowerCase(), description, screens: "all", group: "go" };
}

type RowOf = [
  action: ActionName,
  keys: readonly string[],
  label: string,
  description: string,
  screens: KeyRow["screens"],
  footer?: number,
];

function look(...of: RowOf): KeyRow {
  return row("look", ...of);
}

function use(...of: RowOf): KeyRow {
  return row("use", ...of);
}

function row(group: KeyRow["group"], ...[action, keys, label, description, screens, footer]: RowOf): KeyRow {
  const made = { action, keys, label, description, screens, group };
  return footer === undefined ? made : { ...made, footer };
}
