import type { Catalog } from "../../../domain/catalog.ts";
import type { Filter } from "../../../domain/slice.ts";
import type { SliceResult } from "../../../domain/slice-result.ts";
import type { ActionName } from "../../actions.ts";
import { boardItems, layOutBoards, tableExtent } from "./layout.ts";
import { pivotOf } from "./pivot.ts";
import {
  boardDimensions,
  drillInto,
  moveOnBoards,
  reduceSlices,
  type SlicesState,
  toggle,
  withSlice,
} from "./state.ts";

/** The answers that this screen's reducer looks at. */
export interface SlicesData {
  readonly catalog: Catalog;
  readonly slice: (name: string) => SliceResult | undefined;
}

/** The state of the screen after an action, with what is under the cursor taken from the answers on screen. */
export function reduceSlicesPlace(
  state: SlicesState,
  name: ActionName,
  count: number,
  room: { readonly columns: number; readonly rows: number },
  data: SlicesData,
): SlicesState {
  if (state.view === "boards") {
    const dimensions = boardDimensions(data.catalog);
    const layout = layOutBoards(room, dimensions.length);
    const items = boardItems(boardResult(state, data), layout.items);
    const moved = moveOnBoards(state, name, count, { ...layout, count: dimensions.length, items });
    if (moved !== undefined) return moved;
  }
  const selection = slicesSelection(state, data);
  const first = selection[0];
  if (name === "drill") return first === undefined ? state : drilled(state, selection, data.catalog);
  if ((name === "include" || name === "exclude") && first !== undefined) {
    return toggle(state, first.dimension, first.values[0] ?? "", name === "include" ? "in" : "not_in");
  }
  const result = data.slice("table");
  const pivot =
    state.view === "pivot" && result !== undefined ? pivotOf(result, data.slice("pivot_totals")) : undefined;
  const extent = tableExtent(
    pivot?.rows.length ?? result?.rows.length ?? 1,
    pivot?.columns.length ?? result?.columns.length ?? 1,
    room,
  );
  return reduceSlices(state, name, count, extent);
}

/** Filters that mean what is under the cursor: nothing on totals and on the rest beyond the top. */
export function slicesSelection(state: SlicesState, data: SlicesData): readonly Filter[] {
  if (state.view === "boards") {
    const dimension = boardDimensions(data.catalog)[state.board];
    const row = boardResult(state, data)?.rows[state.item];
    if (dimension === undefined || row?.kind !== "row") return [];
    return [{ dimension: dimension.name, op: "in", values: [valueText(row.values[0])] }];
  }
  const result = data.slice("table");
  if (result === undefined) return [];
  if (state.view === "pivot") return pivotOf(result, data.slice("pivot_totals")).selection(state.cursor);
  const row = result.rows[state.cursor.row];
  if (row?.kind !== "row") return [];
  return result.columns.flatMap((column, index): Filter[] =>
    column.role === "dimension" ? [{ dimension: column.of, op: "in", values: [valueText(row.values[index])] }] : [],
  );
}

/** A value as filters write it: the empty string for none. */
export function valueText(value: string | number | null | undefined): string {
  return value === null || value === undefined ? "" : String(value);
}

function boardResult(state: SlicesState, data: SlicesData): SliceResult | undefined {
  const dimension = boardDimensions(data.catalog)[state.board];
  return dimension === undefined ? undefined : data.slice(`board:${dimension.name}`);
}

/** Only what is under the cursor; a table's dimension gives way to the next finer one where there is one. */
function drilled(state: SlicesState, selection: readonly Filter[], catalog: Catalog): SlicesState {
  const deeper = selection.reduce((next, filter) => drillInto(next, filter), state);
  if (state.view === "boards") return deeper;
  const by = state.slice.by.map((name) => catalog.dimensions.find((one) => one.name === name)?.finer ?? name);
  return withSlice(deeper, { ...deeper.slice, by: [...new Set(by)] });
}
