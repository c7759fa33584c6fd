import { alsoCalled, common, commonRows, look, use } from "../../input/key-rows.ts";
import type { KeyWords } from "../../state/key-row.ts";

export const cohortKeys = [
  ...common("drill", "why", "whyTwo", "measure"),
  look("axis", ["t"], "axis", "Switch between tenure and calendar time", 40),
  look("tenure", ["T"], "tenure", "Switch between rolling and calendar months of tenure"),
  commonRows.values,
  look("grain", ["z"], "grain", "Zoom time: month, quarter, week"),
  look("steps", ["Z"], "columns", "Zoom the columns alone: months of quarterly cohorts"),
  alsoCalled(
    "buckets days windows",
    look("brackets", ["D"], "days", "Choose days of lifetime as columns: 0-7, 8-30, 31-90"),
  ),
  alsoCalled(
    "column over time chart",
    look("trend", ["|"], "trend", "Draw the column under the cursor over the cohorts"),
  ),
  ...common("compare", "filter", "clearFilters"),
  alsoCalled("breakdown group by dimension", look("split", ["s"], "split", "Choose what the rows are", 55)),
  look("heat", ["H"], "heat", "Scale the heat by grid, row or column, or not at all"),
  alsoCalled(
    "forecast predict extrapolate ltv",
    look("project", ["p"], "project", "Project the next six steps of each cohort, or as many as were typed before"),
  ),
  alsoCalled(
    "retention frequency threshold repeat",
    look("retained", ["O"], "orders", "Choose from how many orders in a period a customer counts as retained"),
  ),
  use("mark", ["space"], "mark", "Mark this row, to draw its curve", 58),
  look("benchmark", ["b"], "benchmark", "Choose the benchmark for the rows: all, a cohort, a number"),
  ...common("search", "findNext", "findPrevious", "pane", "view", "rows", "customers", "segment"),
];

export const cohortWords: KeyWords = {
  drill: { description: "Open the cell under the cursor as a slice" },
  values: { description: "Show values, percent, running totals, or the change of each cell" },
  compare: { description: "Choose what to compare with" },
  search: { description: "Find a row by its name" },
  pane: { description: "Show or hide the details of the cell" },
  view: { description: "Switch between grid and curves" },
};
