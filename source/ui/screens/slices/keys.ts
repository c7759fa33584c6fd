import { commonRows, look, use } from "../../input/key-rows.ts";

const { drill, why, measure, values, compare, filter, clearFilters, search, pane, view, rows, customers, period, by } =
  commonRows;

export const sliceKeys = [
  drill,
  why,
  measure,
  values,
  compare,
  filter,
  clearFilters,
  search,
  pane,
  view,
  use("up_level", ["-"], "up", "Go up one level: lift the last filter", 11),
  period,
  look("top", ["T"], "top", "Keep the top rows, the rest as one"),
  look("having", [">"], "threshold", "Keep rows past a threshold of a measure"),
  by,
  look("sort", ["o"], "order", "Order by this column, or turn the order round"),
  use("include", ["space"], "include", "Add this value to those kept, or take it out again", 12),
  use("exclude", ["x"], "exclude", "Add this value to those left out, or take it out again", 13),
  use("as_cohorts", ["a"], "cohorts", "Show the cohorts of this, the filters kept", 21),
  rows,
  customers,
];
