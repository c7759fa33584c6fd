import { emptySlice, type Slice } from "../../../domain/slice.ts";
import { comparable, viewSlice } from "../../../domain/view-slice.ts";
import type { AppData } from "../../state/data.ts";
import { withoutDimension } from "../../state/filters.ts";
import type { At, ScreenQueries } from "../../state/screen.ts";
import { layOutBoards } from "./layout.ts";
import { boardDimensions, type SlicesState } from "./state.ts";

type Known = Pick<AppData, "catalog" | "slice">;

/** Values of a leaderboard; the rest becomes one row. */
const boardTop = 20;

/** The leaderboards in view, their sum and its trend, or the table; and the home question for "why?". */
export function sliceQueries(at: At<SlicesState>): ScreenQueries {
  const { state, data } = at;
  const slices = state.view === "boards" ? boardSlices(at) : [["table", tableSlice(state, data)] as const];
  const lifts = isEmpty(state, data) ? liftSlices(state) : [];
  const queries = [...slices, ...lifts].map(([slot, slice]) => [slot, { kind: "slice", slice }] as const);
  return { ...Object.fromEntries(queries), question: { kind: "question" } };
}

type Slot = readonly [slot: string, slice: Slice];

function boardSlices({ state, data, size }: At<SlicesState>): readonly Slot[] {
  const dimensions = boardDimensions(data.catalog);
  const { visible } = layOutBoards(size, dimensions.length, state.isWide);
  const sum = {
    ...comparable(state.slice, data.catalog),
    ...plain,
    by: [],
    measures: state.slice.measures.slice(0, 1),
  };
  const trend = trendSlice(state, data);
  return [
    ...dimensions
      .slice(state.firstBoard, state.firstBoard + visible)
      .map(({ name }): Slot => [`board:${name}`, boardSlice(state, name, data)]),
    ["sum", sum],
    ...(trend === undefined ? [] : [["trend", trend] as const]),
  ];
}

const plain = { having: [], totals: false, shareOf: undefined, subtotals: undefined, top: undefined, sort: undefined };

/** A leaderboard's question: its dimension under every filter except its own. */
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
    sort: { ...state.slice.sort, measure, descending: state.slice.sort?.descending ?? true },
    totals: true,
  };
}

/** The question for the table and the pivot. */
export function tableSlice({ view, slice }: SlicesState, { catalog }: Pick<AppData, "catalog">): Slice {
  return viewSlice(view, slice, catalog);
}

function trendSlice(state: SlicesState, { catalog }: Known): Slice | undefined {
  const { period, filters, measures } = state.slice;
  if (!catalog.dimensions.some((dimension) => dimension.name === "transaction_month")) return undefined;
  return { ...emptySlice, by: ["transaction_month"], measures: measures.slice(0, 1), filters, period };
}

/** Whether the slice is empty, as far as is known. */
export function isEmpty(state: SlicesState, data: Pick<AppData, "slice">): boolean {
  if (state.view !== "boards") return data.slice("table")?.rows.every((row) => row.kind !== "row") === true;
  return data.slice("trend")?.rows.length === 0;
}

/** For every filter: how many order lines there would be without it. */
function liftSlices({ slice: { period, filters } }: SlicesState): readonly Slot[] {
  return filters.map((_, index) => {
    const others = filters.filter((__, at) => at !== index);
    return [`lift:${index}`, { ...emptySlice, measures: ["order_lines"], filters: others, period }];
  });
}
