import { emptySlice, type Slice } from "../domain/slice.ts";
import { comparable, viewSlice } from "../domain/view-slice.ts";
import { type AppData, type AppState, bodySize } from "./app-state.ts";
import type { Ask } from "./asks.ts";
import { withoutDimension } from "./filters.ts";
import { layOutBoards } from "./screens/slices/layout.ts";
import { boardDimensions, type SlicesState } from "./screens/slices/state.ts";

type Known = Pick<AppData, "catalog" | "slice">;

/** Values of a leaderboard; the rest is told as one row. */
const boardTop = 20;

/** The questions of the slices screen: its leaderboards and their sum, or its table. */
export function addSlices(asks: Map<string, Ask>, state: AppState, data: Known): void {
  const { slices } = state.place;
  const ask = (name: string, slice: Slice) => asks.set(name, { kind: "slice", slice });
  if (slices.view === "boards") {
    const dimensions = boardDimensions(data.catalog);
    const layout = layOutBoards(bodySize(state.size), dimensions.length, slices.isWide);
    for (const { name } of dimensions.slice(slices.firstBoard, slices.firstBoard + layout.visible))
      ask(`board:${name}`, boardSlice(slices, name, data));
    ask("sum", {
      ...comparable(slices.slice, data.catalog),
      ...plain,
      by: [],
      measures: slices.slice.measures.slice(0, 1),
    });
    const trend = trendSlice(slices, data);
    if (trend !== undefined) ask("trend", trend);
  } else {
    ask("table", tableSlice(slices, data));
  }
  if (isEmpty(slices, data)) addLifts(slices, ask);
}

const plain = { having: [], totals: false, shareOf: undefined, subtotals: undefined, top: undefined, sort: undefined };

/** A leaderboard's question: its dimension under every filter but its own. */
export function boardSlice(state: SlicesState, dimension: string, data: Pick<AppData, "catalog">): Slice {
  const measure = state.slice.measures[0] ?? "";
  return {
    ...comparable(state.slice, data.catalog),
    ...plain,
    by: [dimension],
    measures: [measure],
    filters: withoutDimension(state.slice.filters, dimension),
    having: state.slice.having,
    top: state.slice.top ?? boardTop,
    sort: { measure, descending: state.slice.sort?.descending ?? true },
    totals: true,
  };
}

/** The question of the table and the pivot. */
export function tableSlice({ view, slice }: SlicesState, { catalog }: Pick<AppData, "catalog">): Slice {
  return viewSlice(view, slice, catalog);
}

function trendSlice(state: SlicesState, { catalog }: Known): Slice | undefined {
  const { period, filters, measures } = state.slice;
  if (!catalog.dimensions.some((dimension) => dimension.name === "transaction_month")) return undefined;
  return { ...emptySlice, by: ["transaction_month"], measures: measures.slice(0, 1), filters, period };
}

/** Whether nothing is left of the slice, as far as is known. */
export function isEmpty(state: SlicesState, data: Pick<AppData, "slice">): boolean {
  if (state.view !== "boards") return data.slice("table")?.rows.every((row) => row.kind !== "row") === true;
  return data.slice("trend")?.rows.length === 0;
}

/** For every filter: how many order lines there are without it. */
function addLifts(state: SlicesState, ask: (name: string, slice: Slice) => void): void {
  const { period, filters } = state.slice;
  for (const [index] of filters.entries()) {
    const others = filters.filter((_, at) => at !== index);
    ask(`lift:${index}`, { ...emptySlice, measures: ["order_lines"], filters: others, period });
  }
}
