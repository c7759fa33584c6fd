import { cell } from "../../../domain/cell.ts";
import { emptySlice } from "../../../domain/slice.ts";
import { common } from "../../input/key-rows.ts";
import { chipMaker, keyOf } from "../../input/keymap.ts";
import { filterPickers } from "../../overlays/filter-pickers.ts";
import { segmentOverlay, segmentPicker } from "../../overlays/segment-picker.ts";
import { asked } from "../../questions/ask.ts";
import { whyRecord } from "../../questions/why-elsewhere.ts";
import type { ActionName } from "../../state/actions.ts";
import { notice } from "../../state/app-state.ts";
import type { CoreQuery } from "../../state/core-query.ts";
import type { AppData } from "../../state/data.ts";
import { filterChips, periodText } from "../../state/filters.ts";
import { homeFilters, homeMeasure, sliceMeasure } from "../../state/measures.ts";
import { type At, defineScreen, type Outcome } from "../../state/screen.ts";
import type { Line } from "../../widgets/line.ts";
import { emptyLines } from "../../widgets/message.ts";
import { pageTable } from "../../widgets/page-table.ts";
import { linesView } from "../lines-view.tsx";
import { pageAround, pageLines, pageParts, valueWords } from "../page.ts";
import { searchPicker, soughtQuery, soughtRow, soughtText } from "./find.ts";
import { closeCustomer, filteredRows, initialRows, openCustomer, type RowsState, sortedRows } from "./state.ts";

const { moved, settle, ...parts } = pageParts<RowsState>(({ data }) => data.page());

/** Order lines or customers behind a slice. */
export const rows = defineScreen<RowsState>({
  id: "rows",
  title: "Rows",
  about: "The records behind what you drilled into.",
  keys: [
    ...common("drill", "why", "sort", "search", "findNext", "findPrevious", "filter", "clearFilters"),
    ...common("rows", "customers", "audiences", "segment"),
  ],
  keyWords: {
    drill: { description: "Open the customer of this row" },
    search: { description: "Find a row by a text in it" },
  },

  initial(known) {
    const { catalog } = known;
    const measures = [sliceMeasure(homeMeasure(catalog), catalog)];
    return initialRows({ ...emptySlice, measures, filters: homeFilters(known) }, "lines");
  },
  reduce(at, name, count) {
    const { state, data } = at;
    if (name === "drill") return drilled(state, data);
    if (name === "why") return explained(state, data);
    if (name === "save_segment") return { overlay: segmentOverlay(count) };
    if (name === "to_audiences") return { show: { kind: "audience", slice: state.slice } };
    if (name === "rows" || name === "customers") {
      const kind = name === "rows" ? "lines" : "customers";
      const isThere = kind === state.kind && state.customer === undefined;
      return isThere ? {} : { state: initialRows(state.slice, kind) };
    }
    if (name === "clear_filters") return { state: filteredRows(state, []) };
    if (name === "sort") return sorted(state, data);
    return moved(at, name, count);
  },
  reasonAgainst: ({ state }, name) =>
    state.customer !== undefined && wholeCustomer.has(name)
      ? "One customer is shown whole, in order of time: Esc goes back to all"
      : undefined,
  pickers: {
    search: searchPicker,
    ...segmentPicker<RowsState>(({ state: { slice } }) => [
      {
        what: "the customers of these rows",
        rule: { filters: slice.filters, ...(slice.period === undefined ? {} : { period: slice.period }) },
      },
    ]),
    ...filterPickers<RowsState>({
      of: ({ state }) => state.slice.filters,
      with: ({ state }, filters) => ({ state: filteredRows(state, filters) }),
      measure: () => "order_lines",
      // An order line may have several discounts, so measures that count lines are not broken down by them.
      isOffered: ({ of }) => of !== "discount",
    }),
  },
  settle: (at) => settle({ ...at, state: soughtRow(at) }),
  ...parts,
  show: (_, intent) => (intent.kind === "records" ? { state: initialRows(intent.slice, intent.of) } : undefined),

  back: ({ state }) => closeCustomer(state),
  analysis: ({ kind, slice, customer, order }) => [kind, slice, customer, order],
  encode: ({ kind, slice, customer, order }) =>
    ({ rows: { kind, slice, ...(customer === undefined ? {} : { customer }), ...(order && { order }) } }) as object,
  decode: (saved, { customer: _, behind: __, order: ___, ...before }) => ({ ...before, ...saved.rows }),

  queries: ({ state }) => ({ page: queryOf(state), found: soughtQuery(state)?.[1] }),
  slots: () => ["page"],
  View: linesView(linesOf),
  crumbs: ({ state }) => [
    state.kind === "lines" ? "order lines" : "customers",
    ...(state.customer === undefined ? [] : [cell(state.customer)]),
  ],
  chips({ state: { kind, slice, customer, order }, data }) {
    if (customer !== undefined)
      return [{ key: "", text: "order lines, reversals and subscriptions, whole", isSet: false }];
    const chip = chipMaker(data.keymap);
    return [
      chip("rows", "order lines", kind === "lines"),
      chip("customers", "customers", kind === "customers"),
      { key: "", text: periodText(slice), isSet: slice.period !== undefined },
      chip("sort", orderText(order), order !== undefined),
      ...filterChips(slice.filters, data.catalog, keyOf(data.keymap, "filter")),
    ];
  },
  spoken,

  // All records behind the view, not only the page in memory.
  exportOf({ state: { kind, slice, customer, order }, data }) {
    if (customer !== undefined)
      return { view: { kind: "customer", customer }, file: "customer.csv", rows: data.page()?.page.total };
    const file = kind === "lines" ? "order-lines.csv" : "customers.csv";
    return { view: { kind, slice, order }, file, rows: data.page()?.page.total };
  },
});

