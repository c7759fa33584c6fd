import type { Extent } from "../../viewport.ts";
import type { PreparedGrid } from "./prepared.ts";
import type { CohortsState } from "./state.ts";

/** Columns of the screen that the parts of the grid take. */
export interface GridLayout {
  readonly gridWidth: number;
  readonly paneWidth: number;
  readonly trendWidth: number;
  readonly comparisonWidth: number;
  readonly visibleColumns: number;
  readonly visibleRows: number;
}

const paneWidth = 34;

/** Header, weighted row with its rule above, legend. */
const fixedRows = 4;

/**
 * What fits: the detail pane from 110 columns (or when asked for), trend and comparison where at least four columns of
 * values stay; the rest belongs to the grid.
 */
export function layOutGrid(
  prepared: PreparedGrid,
  state: Pick<CohortsState, "hasPane" | "query">,
  size: { readonly columns: number; readonly rows: number },
): GridLayout {
  const pane = size.columns >= 110 ? !state.hasPane : state.hasPane;
  const gridWidth = size.columns - (pane ? paneWidth + 2 : 0);
  const fixed = 2 + prepared.labelWidth + 2 + prepared.customersWidth + 2;
  const cellWidth = prepared.cellWidth + 2;
  const comparison = prepared.hasComparison ? 13 : 0;
  const columnsWith = (extra: number) => Math.floor((gridWidth - fixed - extra) / cellWidth);
  const wanted = Math.min(4, prepared.grid.columns.length);
  const comparisonWidth = comparison > 0 && columnsWith(comparison) >= wanted ? comparison : 0;
  const trendWidth = columnsWith(comparisonWidth + 11) >= wanted ? Math.min(9, prepared.grid.columns.length) + 2 : 0;
  const trend = prepared.grid.columns.length > 1 ? trendWidth : 0;
  return {
    gridWidth,
    paneWidth: pane ? paneWidth : 0,
    trendWidth: trend,
    comparisonWidth,
    visibleColumns: Math.max(1, Math.min(prepared.grid.columns.length, columnsWith(comparisonWidth + trend))),
    visibleRows: Math.max(1, Math.min(prepared.grid.rows.length, size.rows - fixedRows)),
  };
}

/** The extent that the cursor moves in. */
export function gridExtent(
  prepared: PreparedGrid | undefined,
  state: Pick<CohortsState, "hasPane" | "query">,
  size: { readonly columns: number; readonly rows: number },
): Extent {
  if (prepared === undefined) return { rows: 1, columns: 1, visibleRows: 1, visibleColumns: 1 };
  const layout = layOutGrid(prepared, state, size);
  return {
    rows: prepared.grid.rows.length,
    columns: prepared.grid.columns.length,
    visibleRows: layout.visibleRows,
    visibleColumns: layout.visibleColumns,
  };
}
