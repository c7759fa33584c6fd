import { canCompare } from "../../../domain/view-slice.ts";
import { go } from "../../input/key-rows.ts";
import type { ActionName } from "../../state/actions.ts";
import { homeFilters, homeMeasure, sliceMeasure } from "../../state/measures.ts";
import type { Known } from "../../state/place.ts";
import { type At, type Beginning, defineScreen } from "../../state/screen.ts";
import { rowAt } from "../../state/viewport.ts";
import { columnAt, headerHeight } from "../../widgets/table.ts";
import { linesView } from "../lines-view.tsx";
import { actOnSlices } from "./act.ts";
import { sliceChips } from "./chips.ts";
import { sliceKeys, sliceWords } from "./keys.ts";
import { slicePickers } from "./pickers.ts";
import { boardSlice, sliceQueries, tableSlice } from "./queries.ts";
import { pointAtSlices, settleSlices } from "./reduce.ts";
import { sliceSentences } from "./sentences.ts";
import { slicesLines } from "./slices-screen.ts";
import { boardDimensions, boardSlots, initialSlices, resultIn, type SlicesState, withSlice } from "./state.ts";
import { firstColumn, layoutIn } from "./table-layout.ts";

/** One measure by every dimension, as leaderboards, table or pivot. */
export const slices = defineScreen<SlicesState>({
  id: "slices",
  title: "Slices",
  about: "One measure by every dimension. Choosing a value in one board filters the others.",
  keys: sliceKeys,
  keyWords: sliceWords,
  jumps: [{ row: go("to_slices", ["2"], "Show slices") }],

  initial,
  beginnings,
  reduce: actOnSlices,
  reasonAgainst,
  pickers: slicePickers,
  palette: ["measure", "by"],
  settle: ({ state, data }) => settleSlices(state, data),
  target(at, x, y) {
    const { state, size, data } = at;
    return state.view === "boards" ? pointAtSlices(state, { x, y }, size, data) : targetInTable(at, x, y);
  },
  show({ state }, intent) {
    if (intent.kind === "slice") return { state: { ...withSlice(state, intent.slice), view: intent.view } };
    if (intent.kind !== "breakdown") return undefined;
    // A cohort cell's time is in its filters, so the slice must not restrict it further.
    const { period: _, top: __, sort: ___, ...rest } = state.slice;
    const { filters, measure } = intent;
    const slice = { ...rest, filters, measures: [measure], having: [], against: "year" as const };
    return { state: { ...state, slice, view: "boards", board: 0, item: 0, firstBoard: 0 } };
  },
  follow({ state, data }, intent) {
    if (intent.kind !== "measure") return state;
    return withSlice(state, { ...state.slice, measures: [sliceMeasure(intent.measure, data.catalog)] });
  },

  analysis: ({ view, slice }) => [view, slice],
  depth: ({ slice }) => slice.filters,
  encode: ({ view, slice, isWide }) => ({ view, slice, ...(isWide === undefined ? {} : { isWide }) }) as object,
  decode({ view, slice, isWide }, { isWide: _, ...before }) {
    return { ...before, view, slice, ...(isWide === undefined ? {} : { isWide }) };
  },

  queries: sliceQueries,
  slots: ({ state, data }) => (state.view === "boards" ? ["sum", ...boardSlots(data.catalog)] : ["table"]),
  isReady: () => true,
  View: linesView(slicesLines),
  crumbs: ({ state }) => [{ boards: "leaderboards", table: "table", pivot: "pivot" }[state.view]],
  chips: sliceChips,
  spoken: sliceSentences,

  row: ({ state, data }) =>
    resultIn(state, data)?.rows[state.view === "boards" ? state.item : state.cursor.row]?.values,
  column: ({ state }) => (state.view === "boards" ? 1 : state.cursor.column),
  table({ state, data }) {
    const result = resultIn(state, data);
    return result && [result.columns.map((column) => column.name), ...result.rows.map((row) => row.values)];
  },
  sql: ({ state, data }) => resultIn(state, data)?.sql ?? [],
  exportOf({ state, data }) {
    const dimension = boardDimensions(data.catalog)[state.board];
    const isTable = state.view !== "boards" || dimension === undefined;
    // A leaderboard is exported in full, without its top.
    const slice = isTable
      ? tableSlice(state, data)
      : { ...boardSlice(state, dimension.name, data), top: state.slice.top };
    const rows = state.view === "boards" ? undefined : data.slice("table")?.rows.length;
    return { view: { kind: "slice", slice }, file: `slice-${slice.by.join("-") || "total"}.csv`, rows };
  },
});

function initial(known: Known): SlicesState {
  const { catalog, dataSet } = known;
  const by = ["point_of_entry", "marketing_channel", "region", "transaction_type"]
    .filter((name) => catalog.dimensions.some((dimension) => dimension.name === name))
    .slice(0, 2);
  return initialSlices(sliceMeasure(homeMeasure(catalog), catalog), homeFilters(known), by, dataSet);
}

/** What fell most in any dimension in the last year; empty if the data has no year before it. */
function beginnings(known: Known): readonly Beginning<SlicesState>[] {
  const first = initial(known);
  const { slice } = first;
  if (slice.period === undefined) return [];
  const sort = { measure: slice.measures[0] ?? "", descending: false, by: "change" } as const;
  return [
    {
      name: "What fell most?",
      detail: "the last year against the one before",
      state: { ...first, slice: { ...slice, filters: [], sort } },
    },
  ];
}

function reasonAgainst({ state: { view, slice }, data }: At<SlicesState>, action: ActionName): string | undefined {
  if (action === "sort" && view === "pivot") return "A pivot keeps the order of its dimensions";
  if (action === "values" && view === "boards") return "Leaderboards show shares of the whole: v for table and pivot";
  if (action === "values" && slice.by.length < 2) return "Shares of a row or column take two dimensions: press d";
  if (action === "compare" && !canCompare(slice, data.catalog))
    return "All days have nothing before them: choose days, p";
  if (action === "up_level" && slice.filters.length === 0) return "This is the top: there is no filter to lift";
  if (action === "pane" && view !== "boards") return "Tables show every column: v for leaderboards";
  return undefined;
}

function targetInTable(at: At<SlicesState>, x: number, y: number): SlicesState {
  const { state, size } = at;
  const { cursor } = state;
  const layout = layoutIn(at);
  if (layout === undefined) return state;
  const head = headerHeight(layout.columns);
  const next = rowAt(cursor, y - head, { rows: layout.rows.length, visibleRows: size.rows - head - 1 });
  if (next === cursor) return state;
  const first = firstColumn(layout, cursor.column, size.columns);
  const column = columnAt(layout.widths, x, size.columns, first) ?? cursor.column;
  return { ...state, cursor: { ...next, column } };
}
