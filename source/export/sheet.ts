import type { Unit } from "../domain/catalog.ts";
import type { CohortGrid } from "../domain/cohort.ts";
import type { RowPage, SliceResult, Value } from "../domain/slice-result.ts";

export interface SheetColumn {
  readonly name: string;
  readonly unit: Unit | "text";
}

/** Rows and named columns as every export holds them: whole, in order, numbers as numbers. */
export interface Sheet {
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly (Value | boolean)[])[];
}

/** A slice: one row per row of the answer, with `Other` and `Total` as the last ones. */
export function sliceSheet(result: SliceResult): Sheet {
  return {
    columns: result.columns.map(({ name, unit }) => ({ name, unit })),
    rows: result.rows.map((row) => row.values),
  };
}

/** A page of order lines or customers. */
export function pageSheet(page: RowPage): Sheet {
  const units = page.columns.map((_, index) =>
    page.rows.some((row) => typeof row[index] === "number") ? "number" : "text",
  );
  return {
    columns: page.columns.map((name, index) => ({ name, unit: units[index] as "number" | "text" })),
    rows: page.rows,
  };
}

/**
 * A grid in long form: one row per cohort and period that can be, with its customers, the value, and whether all of those
 * customers lived through the whole period; with a comparison, the row's change at equal age beside it.
 */
export function gridSheet(grid: CohortGrid, measure: { readonly name: string; readonly unit: Unit }): Sheet {
  const { query } = grid;
  const cohort = query.split ?? `acquisition_${query.grain}`;
  const period = query.axis === "calendar" ? `transaction_${query.grain}` : `tenure_${query.grain}`;
  const unit = query.values === "percent" ? "ratio" : measure.unit;
  const isCompared = query.compare !== undefined;
  const columns: SheetColumn[] = [
    { name: cohort, unit: "text" },
    { name: period, unit: query.axis === "calendar" ? "text" : "count" },
    { name: measure.name === "customers" ? "cohort_customers" : "customers", unit: "customers" },
    { name: measure.name, unit },
    { name: "complete", unit: "text" },
  ];
  if (isCompared)
    columns.push(
      { name: "compared_with", unit: "text" },
      { name: "compared_periods", unit: "count" },
      { name: "change_share", unit: "ratio" },
    );
  const rows = grid.rows.flatMap((row) =>
    row.cells.flatMap((cell, index) => {
      if (!cell) return [];
      const key = grid.columns[index]?.key ?? "";
      const values = [
        row.key,
        query.axis === "calendar" ? key : Number(key),
        cell.customers,
        cell.value ?? null,
        cell.complete,
      ];
      const { comparison } = row;
      return [
        isCompared
          ? [...values, comparison?.against ?? null, comparison?.columns ?? null, comparison?.change ?? null]
          : values,
      ];
    }),
  );
  return { columns, rows };
}
