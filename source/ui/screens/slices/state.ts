import type { Catalog, Dimension } from "../../../domain/catalog.ts";
import type { Period } from "../../../domain/period.ts";
import { emptySlice, type Filter, type Slice, type Sort } from "../../../domain/slice.ts";
import type { SliceResult } from "../../../domain/slice-result.ts";
import { lastYear } from "../../overlays/period-items.ts";
import type { ActionName } from "../../state/actions.ts";
import type { AppData } from "../../state/data.ts";
import { type Cursor, originCursor } from "../../state/viewport.ts";

export type SlicesView = "boards" | "table" | "pivot";

export interface SlicesState {
  readonly view: SlicesView;
  /** Measures, filters, comparison; `by` applies to table and pivot, because the boards show every dimension. */
  readonly slice: Slice;
  /** For table and pivot. */
  readonly cursor: Cursor;
  /** For boards: the board under the cursor, its row, and the first board in view. */
  readonly board: number;
  readonly item: number;
  readonly firstBoard: number;
  /** For boards: fewer and wider ones, with every column. */
  readonly isWide?: boolean;
}

export const views: readonly SlicesView[] = ["boards", "table", "pivot"];

/** Leaderboards of everything, by the given measure and filters, for the last full year against the one before. */
export function initialSlices(
  measure: string,
  filters: readonly Filter[],
  by: readonly string[],
  days: Period,
): SlicesState {
  const period = lastYear(days);
  const time = period === undefined ? {} : { period, against: "year" as const };
  return {
    view: "boards",
    slice: { ...emptySlice, measures: [measure], filters, by, totals: true, ...time },
    cursor: originCursor,
    board: 0,
    item: 0,
    firstBoard: 0,
  };
}

/** Dimensions with a leaderboard: texts and plans, not dates; of the source's own, those whose values differ most. */
export function boardDimensions(catalog: Catalog): readonly Dimension[] {
  return catalog.dimensions.filter(canBeBoard).filter(({ isOnBoards }) => isOnBoards !== false);
}

/** How many dimensions of the source have no leaderboard. */
export function dimensionsBeside({ dimensions }: Catalog): number {
  return dimensions.filter(({ isOwn, isOnBoards, isOfEntry }) => isOwn && isOnBoards === false && !isOfEntry).length;
}

function canBeBoard({ type, name, isOwn }: Dimension): boolean {
  return type === "text" || name === "prepaid_orders" || isOwn === true;
}

/** The answer under the cursor: its leaderboard, or the table. */
export function resultIn(state: SlicesState, data: Pick<AppData, "catalog" | "slice">): SliceResult | undefined {
  if (state.view !== "boards") return data.slice("table");
  return data.slice(`board:${boardDimensions(data.catalog)[state.board]?.name ?? ""}`);
}

/** The slots of the leaderboards' answers. */
export function boardSlots(catalog: Catalog): readonly string[] {
  return boardDimensions(catalog).map((one) => `board:${one.name}`);
}

/** Moves over the boards: left and right from board to board, up and down within one. */
export function moveOnBoards(
  state: SlicesState,
  name: ActionName,
  count: number,
  boards: { readonly count: number; readonly visible: number; readonly perRow: number; readonly items: number },
): SlicesState | undefined {
  const last = Math.max(0, boards.count - 1);
  const toBoard = (board: number): SlicesState => {
    const clamped = Math.max(0, Math.min(last, board));
    const first = Math.floor(clamped / Math.max(1, boards.visible)) * Math.max(1, boards.visible);
    return { ...state, board: clamped, item: clamped === state.board ? state.item : 0, firstBoard: first };
  };
  const toItem = (item: number): SlicesState => ({ ...state, item: Math.max(0, Math.min(boards.items - 1, item)) });
  switch (name) {
    case "left":
      return toBoard(state.board - count);
    case "right":
      return toBoard(state.board + count);
    case "page_up":
      return toBoard(state.firstBoard - boards.visible);
    case "page_down":
      return toBoard(state.firstBoard + boards.visible);
    case "up":
      return state.item - count < 0 && state.board >= boards.perRow
        ? toBoard(state.board - boards.perRow)
        : toItem(state.item - count);
    case "down":
      return state.item + count >= boards.items && state.board + boards.perRow <= last
        ? toBoard(state.board + boards.perRow)
        : toItem(state.item + count);
    case "first_row":
    case "first_column":
      return name === "first_row" ? toItem(0) : toBoard(0);
    case "last_row":
    case "last_column":
      return name === "last_row" ? toItem(boards.items - 1) : toBoard(last);
    default:
      return undefined;
  }
}

/** Another slice, with the cursor of the table back at its start. */
export function withSlice(state: SlicesState, slice: Slice): SlicesState {
  return slice === state.slice ? state : { ...state, slice, cursor: originCursor };
}

/** Values, then shares of the whole, the row and the column, in turn. */
export function nextShare(slice: Slice): Slice {
  const { shareOf, ...rest } = slice;
  const next = shareOf === undefined ? "total" : ({ total: "row", row: "column", column: undefined } as const)[shareOf];
  return next === undefined ? rest : { ...rest, shareOf: next };
}

/** Sorted by a measure or by its change, highest first; reversed if already sorted by it. */
export function sortedBy(state: SlicesState, { measure, by }: Pick<Sort, "measure" | "by">): SlicesState {
  const { sort } = state.slice;
  const isSame = (sort?.measure ?? state.slice.measures[0]) === measure && sort?.by === by;
  const descending = !(isSame && (sort?.descending ?? true));
  return withSlice(state, { ...state.slice, sort: { measure, descending, ...(by === undefined ? {} : { by }) } });
}

/** One step up: the last filter is lifted, and a dimension that a drill-down replaced comes back. */
export function goUp(state: SlicesState, catalog: Catalog): SlicesState {
  const last = state.slice.filters.at(-1);
  if (last === undefined) return state;
  const finer = catalog.dimensions.find((one) => one.name === last.dimension)?.finer;
  const by = state.slice.by.map((name) => (name === finer && state.view !== "boards" ? last.dimension : name));
  return withSlice(state, { ...state.slice, filters: state.slice.filters.slice(0, -1), by: [...new Set(by)] });
}
