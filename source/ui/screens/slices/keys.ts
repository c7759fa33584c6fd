import { common, commonRows, look, use } from "../../input/key-rows.ts";
import type { KeyWords } from "../../state/key-row.ts";

export const sliceKeys = [
  ...common(
    "drill",
    "why",
    "whyTwo",
    "measure",
    "values",
    "compare",
    "filter",
    "clearFilters",
    "search",
    "pane",
    "view",
  ),
  use("up_level", ["-"], "up", "Go up one level: lift the last filter", 11),
  commonRows.period,
  look("top", ["T"], "top", "Keep the top rows, the rest as one"),
  look("having", [">"], "threshold", "Keep rows past a threshold of a measure"),
  ...common("by", "sort"),
  use("include", ["space"], "include", "Keep this value as well, or drop it again", 12),
  use("exclude", ["x"], "exclude", "Leave this value out as well, or bring it back", 13),
  use("as_cohorts", ["a"], "cohorts", "Show the cohorts of this, the filters kept", 21),
  ...common("rows", "customers", "segment"),
];

export const sliceWords: KeyWords = {
  drill: { description: "Keep the value under the cursor, and go one level deeper" },
  compare: { description: "Choose what to compare with" },
  search: { description: "Find a value by its name" },
  pane: { description: "Show or hide every column of leaderboards" },
  view: { description: "Switch between leaderboards, table and pivot" },
  by: { description: "Choose the dimensions of table and pivot" },
};
