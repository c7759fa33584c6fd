import type { Catalog, Measure } from "../../../domain/catalog.ts";
import { cell, widthOf } from "../../../domain/cell.ts";
import type { CohortGrid, CohortQuery, GridCell, GridRow } from "../../../domain/cohort.ts";
import { alignPoints, formatCell, formatOf, type NumberFormat } from "../../../domain/format.ts";
import type { Filter } from "../../../domain/slice.ts";

/** Fewer customers than this say little: their rates are muted. */
export const smallCohort = 30;

/** A grid with every number written out once, when it arrives: moving about only picks strings. */
export interface PreparedGrid {
  readonly grid: CohortGrid;
  readonly measure: Measure | undefined;
  readonly format: NumberFormat;
  readonly labels: readonly string[];
  readonly customers: readonly string[];
  /** Aligned texts per row (the last row is the total) and column, all of one width. */
  readonly texts: readonly (readonly string[])[];
  readonly headers: readonly string[];
  readonly labelWidth: number;
  readonly customersWidth: number;
  readonly cellWidth: number;
  readonly hasComparison: boolean;
}

/** Writes out a grid that came back from the core. */
export function prepareGrid(grid: CohortGrid, catalog: Catalog): PreparedGrid {
  const measure = catalog.measures.find((one) => one.name === grid.query.measure);
  const format = gridFormat(grid.query, measure);
  const rows = [...grid.rows, grid.total];
  const flat = alignPoints(rows.flatMap((row) => cellsOf(row, grid).map((one) => formatCell(one?.value, format))));
  const wide = grid.columns.length;
  const texts = rows.map((_, index) => flat.slice(index * wide, (index + 1) * wide));
  const labels = rows.map((row) => cell(row.label));
  const customers = rows.map((row) => formatCell(row.customers, "count"));
  const headers = grid.columns.map((column) => cell(column.label));
  return {
    grid,
    measure,
    format,
    labels,
    customers,
    texts,
    headers,
    labelWidth: Math.min(16, Math.max(8, ...labels.map(widthOf))),
    customersWidth: Math.max(9, ...customers.map(widthOf)),
    cellWidth: Math.max(widthOf(flat[0] ?? ""), ...headers.map((header) => Math.min(10, widthOf(header)))),
    hasComparison: grid.rows.some((row) => row.comparison !== undefined),
  };
}

/** How the cells of a query are written: percent where it asks for percent, else as its measure. */
export function gridFormat(query: CohortQuery, measure: Measure | undefined): NumberFormat {
  if (query.values === "percent") return "percent";
  return measure === undefined ? "count" : formatOf(measure);
}

/** The cell under the cursor with its row and column; undefined where there is none. */
export function cellAt(
  prepared: PreparedGrid | undefined,
  row: number,
  column: number,
): { readonly row: GridRow; readonly cell: GridCell | undefined; readonly column: string } | undefined {
  const found = prepared?.grid.rows[row];
  const head = prepared?.grid.columns[column];
  return found === undefined || head === undefined
    ? undefined
    : { row: found, cell: found.cells[column], column: head.key };
}

/** Filters that mean the row and the column under the cursor, by what the catalog knows. */
export function cellFilters(query: CohortQuery, row: string, column: string, catalog: Catalog): readonly Filter[] {
  const has = (name: string) => catalog.dimensions.some((one) => one.name === name);
  const rowDimension = query.split ?? `acquisition_${query.grain}`;
  const columnDimension =
    query.axis === "calendar"
      ? `transaction_${query.grain}`
      : query.tenure === "rolling"
        ? `tenure_${query.grain}`
        : `tenure_calendar_${query.grain}`;
  return [
    { dimension: rowDimension, op: "in" as const, values: [row] },
    { dimension: columnDimension, op: "in" as const, values: [column] },
  ].filter((filter) => has(filter.dimension));
}

/** The cells of a row, one per column. */
export function cellsOf(row: GridRow, grid: CohortGrid): readonly (GridCell | undefined)[] {
  return grid.columns.map((_, index) => row.cells[index]);
}
