import type { SliceResult } from "../../../domain/slice-result.ts";
import type { Extent } from "../../viewport.ts";

export interface BoardLayout {
  readonly perRow: number;
  readonly bands: number;
  readonly visible: number;
  readonly width: number;
  /** Values in one board. */
  readonly items: number;
}

/** Lines above the boards: the sum of the slice and its course over time. */
export const sumLines = 2;

/**
 * As many leaderboards as fit, each at least 36 columns wide (or, when wide, with room for every column) with at least
 * four values.
 */
export function layOutBoards(
  area: { readonly columns: number; readonly rows: number },
  count: number,
  isWide = false,
): BoardLayout {
  const size = { columns: area.columns, rows: area.rows - sumLines };
  const perRow = Math.max(1, Math.min(4, Math.floor((size.columns + 2) / (isWide ? 64 : 39))));
  const wantedBands = Math.ceil(count / perRow);
  const bands = Math.max(1, Math.min(wantedBands, Math.floor((size.rows + 1) / 7)));
  return {
    perRow,
    bands,
    visible: perRow * bands,
    width: Math.floor((size.columns - (perRow - 1) * 3) / perRow),
    items: Math.max(1, Math.floor((size.rows + 1) / bands) - 2),
  };
}

/** What the cursor of a table moves in. */
export function tableExtent(rows: number, columns: number, size: { readonly rows: number }): Extent {
  return {
    rows: Math.max(1, rows),
    columns: Math.max(1, columns),
    visibleRows: Math.max(1, size.rows - 3),
    visibleColumns: columns,
  };
}

/** Rows of a leaderboard that can be chosen: values and the rest, not the total. */
export function boardItems(result: SliceResult | undefined, room: number): number {
  return Math.min(room, result?.rows.filter((row) => row.kind === "row" || row.kind === "other").length ?? 1);
}
