import type { Figure } from "../domain/amount.ts";
import type { Measure } from "../domain/catalog.ts";
import { type CohortGrid, type GridRow, isFallOfOtherCohorts, planComparison, shortTotal } from "../domain/cohort.ts";
import { compareCell, firstColumn } from "../domain/equal-age.ts";
import { formatCell, formatNumber, formatOf, formatOfUnit } from "../domain/format.ts";
import { planRows, varianceOf } from "../domain/planned-grid.ts";
import { widthOf } from "../domain/width.ts";
import type { Sheet, SheetColumn } from "./sheet.ts";

/**
 * A grid for people to read: one row per cohort, the total row last, one column per period as far as `width` allows; `*`
 * marks incomplete cells, `≈` projections, `~` a running total that is lower because it holds other cohorts. With a
 * comparison, the last column is the change of each row's first period. `left` is the number of columns that did not fit.
 */
export function gridTable(
  grid: CohortGrid,
  measure: GridMeasure,
  currency: string,
  width = Number.POSITIVE_INFINITY,
): { readonly sheet: Sheet; readonly left: number } {
  const format = grid.query.values === "percent" ? formatOfUnit("percent") : formatOf(measure);
  const rows = [...grid.rows, grid.total, ...planRows(grid)];
  const texts = grid.columns.map((_, column) =>
    rows.map((row) => cellText(grid, measure, row, column, (value) => formatCell(value, format, { currency }))),
  );
  const hasChange = rows.some((row) => row.against !== undefined);
  const fixed =
    2 +
    Math.max(8, ...rows.map((row) => widthOf(labelOf(row, grid)))) +
    11 +
    (hasChange ? 2 + widthOf(changeName(grid)) : 0);
  const shown = fitting(grid, texts, width - fixed);
  const columns: readonly SheetColumn[] = [
    { name: grid.query.split ?? "acquired", unit: "text" },
    { name: "customers", unit: "customers" },
    ...grid.columns.slice(0, shown).map(({ label }): SheetColumn => ({ name: label, unit: "text", isRight: true })),
    ...(hasChange ? [{ name: changeName(grid), unit: "text", isRight: true } as const] : []),
  ];
  const body = rows.map((row, index) => [
    labelOf(row, grid),
    grid.rows.includes(row) || row === grid.total ? row.customers : null,
    ...texts.slice(0, shown).map((column) => column[index] ?? ""),
    ...(hasChange
      ? [formatNumber(compareCell(grid, row, changeColumn(grid, row))?.share, "percent", { signed: true })]
      : []),
  ]);
  return { sheet: { columns, rows: body }, left: grid.columns.length - shown };
}

/** The label of a row in a table: the total row by its meaning. */
export function labelOf(row: GridRow, grid: CohortGrid): string {
  return row === grid.total ? shortTotal(grid) : row.label;
}

type GridMeasure = Pick<Measure, "unit" | "additivity" | "cumulative">;

/** The period of a row that the column of changes compares: the first one; with a plan, the newest that has one. */
export function changeColumn({ query }: CohortGrid, row: GridRow): number {
  if (query.compare !== planComparison) return firstColumn(row);
  return row.cells.findLastIndex((cell) => cell !== undefined && varianceOf(cell) !== undefined);
}

/** The name of the column of changes. */
export function changeName({ query, columns }: CohortGrid): string {
  if (query.compare === planComparison) return "newest vs plan";
  return `${query.axis === "tenure" ? (columns[0]?.label ?? "") : "first"} change`;
}

function cellText(
  { query }: CohortGrid,
  measure: GridMeasure,
  row: GridRow,
  column: number,
  write: (value: Figure) => string,
): string {
  const projected = row.projected?.[column];
  if (projected !== undefined) return `${write(projected.value)}≈`;
  const cell = row.cells[column];
  if (cell?.value === undefined) return "";
  const isOther = isFallOfOtherCohorts(query, measure, row, column);
  return `${write(cell.value)}${isOther ? "~" : ""}${cell.complete ? "" : "*"}`;
}

function fitting(grid: CohortGrid, texts: readonly (readonly string[])[], width: number): number {
  let used = 0;
  for (const [index, { label }] of grid.columns.entries()) {
    used += 2 + Math.max(widthOf(label), ...(texts[index] ?? []).map(widthOf));
    if (used > width) return Math.max(1, index);
  }
  return grid.columns.length;
}
