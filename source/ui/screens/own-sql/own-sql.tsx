import type { ReactNode } from "react";
import { cell } from "../../../domain/cell.ts";
import { counted } from "../../../domain/format.ts";
import { alsoCalled, go, use } from "../../input/key-rows.ts";
import { type Item, matching, pick } from "../../state/overlay.ts";
import { type At, defineScreen, type Picker, type ViewProps } from "../../state/screen.ts";
import { inView, moveCursor, rowAt } from "../../state/viewport.ts";
import { useTheme } from "../../theme/use-theme.ts";
import { fitLine, paint, restyle, seg } from "../../widgets/line.ts";
import { emptyLines } from "../../widgets/message.ts";
import { pageTable } from "../../widgets/page-table.ts";
import { Rows } from "../../widgets/rows.tsx";
import { tableLines } from "../../widgets/table.ts";
import { initialOwnSql, type OwnSqlState, running } from "./state.ts";

/** What begins a query, also behind the name of the screen in the palette. */
const beginsQuery = /^\s*(?:sql\s+)?(?=(?:select|with|from|values|describe|summarize|show)\b)/i;

const queryPicker: Picker<OwnSqlState> = {
  title: () => "Query",
  typed: "select … from silver.fct_transactions",
  items: ({ state }, { input }) => queryItems(state, input),
  accept({ state }, { input }, chosen) {
    const text = chosen === undefined || chosen === "run" ? input.replace(beginsQuery, "").trim() : chosen;
    return text === "" ? {} : { state: running(state, text) };
  },
};

/** What is typed, to be run; then the earlier queries that have it. */
function queryItems({ text, earlier }: OwnSqlState, input: string): readonly Item[] {
  const all = text === undefined ? earlier : [text, ...earlier];
  const known = all.map((value): Item => ({ value, label: cell(value), detail: "run it again" }));
  if (!beginsQuery.test(input)) return matching(known, input);
  const query = cell(input.replace(beginsQuery, "").trim());
  return [{ value: "run", label: query, detail: "run it, read only" }, ...matching(known, query)];
}

/** A query of the user's own, as a table. */
export const ownSql = defineScreen<OwnSqlState>({
  id: "own-sql",
  title: "SQL",
  about: "The answer to a read-only query of your own on the warehouse.",
  keys: [use("query", ["enter"], "query", "Write a query, or run an earlier one again", 10)],
  jumps: [
    {
      row: alsoCalled(
        "query select adhoc database duckdb",
        go("to_sql", ["X"], "Show the answer to a query of your own: :sql select …"),
      ),
    },
  ],
  palette: ["query"],

  initial: () => initialOwnSql,
  reduce({ state, data, size }, name, count) {
    if (name === "query") return { overlay: pick("query", { input: state.text ?? "" }) };
    const cursor = moveCursor(state.cursor, name, count, extentOf({ data, size }));
    return cursor === undefined ? {} : { state: { ...state, cursor } };
  },
  pickers: { query: queryPicker },
  settle(at) {
    if (at.data.ownSql() === undefined) return at.state;
    const cursor = inView(at.state.cursor, extentOf(at));
    return JSON.stringify(cursor) === JSON.stringify(at.state.cursor) ? at.state : { ...at.state, cursor };
  },
  target({ state, data, size }, _, y) {
    const cursor = rowAt(state.cursor, y - 1, extentOf({ data, size }));
    return cursor === state.cursor ? state : { ...state, cursor };
  },

  analysis: ({ text }) => text,
  encode: ({ text }) => (text === undefined ? {} : { sql: { text } }),
  decode: ({ sql }, { earlier }) =>
    sql === undefined ? { ...initialOwnSql, earlier } : running({ ...initialOwnSql, earlier }, sql.text),

  queries: ({ state: { text } }) =>
    new Map(text === undefined ? [] : [["own_sql", { kind: "own_sql", text }] as const]),
  slots: ({ state }) => (state.text === undefined ? [] : ["own_sql"]),
  isReady: ({ state, data }) => state.text === undefined || data.ownSql() !== undefined,
  View: OwnSqlView,
  chips: ({ state }) => [
    { key: "⏎", text: state.text === undefined ? "no query" : cell(state.text), isSet: state.text !== undefined },
  ],
  spoken,

  row: ({ state, data }) => data.ownSql()?.rows[state.cursor.row],
  column: ({ state }) => state.cursor.column,
  table({ data }) {
    const page = data.ownSql();
    return page && [page.columns, ...page.rows];
  },
  sql: ({ data }) => data.ownSql()?.sql ?? [],
  exportOf({ state: { text } }) {
    return text === undefined ? "There is no query yet" : { view: { kind: "own_sql", text }, file: "query.csv" };
  },
});

function extentOf({ data, size }: Pick<At<OwnSqlState>, "data" | "size">) {
  const page = data.ownSql();
  return {
    rows: Math.max(1, page?.rows.length ?? 1),
    columns: Math.max(1, page?.columns.length ?? 1),
    visibleRows: Math.max(1, size.rows - 2),
    visibleColumns: 3,
  };
}

function OwnSqlView({ at, isStale }: ViewProps<OwnSqlState>): ReactNode {
  const theme = useTheme();
  return <Rows rows={linesOf(at, isStale).map((line) => paint(line, theme))} height={at.size.rows} />;
}

function linesOf(at: At<OwnSqlState>, isStale: boolean) {
  const { state, data, size } = at;
  const page = data.ownSql();
  if (state.text === undefined || page === undefined) return emptyLines(help, size.columns);
  const drawn = tableLines(data.derived(pageTable, page), {
    width: size.columns,
    height: size.rows - 2,
    offset: state.cursor.top,
    cursorRow: state.cursor.row,
    cursorColumn: state.cursor.column,
    firstColumn: Math.max(1, state.cursor.left),
  });
  const lines = drawn.map((line) => (isStale ? restyle(line, "muted") : line));
  const note = page.total === 0 ? "no rows" : `row ${counted(state.cursor.row + 1)} of ${counted(page.total)}`;
  const body = Array.from({ length: size.rows - 1 }, (_, index) => lines[index] ?? []);
  return [...body, fitLine([seg(` ${note}`, "label")], size.columns)];
}

const help = [
  "Press Enter and write a query, for example:",
  "select point_of_entry, count(*) from silver.dim_customer_acquisition group by all",
  "Tables are in the schemas bronze, silver, gold and meta; nothing can be written.",
];

function spoken({ state, data }: At<OwnSqlState>): readonly string[] {
  const page = data.ownSql();
  if (state.text === undefined || page === undefined) return help;
  const record = page.rows[state.cursor.row];
  if (record === undefined) return ["No rows."];
  const parts = page.columns.map((name, index) => `${cell(name)} ${cell(record[index])}`);
  return [`Row ${state.cursor.row + 1} of ${page.total}: ${parts.join(", ")}.`];
}
