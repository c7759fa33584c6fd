import type { StepColumn, StepTable, StepUnit } from "./investigation.ts";

/** A column of a step's table. */
export function column(label: string, unit: StepUnit): StepColumn {
  return { label, unit };
}

/** A column of changes, effects or contributions: each with its sign. */
export function changeColumn(label: string, unit: StepUnit): StepColumn {
  return { label, unit, figures: "change" };
}

/** The two columns of an interval. */
export function endColumns(unit: StepUnit): readonly StepColumn[] {
  return ["low", "high"].map((label) => ({ label, unit, figures: "end" }));
}

/** A table with rows of counts below those of the columns' own units. */
export function withCounts({ columns, rows }: StepTable, counts: StepTable["rows"]): StepTable {
  const rowUnits = Object.fromEntries(counts.map((_, index) => [rows.length + index, "count" as const]));
  return { columns, rows: [...rows, ...counts], rowUnits };
}
