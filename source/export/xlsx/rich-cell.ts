import type { SheetColumn, SheetValue } from "../sheet.ts";

/**
 * How a figure stands out: `*` of customers who have not lived through all of it, `~` lower since it holds other cohorts,
 * `≈` projected. The mark is in the number's format: the cell stays a number.
 */
export const emphases = ["plain", "total", "partial", "fallen", "projected"] as const;
export type Emphasis = (typeof emphases)[number];

/** A cell of a workbook that is more than its value. */
export interface RichCell {
  /** Of a formula: what it gives, for readers that do not calculate. */
  readonly value: SheetValue;
  /** Without the `=` in front. */
  readonly formula?: string;
  readonly emphasis?: Emphasis;
  /** Where it is not the column's. */
  readonly unit?: SheetColumn["unit"];
}

export type WorkbookValue = SheetValue | RichCell;

export function isRich(value: WorkbookValue): value is RichCell {
  return typeof value === "object" && value !== null && "value" in value;
}
