import type { Size } from "../../state/app-state.ts";
import type { SlicesState } from "./state.ts";

export interface BoardLayout {
  readonly perRow: number;
  readonly bands: number;
  readonly visible: number;
  readonly width: number;
  /** Lines of each band's leaderboards, titles included; a blank line follows each band but the last. */
  readonly heights: readonly number[];
}

/** Spaces between boards. */
const gap = 3;

/** Lines above the boards: the sum of the slice and its trend. */
const sumLines = 2;

/** Lines below them: what shares are of, and the page of dimensions. */
const noteLines = 1;

/**
 * As many leaderboards as fit, each at least 36 columns wide (or, when wide, with room for every column) with at least
 * four values.
 */
export function layOutBoards(area: Size, count: number, isWide = false): BoardLayout {
  const size = { columns: area.columns, rows: area.rows - sumLines };
  const perRow = Math.max(1, Math.min(4, Math.floor((size.columns + 2) / (isWide ? 64 : 39))));
  const wantedBands = Math.ceil(count / perRow);
  const bands = Math.max(1, Math.min(wantedBands, Math.floor((size.rows + 1) / 7)));
  return {
    perRow,
    bands,
    visible: perRow * bands,
    width: Math.floor((size.columns - (perRow - 1) * gap) / perRow),
    heights: evenly(size.rows - noteLines - (bands - 1), bands),
  };
}

function evenly(lines: number, bands: number): readonly number[] {
  const [each, over] = [Math.floor(lines / bands), lines % bands];
  return Array.from({ length: bands }, (_, band) => each + (band < over ? 1 : 0));
}

/** The first value in view of the leaderboard under the cursor: no further down than the cursor needs. */
export function firstItem(item: number, lines: number): number {
  return Math.max(0, item - (lines - 2));
}

/** The leaderboard at a position of the body, and its row; no row on its title, undefined between boards. */
export function boardAt(
  { x, y }: { readonly x: number; readonly y: number },
  { heights, width, perRow }: BoardLayout,
  state: Pick<SlicesState, "firstBoard" | "board" | "item">,
  count: number,
): { readonly board: number; readonly item: number | undefined } | undefined {
  const tops = heights.map((_, band) => heights.slice(0, band).reduce((sum, lines) => sum + lines + 1, sumLines));
  const band = tops.findLastIndex((top) => y >= top);
  const [line, lines] = [y - (tops[band] ?? 0), heights[band] ?? 0];
  const [column, inside] = [Math.floor(x / (width + gap)), x % (width + gap)];
  const board = state.firstBoard + band * perRow + column;
  if (band < 0 || line >= lines || column >= perRow || board >= count || inside >= width) return undefined;
  const first = board === state.board ? firstItem(state.item, lines) : 0;
  return { board, item: line === 0 ? undefined : first + line - 1 };
}
