import type { CohortQuery } from "../../../domain/cohort.ts";
import { widthOf } from "../../../domain/width.ts";
import type { Size } from "../../state/app-state.ts";
import type { Extent } from "../../state/viewport.ts";
import { benchmarkOf } from "./benchmark.ts";
import type { PreparedGrid, Written } from "./prepared.ts";
import type { CohortsState } from "./state.ts";

/** The width of each part of the grid, in columns of the screen. */
export interface GridLayout {
  readonly gridWidth: number;
  /** Width of one pane, without the rule before it; 0 if there is none. */
  readonly paneWidth: number;
  readonly panes: 0 | 1 | 2;
  readonly trendWidth: number;
  readonly comparisonWidth: number;
  readonly cellWidth: number;
  /** Where the values end, and trend and comparison begin. */
  readonly tailLeft: number;
  readonly visibleColumns: number;
  readonly visibleRows: number;
}

const paneWidth = 30;
const ruleWidth = 2;
const minComparison = 11;
const minTrend = 6;
const maxTrend = 13;
/** Columns of values that trend and comparison must leave room for. */
const wantedColumns = 7;
const minColumns = 4;

/**
 * What fits: a pane from 110 columns (or if opened), a second one from 160; the values come first, then the change against the
 * compared row, then the trend, which takes the remaining room.
 */
export function layOutGrid(prepared: PreparedGrid, state: CohortsState, size: Size): GridLayout {
  const panes = panesOf(state, size);
  const gridWidth = size.columns - panes * (paneWidth + ruleWidth);
  const count = prepared.grid.columns.length;
  const cellWidth = writtenOf(prepared, state).width + 1;
  const fixed = 2 + prepared.labelWidth + 1 + prepared.customersWidth + 3;
  const columnsWith = (extra: number) => Math.floor((gridWidth - fixed - extra) / cellWidth);
  const wants = (columns: number) => Math.min(columns, count);
  const comparisonWidth = widthOfComparison(prepared);
  const hasComparison = prepared.hasComparison && columnsWith(comparisonWidth) >= wants(minColumns);
  const comparison = hasComparison ? comparisonWidth : 0;
  const hasTrend = count > 1 && columnsWith(comparison + minTrend) >= wants(wantedColumns);
  const columns = Math.max(1, Math.min(count, columnsWith(comparison + (hasTrend ? minTrend : 0))));
  const left = gridWidth - fixed - comparison - columns * cellWidth;
  return {
    gridWidth,
    panes,
    paneWidth: panes > 0 ? paneWidth : 0,
    trendWidth: hasTrend ? Math.min(maxTrend, left, Math.max(minTrend, count + 1)) : 0,
    comparisonWidth: comparison,
    cellWidth,
    tailLeft: fixed + columns * cellWidth,
    visibleColumns: columns,
    visibleRows: Math.max(1, Math.min(prepared.grid.rows.length, size.rows - fixedRows(prepared, state))),
  };
}

/** Width of a change, and of the header with its column and comparison. */
function widthOfComparison({ headers, grid }: PreparedGrid): number {
  const title = Math.max(...headers.map(widthOf), 0) + 1 + widthOf(comparisonTitle(grid.query));
  return Math.max(minComparison, title);
}

/** `vs year`, `vs 2024-02`. */
export function comparisonTitle({ compare }: Pick<CohortQuery, "compare">): string {
  return compare === "year" ? "vs year" : `vs ${compare ?? ""}`;
}

/** How many panes there is room for: at least one if opened, none if closed. */
export function panesOf(state: Pick<CohortsState, "hasPane">, size: Size): 0 | 1 | 2 {
  const isWide = size.columns >= 110;
  if (isWide === state.hasPane) return 0;
  return size.columns >= 160 ? 2 : 1;
}

/** The texts of the cells in this state. */
export function writtenOf(prepared: PreparedGrid, state: Pick<CohortsState, "shows">): Written {
  return state.shows === "change" ? prepared.changes() : prepared.values;
}

/** Header, rule, weighted row, benchmark if it has its own row, legend. */
function fixedRows(prepared: PreparedGrid, state: CohortsState): number {
  return benchmarkOf(prepared, state.benchmark)?.isOwnRow === true ? 5 : 4;
}

/** The extent for the cursor. */
export function gridExtent(prepared: PreparedGrid | undefined, state: CohortsState, size: Size): Extent {
  if (prepared === undefined) return { rows: 1, columns: 1, visibleRows: 1, visibleColumns: 1 };
  const layout = layOutGrid(prepared, state, size);
  return {
    rows: prepared.grid.rows.length,
    columns: prepared.grid.columns.length,
    visibleRows: layout.visibleRows,
    visibleColumns: layout.visibleColumns,
  };
}
