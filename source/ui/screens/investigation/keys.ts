import { common, commonRows, look, use } from "../../input/key-rows.ts";
import type { KeyWords } from "../../state/key-row.ts";

export const investigationKeys = [
  ...common("drill", "nextStep", "previousStep"),
  use("step", ["s"], "steps", "Go to any step", 12),
  use("bars", ["b"], "all bars", "Open all bars of the bridge, or close them"),
  use("as_slice", ["d"], "slice", "Open what this step is about as a slice of both periods", 20),
  use("note", ["a"], "note", "Write a note on this step", 22),
  commonRows.leaveOut,
  look("switches", ["o"], "switches", "Set the accounting switches: window, replacements, cash", 26),
  look("question", ["t"], "question", "Choose what is compared: cohorts, periods of all customers, two groups", 28),
  ...common("measure", "compare", "filter", "clearFilters", "search"),
];

export const investigationWords: KeyWords = {
  drill: { description: "Open what is under the cursor" },
  next_step: { description: "Go to the next step" },
  previous_step: { description: "Go to the previous step" },
  right: { description: "Go to the next step" },
  left: { description: "Go to the previous step" },
  leave_out: { description: "Leave this step out of the report, or bring it back" },
  compare: { description: "Choose the two periods" },
  search: { description: "Find a step by its name" },
  export: { label: "report", description: "Write the report: a page, a workbook or Markdown", footer: 8 },
};
