import type { Measure } from "../../domain/catalog.ts";
import { type CohortGrid, type GridRow, isFallOfOtherCohorts } from "../../domain/cohort.ts";
import { compareCell } from "../../domain/equal-age.ts";
import { planRows } from "../../domain/planned-grid.ts";
import { changeColumn, changeName, labelOf } from "../grid-table.ts";
import type { Emphasis, WorkbookValue } from "./rich-cell.ts";
import type { NamedSheet } from "./workbook.ts";

/**
 * A grid as on screen: a row per cohort, a column per period, numbers as numbers. The number format marks cells that are
 * not complete (`*`), projected figures (`≈`) and running totals that are lower because they hold other cohorts (`~`); the
 * total row is bold.
 */
export function wideGrid(grid: CohortGrid, measure: Measure, currency: string): NamedSheet {
  const unit = grid.query.values === "percent" ? "ratio" : unitOf(measure);
  const hasChange = [...grid.rows, grid.total].some((row) => row.against !== undefined);
  const columns = [
    { name: grid.query.split ?? "acquired", unit: "text" as const },
    { name: "customers", unit: "customers" as const },
    ...grid.columns.map(({ label }) => ({ name: label, unit, width: 11 })),
    ...(hasChange ? [{ name: changeName(grid), unit: "ratio" as const }] : []),
  ];
  const rows = [...grid.rows, grid.total, ...planRows(grid)].map((row): readonly WorkbookValue[] => {
    const isPlan = row !== grid.total && !grid.rows.includes(row);
    const isTotal = row === grid.total || isPlan;
    const cells = row.cells.map((cell, column) => ({
      value: row.projected?.[column]?.value ?? cell?.value ?? null,
      emphasis: emphasisOf(grid, measure, row, column),
    }));
    const change = hasChange ? [compareCell(grid, row, changeColumn(grid, row))?.share ?? null] : [];
    const emphasis = isTotal ? "total" : "plain";
    return [
      { value: labelOf(row, grid), emphasis },
      { value: isPlan ? null : row.customers, emphasis },
      ...cells,
      ...change,
    ];
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
