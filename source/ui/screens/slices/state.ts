import type { Catalog, Dimension } from "../../../domain/catalog.ts";
import { emptySlice, type Filter, type Slice } from "../../../domain/slice.ts";
import type { ActionName } from "../../actions.ts";
import { toggleValue, withFilter } from "../../filters.ts";
import { type Cursor, type Extent, moveCursor, originCursor } from "../../viewport.ts";

export type SlicesView = "boards" | "table" | "pivot";

export interface SlicesState {
  readonly view: SlicesView;
  /** Measures, filters, comparison; `by` is what the table and the pivot show, the boards show every dimension. */
  readonly slice: Slice;
  /** Table and pivot. */
  readonly cursor: Cursor;
  /** Boards: which one the cursor is on, its row, and the first board in view. */
  readonly board: number;
  readonly item: number;
  readonly firstBoard: number;
}

const views: readonly SlicesView[] = ["boards", "table", "pivot"];

/** Leaderboards of everything, by the measure and filters that were in view. */
export function initialSlices(measure: string, filters: readonly Filter[], by: readonly string[]): SlicesState {
  return {
    view: "boards",
    slice: { ...emptySlice, measures: [measure], filters, by, totals: true, against: "year" },
    cursor: originCursor,
    board: 0,
    item: 0,
    firstBoard: 0,
  };
}

/** Dimensions that make a leaderboard: texts and whole numbers, not dates. */
export function boardDimensions(catalog: Catalog): readonly Dimension[] {
  return catalog.dimensions.filter((dimension) => dimension.type === "text" || dimension.name === "prepaid_orders");
}

/** Movement and choices of the screen that need no data; the same object where the action is none of it. */
export function reduceSlices(state: SlicesState, name: ActionName, count: number, extent: Extent): SlicesState {
  if (state.view !== "boards") {
    const cursor = moveCursor(state.cursor, name, count, extent);
    if (cursor !== undefined) return { ...state, cursor };
  }
  switch (name) {
    case "view":
      return withView(state, views[(views.indexOf(state.view) + count) % views.length] ?? "boards");
    case "compare":
      return withSlice(state, nextAgainst(state.slice));
    case "clear_filters":
      return withSlice(state, { ...state.slice, filters: [] });
    case "sort":
      return withSlice(state, reversed(state.slice));
    default:
      return state;
  }
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

/** Only this value of the dimension. */
export function drillInto(state: SlicesState, filter: Filter): SlicesState {
  return withSlice(state, { ...state.slice, filters: withFilter(state.slice.filters, filter) });
}

/** The value added to the included or excluded ones of its dimension, or taken out again. */
export function toggle(state: SlicesState, dimension: string, value: string, op: Filter["op"]): SlicesState {
  return withSlice(state, { ...state.slice, filters: toggleValue(state.slice.filters, dimension, value, op) });
}

/** Another slice, the cursor of the table back at its start. */
export function withSlice(state: SlicesState, slice: Slice): SlicesState {
  return slice === state.slice ? state : { ...state, slice, cursor: originCursor };
}

/** Another view of the same slice; a pivot takes two dimensions. */
export function withView(state: SlicesState, view: SlicesView): SlicesState {
  return { ...state, view, cursor: originCursor };
}

function nextAgainst(slice: Slice): Slice {
  const { against, ...rest } = slice;
  if (against === undefined) return { ...rest, against: "year" };
  return against === "year" ? { ...rest, against: "prior" } : rest;
}

function reversed(slice: Slice): Slice {
  const measure = slice.measures[0] ?? "";
  return { ...slice, sort: { measure, descending: !(slice.sort?.descending ?? true) } };
}
