import { noValue } from "../../domain/dimension-value.ts";
import { pivotOf } from "../../domain/pivot.ts";
import type { SliceResult } from "../../domain/slice-result.ts";
import type { NamedSheet } from "./workbook.ts";

/** Columns that an Excel sheet holds. */
const mostColumns = 16_384;

/** A slice by two dimensions as a pivot, with the totals of both; none for other slices, or if it is wider than a sheet. */
export function widePivot(result: SliceResult, currency: string): readonly NamedSheet[] {
  const { by, subtotals, shareOf } = result.slice;
  if (by.length !== 2 || subtotals !== true) return [];
  const pivot = pivotOf(result);
  if (pivot.columns.length + 2 > mostColumns) return [];
  const unit = shareOf === undefined ? result.columns.find(({ role }) => role === "measure")?.unit : "ratio";
  const columns = [
    { name: `${pivot.rowName} \\ ${pivot.columnName}`, unit: "text" as const },
    ...[...pivot.columns.map(named), "total"].map((name) => ({ name, unit: unit ?? "number" })),
  ];
  const rows = pivot.rows.map(({ key, isTotal, values }) => {
    const emphasis = isTotal ? ("total" as const) : ("plain" as const);
    return [isTotal ? key : named(key), ...values].map((value) => ({ value, emphasis }));
  });
  return [{ name: "Pivot", sheet: { currency, columns, rows, hasFilter: false } }];
}

function named(key: string): string {
  return key === "" ? noValue : key;
}
