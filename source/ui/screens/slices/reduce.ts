import type { Catalog } from "../../../domain/catalog.ts";
import { pivotOf } from "../../../domain/pivot.ts";
import type { Filter, Sort } from "../../../domain/slice.ts";
import type { ActionName } from "../../state/actions.ts";
import type { Size } from "../../state/app-state.ts";
import { cycled } from "../../state/cycled.ts";
import type { AppData } from "../../state/data.ts";
import { toggleValue, withFilter } from "../../state/filters.ts";
import { type Extent, moveCursor, originCursor } from "../../state/viewport.ts";
import { boardRows, fitBoards } from "./fit-boards.ts";
import { boardAt, layOutBoards } from "./layout.ts";
import {
  boardDimensions,
  goUp,
  moveOnBoards,
  nextShare,
  resultIn,
  type SlicesState,
  sortedBy,
  views,
  withSlice,
} from "./state.ts";

/** The answers that this screen's reducer reads. */
export type SlicesData = Pick<AppData, "catalog" | "slice">;

/** The state of the screen after an action, with the item under the cursor taken from the answers on screen. */
export function reduceSlicesPlace(
  state: SlicesState,
  name: ActionName,
  count: number,
  room: Size,
  data: SlicesData,
): SlicesState {
  if (state.view === "boards") {
    const dimensions = boardDimensions(data.catalog);
    const layout = layOutBoards(room, dimensions.length, state.isWide);
    const items = Math.max(1, boardRows(resultIn(state, data)).length);
    const moved = moveOnBoards(state, name, count, { ...layout, count: dimensions.length, items });
    if (moved !== undefined) return moved;
  }
  switch (name) {
    case "up_level":
      return goUp(state, data.catalog);
    case "sort":
      return sortedBy(state, orderUnderCursor(state, data));
    case "drill":
      return drilled(state, slicesSelection(state, data), data.catalog);
    case "include":
    case "exclude":
      return toggled(state, name, data);
    case "view":
      return { ...state, view: cycled(views, state.view, count), cursor: originCursor };
    case "values":
      return withSlice(state, nextShare(state.slice));
    case "pane":
      return { ...state, isWide: !state.isWide, firstBoard: 0 };
    case "clear_filters":
      return withSlice(state, { ...state.slice, filters: [] });
  }
  const cursor =
    state.view === "boards" ? undefined : moveCursor(state.cursor, name, count, tableExtent(state, room, data));
  return cursor === undefined ? state : { ...state, cursor };
}

/** The extent for the cursor of the table or the pivot. */
function tableExtent({ view }: SlicesState, room: { readonly rows: number }, data: SlicesData): Extent {
  const table = data.slice("table");
  const pivot = view === "pivot" && table !== undefined ? pivotOf(table) : undefined;
  const rows = pivot?.rows.length ?? table?.rows.length ?? 1;
  const columns = pivot === undefined ? (table?.columns.length ?? 1) : pivot.columns.length + 2;
  const visibleRows = Math.max(1, room.rows - 3);
  return { rows: Math.max(1, rows), columns: Math.max(1, columns), visibleRows, visibleColumns: columns };
}

/** The cursor on the item at a position of the body; the same state if there is nothing to select. */
export function pointAtSlices(
  state: SlicesState,
  at: { readonly x: number; readonly y: number },
  room: Size,
  data: SlicesData,
): SlicesState {
  const layout = fitBoards(state, room, data.catalog, (dimension) => data.slice(`board:${dimension}`));
  const found = boardAt(at, layout, state, boardDimensions(data.catalog).length);
  if (state.view !== "boards" || found === undefined) return state;
  const pointed = { ...state, board: found.board, item: 0 };
  const last = boardRows(resultIn(pointed, data)).length - 1;
  if (found.item === undefined || found.item > last) return found.board === state.board ? state : pointed;
  return { ...pointed, item: found.item };
}

/** The cursor of a filter's own leaderboard on the filter's first value, if it is listed. */
export function onValue(state: SlicesState, { dimension, values: [first] }: Filter, data: SlicesData): SlicesState {
  const isOwn = state.view === "boards" && dimensionUnderCursor(state, data) === dimension;
  const item = boardRows(resultIn(state, data)).findIndex(({ values }) => valueText(values[0]) === first);
  return isOwn && item >= 0 ? { ...state, item } : state;
}

/** The cursor on an existing value, if an answer has fewer than the previous one. */
export function settleSlices(state: SlicesState, data: SlicesData): SlicesState {
  const count = boardRows(resultIn(state, data)).length;
  return state.view === "boards" && count > 0 && state.item >= count ? { ...state, item: count - 1 } : state;
}

/** The table column under the cursor, otherwise the one it is sorted by. */
function orderUnderCursor(state: SlicesState, data: SlicesData): Pick<Sort, "measure" | "by"> {
  const { sort, measures } = state.slice;
  const column = state.view === "table" ? data.slice("table")?.columns[state.cursor.column] : undefined;
  if (column === undefined || column.role === "dimension") return sort ?? { measure: measures[0] ?? "" };
  return column.role === "change" ? { measure: column.of, by: "change" } : { measure: column.of };
}

