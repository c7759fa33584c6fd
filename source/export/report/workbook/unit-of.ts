import type { StepTable } from "../../../analysis/investigation.ts";
import type { NumberFormat } from "../../../domain/format.ts";
import type { SheetColumn } from "../../sheet.ts";

type Unit = StepTable["columns"][number]["unit"];

/** The unit of a column of a workbook for a number's format or a unit of a step's table. */
export function unitOf(unit: NumberFormat | Unit): SheetColumn["unit"] {
  if (unit === "percent") return "ratio";
  return unit === "decimal" || unit === "probability" ? "number" : unit;
}
