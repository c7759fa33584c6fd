import type { Measure } from "../../domain/catalog.ts";
import { type CohortGrid, type GridRow, isFallOfOtherCohorts } from "../../domain/cohort.ts";
import { compareCell, firstColumn } from "../../domain/equal-age.ts";
import { changeName, labelOf } from "../grid-table.ts";
import type { Emphasis, WorkbookValue } from "./rich-cell.ts";
import type { NamedSheet } from "./workbook.ts";

/**
 * A grid as on screen: a row per cohort, a column per period, numbers as numbers. The number format marks cells that are
 * not complete (`*`), projected figures (`≈`) and running totals that are lower because they hold other cohorts (`~`); the
 * total row is bold.
 */
export function wideGrid(grid: CohortGrid, measure: Measure, currency: string): NamedSheet {
  const unit = grid.query.values === "percent" ? "ratio" : unitOf(measure);
  const hasChange = grid.rows.some((row) => row.against !== undefined);
  const columns = [
    { name: grid.query.split ?? "acquired", unit: "text" as const },
    { name: "customers", unit: "customers" as const },
    ...grid.columns.map(({ label }) => ({ name: label, unit, width: 11 })),
    ...(hasChange ? [{ name: changeName(grid), unit: "ratio" as const }] : []),
  ];
  const rows = [...grid.rows, grid.total].map((row): readonly WorkbookValue[] => {
    const isTotal = row === grid.total;
    const cells = row.cells.map((cell, column) => ({
      value: row.projected?.[column]?.value ?? cell?.value ?? null,
      emphasis: emphasisOf(grid, measure, row, column),
    }));
    const change = hasChange ? [compareCell(grid, row, firstColumn(row))?.share ?? null] : [];
    const emphasis = isTotal ? "total" : "plain";
    return [{ value: labelOf(row, grid), emphasis }, { value: row.customers, emphasis }, ...cells, ...change];
  });
  return { name: "Grid", sheet: { currency, columns, rows, hasFilter: false } };
}

function unitOf({ unit, additivity }: Measure): Measure["unit"] {
  return additivity === "ratio" && unit !== "money" && unit !== "ratio" ? "number" : unit;
}

function emphasisOf(grid: CohortGrid, measure: Measure, row: GridRow, column: number): Emphasis {
  if (row.projected?.[column] !== undefined) return "projected";
  if (row.cells[column]?.complete === false) return "partial";
  if (isFallOfOtherCohorts(grid.query, measure, row, column)) return "fallen";
  return row === grid.total ? "total" : "plain";
}