const wholeCustomer: ReadonlySet<ActionName> = new Set(["sort", "filter", "clear_filters", "save_segment"]);

/** Sorted by the column under the cursor. */
function sorted(state: RowsState, data: AppData): Outcome<RowsState> {
  const column = data.page()?.page.columns[state.cursor.column];
  return column === undefined ? {} : { state: sortedRows(state, column) };
}

function orderText(order: RowsState["order"]): string {
  if (order === undefined) return "usual order";
  return `by ${cell(order.column).replaceAll("_", " ")} ${order.descending ? "↓" : "↑"}`;
}

function queryOf(state: RowsState): CoreQuery {
  return state.customer === undefined
    ? { kind: "page", of: state.kind, slice: state.slice, order: state.order, ...pageAround(state.cursor.top) }
    : { kind: "customer", customer: state.customer };
}

/** One record has no drivers: says why, and what the slice around it has. */
function explained({ kind, slice, customer }: RowsState, data: AppData): Outcome<RowsState> {
  const what = kind === "lines" && customer === undefined ? "one order line" : "one customer";
  return asked((context) => whyRecord(slice, what, context), data);
}

/** One customer: that of the row under the cursor. */
function drilled(state: RowsState, data: AppData): Outcome<RowsState> {
  const found = data.page();
  const place = found?.page.columns.indexOf("customer_id") ?? -1;
  const customer = found?.page.rows[state.cursor.row - found.offset]?.[place];
  if (state.customer !== undefined) return {};
  return customer === undefined || customer === null || customer === ""
    ? notice("This row names no customer")
    : { state: openCustomer(state, String(customer)) };
}

function linesOf({ state, data, size }: At<RowsState>, isStale: boolean): readonly Line[] {
  const found = data.page();
  if (found === undefined) return [];
  if (found.page.total === 0) return emptyLines(nothingBehind, size.columns);
  const kind = state.customer !== undefined ? "events" : state.kind === "lines" ? "order lines" : "customers";
  const about = { ...found, table: data.derived(pageTable, found.page), cursor: state.cursor };
  return pageLines({ ...about, size, isStale, what: ` ${kind}${soughtText(state, data)}` });
}

const nothingBehind = ["There are no rows behind this.", "Press Esc to go back."];

function spoken({ state, data }: At<RowsState>): readonly string[] {
  const found = data.page();
  const { row, column } = state.cursor;
  const record = found?.page.rows[row - found.offset];
  if (found === undefined || record === undefined) return ["There are no rows behind this."];
  const words = valueWords(found.page, record);
  const here = words[column] === undefined ? [] : [`Column ${column + 1} of ${words.length}: ${words[column]}.`];
  return [`Row ${row + 1} of ${found.page.total}: ${words.join(", ")}.`, ...here];
}