/** The dimension under the cursor. */
export function dimensionUnderCursor(state: SlicesState, data: SlicesData): string | undefined {
  if (state.view === "boards") return boardDimensions(data.catalog)[state.board]?.name;
  const [first, second] = state.slice.by;
  if (state.view === "pivot") return state.cursor.column > 0 ? (second ?? first) : first;
  return state.slice.by[state.cursor.column] ?? first;
}

/** Filters that select what is under the cursor: none on totals and on the rest beyond the top. */
export function slicesSelection(state: SlicesState, data: SlicesData): readonly Filter[] {
  if (state.view === "boards") {
    const dimension = boardDimensions(data.catalog)[state.board];
    const row = boardRows(resultIn(state, data))[state.item];
    if (dimension === undefined || row?.kind !== "row") return [];
    return [{ dimension: dimension.name, op: "in", values: [valueText(row.values[0])] }];
  }
  const result = data.slice("table");
  if (result === undefined) return [];
  if (state.view === "pivot") return pivotOf(result).selection(state.cursor);
  const row = result.rows[state.cursor.row];
  if (row?.kind !== "row") return [];
  return result.columns.flatMap((column, index): Filter[] =>
    column.role === "dimension" ? [{ dimension: column.of, op: "in", values: [valueText(row.values[index])] }] : [],
  );
}

/**
 * The number under the cursor: its measure, the filters that select its row, and what it is if not a plain value of the
 * measure.
 */
export function slicesValue(
  state: SlicesState,
  data: SlicesData,
): { readonly measure: string; readonly selection: readonly Filter[]; readonly isNot?: string | undefined } {
  const table = data.slice("table");
  const column = state.view === "table" ? table?.columns[state.cursor.column] : undefined;
  const isNumber = column !== undefined && column.role !== "dimension";
  const measure = isNumber ? column.of : (state.slice.measures[0] ?? "");
  const isBoards = state.view === "boards";
  const row = isBoards ? boardRows(resultIn(state, data))[state.item] : table?.rows[state.cursor.row];
  const isShare = column?.role === "share" || (state.view === "pivot" && state.slice.shareOf !== undefined);
  const isRest = state.view !== "pivot" && (row?.kind === "other" || row?.kind === "subtotal");
  const isNot = isShare ? "a share" : isRest ? "the rest of the values" : undefined;
  return { measure, selection: slicesSelection(state, data), isNot };
}

/** Keeps or leaves out the value of the dimension under the cursor, or stops doing so. */
function toggled(state: SlicesState, name: "include" | "exclude", data: SlicesData): SlicesState {
  const dimension = dimensionUnderCursor(state, data);
  const selection = slicesSelection(state, data);
  const filter = selection.find((one) => one.dimension === dimension) ?? selection[0];
  if (filter === undefined) return state;
  const { dimension: of, values } = filter;
  const op = name === "include" ? "in" : "not_in";
  return withSlice(state, { ...state.slice, filters: toggleValue(state.slice.filters, of, values[0] ?? "", op) });
}

/** A value as filters write it. */
export function valueText(value: unknown): string {
  return String(value ?? "");
}

/**
 * Only what is under the cursor; a table's dimension is replaced by the next finer one, or by the next one not yet shown, so
 * that a drill-down always shows something new.
 */
function drilled(state: SlicesState, selection: readonly Filter[], catalog: Catalog): SlicesState {
  if (selection.length === 0) return state;
  const deeper = withSlice(state, { ...state.slice, filters: selection.reduce(withFilter, state.slice.filters) });
  if (state.view === "boards") return selection.every((filter) => isKept(filter, state)) ? state : deeper;
  const chosen = new Set(selection.map((filter) => filter.dimension));
  const by: string[] = [];
  for (const name of state.slice.by)
    by.push(chosen.has(name) ? nextDimension(name, [...by, ...state.slice.by], deeper, catalog) : name);
  return withSlice(deeper, { ...deeper.slice, by: [...new Set(by)] });
}

/** Whether the slice keeps exactly this of the dimension. */
function isKept({ dimension, values }: Filter, { slice }: SlicesState): boolean {
  const now = slice.filters.find((one) => one.dimension === dimension);
  return now?.op === "in" && now.values.length === 1 && now.values[0] === values[0];
}

function nextDimension(name: string, taken: readonly string[], state: SlicesState, catalog: Catalog): string {
  const finer = catalog.dimensions.find((one) => one.name === name)?.finer;
  if (finer !== undefined && catalog.dimensions.some((one) => one.name === finer)) return finer;
  const shown = new Set([...taken, ...state.slice.filters.map((filter) => filter.dimension)]);
  return boardDimensions(catalog).find((one) => !shown.has(one.name))?.name ?? name;
}
