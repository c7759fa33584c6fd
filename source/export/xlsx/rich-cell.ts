import type { SheetColumn, SheetValue } from "../sheet.ts";

/**
 * How a figure is marked: `*` if not all customers have lived through the period, `~` if lower because it holds other
 * cohorts, `≈` if projected. The mark is in the number's format: the cell stays a number.
 */
export const emphases = ["plain", "total", "partial", "fallen", "projected"] as const;
export type Emphasis = (typeof emphases)[number];

/** A cell of a workbook that is more than its value. */
export interface RichCell {
  /** For a formula: its result, for readers that do not calculate. */
  readonly value: SheetValue;
  /** Without the `=` in front. */
  readonly formula?: string;
  readonly emphasis?: Emphasis;
  /** If it differs from the column's. */
  readonly unit?: SheetColumn["unit"];
}

export type WorkbookValue = SheetValue | RichCell;

export function isRich(value: WorkbookValue): value is RichCell {
  return typeof value === "object" && value !== null && "value" in value;
}
