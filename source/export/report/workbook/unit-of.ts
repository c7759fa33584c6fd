import type { StepUnit } from "../../../analysis/investigation.ts";
import type { NumberFormat } from "../../../domain/format.ts";
import type { SheetColumn } from "../../sheet.ts";

/** The unit of a column of a workbook for a number's format or a unit of a step's table. */
export function unitOf(unit: NumberFormat | StepUnit): SheetColumn["unit"] {
  if (unit === "percent") return "ratio";
  return unit === "decimal" || unit === "probability" ? "number" : unit;
}
