import { commonRows, look, use } from "../../input/key-rows.ts";

const { drill, measure, compare, filter, clearFilters, search, nextStep, previousStep, leaveOut } = commonRows;

export const investigationKeys = [
  drill,
  nextStep,
  previousStep,
  use("step", ["s"], "steps", "Go to any step", 12),
  use("bars", ["b"], "all bars", "Open all bars of the bridge, or close them"),
  use("as_slice", ["d"], "slice", "Open what this step is about as a slice of both periods", 20),
  use("note", ["a"], "note", "Write a note on this step", 22),
  leaveOut,
  look("switches", ["o"], "switches", "Set the accounting switches: window, replacements, cash", 26),
  look("question", ["t"], "question", "Choose what is compared: cohorts, periods of all customers, two groups", 28),
  measure,
  compare,
  filter,
  clearFilters,
  search,
];
