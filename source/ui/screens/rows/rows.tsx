import type { ReactNode } from "react";
import { cell } from "../../../domain/cell.ts";
import { emptySlice } from "../../../domain/slice.ts";
import { commonRows } from "../../input/key-rows.ts";
import { keyOf } from "../../input/keymap.ts";
import type { CoreQuery } from "../../state/core-query.ts";
import type { AppData } from "../../state/data.ts";
import { filterChips, periodText } from "../../state/filters.ts";
import { homeFilters, homeMeasure, sliceMeasure } from "../../state/measures.ts";
import { type At, defineScreen, type Outcome, type ViewProps } from "../../state/screen.ts";
import { rowAt } from "../../state/viewport.ts";
import { useTheme } from "../../theme/use-theme.ts";
import { Rows } from "../../widgets/rows.tsx";
import { contextOf } from "../screen-context.ts";
import { pageTable, rowsOfPage } from "./rows-screen.ts";
import { closeCustomer, initialRows, openCustomer, pageOf, type RowsState, reduceRows } from "./state.ts";

/** Order lines or customers behind a slice. */
export const rows = defineScreen<RowsState>({
  id: "rows",
  title: "Rows",
  about: "The records behind what you drilled into.",
  keys: [commonRows.drill, commonRows.rows, commonRows.customers, commonRows.audiences],

  initial(known) {
    const { catalog } = known;
    const measures = [sliceMeasure(homeMeasure(catalog), catalog)];
    return initialRows({ ...emptySlice, measures, filters: homeFilters(known) }, "lines");
  },
  reduce({ state, data, size }, name, count) {
    if (name === "drill") return drilled(state, data);
    if (name === "to_audiences") return { show: { kind: "audience", slice: state.slice } };
    if (name === "rows" || name === "customers") {
      const kind = name === "rows" ? "lines" : "customers";
      const isThere = kind === state.kind && state.customer === undefined;
      return isThere ? {} : { state: initialRows(state.slice, kind) };
    }
    const page = data.page()?.page;
    const extent = {
      rows: Math.max(1, page?.total ?? 1),
      columns: Math.max(1, page?.columns.length ?? 1),
      visibleRows: Math.max(1, size.rows - 2),
      visibleColumns: 3,
    };
    return { state: reduceRows(state, name, count, extent) };
  },
  target({ state, data, size }, _, y) {
    const extent = { rows: data.page()?.page.total ?? 0, visibleRows: size.rows - 2 };
    const cursor = rowAt(state.cursor, y - 1, extent);
    return cursor === state.cursor ? state : { ...state, cursor };
  },
  show: (_, intent) => (intent.kind === "records" ? { state: initialRows(intent.slice, intent.of) } : undefined),

  back: ({ state }) => closeCustomer(state),
  analysis: ({ kind, slice, customer }) => [kind, slice, customer],
  encode: ({ kind, slice, customer }) =>
    ({ rows: { kind, slice, ...(customer === undefined ? {} : { customer }) } }) as object,
  decode: (saved, { customer: _, behind: __, ...before }) => ({ ...before, ...saved.rows }),

  queries: ({ state }) => new Map([["page", queryOf(state)]]),
  slots: () => ["page"],
  isReady: ({ data }) => data.page() !== undefined,
  View: RowsView,
  crumbs: ({ state }) => [
    state.kind === "lines" ? "order lines" : "customers",
    ...(state.customer === undefined ? [] : [cell(state.customer)]),
  ],
  chips({ state: { kind, slice, customer }, data }) {
    if (customer !== undefined)
      return [{ key: "", text: "order lines, reversals and subscriptions, whole", isSet: false }];
    return [
      { key: keyOf(data.keymap, "rows"), text: "order lines", isSet: kind === "lines" },
      { key: keyOf(data.keymap, "customers"), text: "customers", isSet: kind === "customers" },
      { key: "", text: periodText(slice), isSet: slice.period !== undefined },
      ...filterChips(slice.filters, data.catalog, ""),
    ];
  },
  spoken,

  row: ({ state, data }) => {
    const found = data.page();
    return found?.page.rows[state.cursor.row - found.offset];
  },
  column: ({ state }) => state.cursor.column,
  table({ data }) {
    const page = data.page()?.page;
    return page && [page.columns, ...page.rows];
  },
  sql: ({ data }) => data.page()?.page.sql ?? [],
  // All records behind the view, not only the page that was read.
  exportOf({ state: { kind, slice, customer }, data }) {
    if (customer !== undefined)
      return { view: { kind: "customer", customer }, file: "customer.csv", rows: data.page()?.page.total };
    const file = kind === "lines" ? "order-lines.csv" : "customers.csv";
    return { view: { kind, slice }, file, rows: data.page()?.page.total };
  },
});

function queryOf(state: RowsState): CoreQuery {
  return state.customer === undefined
    ? { kind: "page", of: state.kind, slice: state.slice, ...pageOf(state) }
    : { kind: "customer", customer: state.customer };
}

/** One customer: the one of the row under the cursor. */
function drilled(state: RowsState, data: AppData): Outcome<RowsState> {
  const found = data.page();
  const place = found?.page.columns.indexOf("customer_id") ?? -1;
  const customer = found?.page.rows[state.cursor.row - found.offset]?.[place];
  if (state.customer !== undefined) return {};
  return customer === undefined || customer === null || customer === ""
    ? { notice: { text: "This row names no customer", tone: "warning" } }
    : { state: openCustomer(state, String(customer)) };
}

function RowsView({ at, isStale }: ViewProps<RowsState>): ReactNode {
  const theme = useTheme();
  const found = at.data.page();
  if (found === undefined) return null;
  const table = at.data.derived(pageTable, found.page);
  return (
    <Rows
      rows={rowsOfPage({ ...contextOf(at, theme, isStale), state: at.state, ...found, table })}
      height={at.size.rows}
    />
  );
}

function spoken({ state, data }: At<RowsState>): readonly string[] {
  const found = data.page();
  const { row, column } = state.cursor;
  const record = found?.page.rows[row - found.offset];
  if (found === undefined || record === undefined) return ["There are no rows behind this."];
  const parts = found.page.columns.map((name, index) => `${name.replaceAll("_", " ")} ${cell(record[index])}`);
  const here = parts[column] === undefined ? [] : [`Column ${column + 1} of ${parts.length}: ${parts[column]}.`];
  return [`Row ${row + 1} of ${found.page.total}: ${parts.join(", ")}.`, ...here];
}
