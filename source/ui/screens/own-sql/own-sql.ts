import { cell } from "../../../domain/cell.ts";
import { alsoCalled, go, use } from "../../input/key-rows.ts";
import { type Item, matching } from "../../state/overlay.ts";
import { type At, defineScreen, type Picker } from "../../state/screen.ts";
import type { Line } from "../../widgets/line.ts";
import { emptyLines } from "../../widgets/message.ts";
import { pageTable } from "../../widgets/page-table.ts";
import { linesView } from "../lines-view.tsx";
import { pageLines, pageParts, valueWords } from "../page.ts";
import { initialOwnSql, type OwnSqlState, running } from "./state.ts";

/** The start of a query, also after the screen's name in the palette. */
const beginsQuery = /^\s*(?:sql\s+)?(?=(?:select|with|from|values|describe|summarize|show)\b)/i;

const queryPicker: Picker<OwnSqlState> = {
  title: () => "Query",
  opensWith: ({ state }) => ({ input: state.text ?? "" }),
  typed: "select … from silver.fct_transactions",
  items: ({ state }, { input }) => queryItems(state, input),
  acceptAny({ state }, { input }, chosen) {
    const text = chosen === undefined || chosen === "run" ? input.replace(beginsQuery, "").trim() : chosen;
    return text === "" ? {} : { state: running(state, text) };
  },
};

/** The typed query to run, then the earlier queries that contain it. */
function queryItems({ text, earlier }: OwnSqlState, input: string): readonly Item[] {
  const all = text === undefined ? earlier : [text, ...earlier];
  const known = all.map((value): Item => ({ value, label: cell(value), detail: "run it again" }));
  if (!beginsQuery.test(input)) return matching(known, input);
  const query = cell(input.replace(beginsQuery, "").trim());
  return [{ value: "run", label: query, detail: "run it, read only" }, ...matching(known, query)];
}

const { moved, ...parts } = pageParts<OwnSqlState>(({ data }) => {
  const page = data.ownSql();
  return page && { page, offset: 0 };
});

/** The result of the user's own query, as a table. */
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
  reduce: moved,
  pickers: { query: queryPicker },
  ...parts,

  analysis: ({ text }) => text,
  encode: ({ text }) => (text === undefined ? {} : { sql: { text } }),
  decode: ({ sql }, { earlier }) =>
    sql === undefined ? { ...initialOwnSql, earlier } : running({ ...initialOwnSql, earlier }, sql.text),

  queries: ({ state: { text } }) => ({ own_sql: text === undefined ? undefined : { kind: "own_sql", text } }),
  slots: ({ state }) => (state.text === undefined ? [] : ["own_sql"]),
  View: linesView(linesOf),
  chips: ({ state }) => [
    { key: "⏎", text: state.text === undefined ? "no query" : cell(state.text), isSet: state.text !== undefined },
  ],
  spoken,

  exportOf({ state: { text } }) {
    return text === undefined ? "There is no query yet" : { view: { kind: "own_sql", text }, file: "query.csv" };
  },
});

function linesOf({ state, data, size }: At<OwnSqlState>, isStale: boolean): readonly Line[] {
  const page = data.ownSql();
  if (state.text === undefined || page === undefined) return emptyLines(help, size.columns);
  const about = { page, offset: 0, table: data.derived(pageTable, page), cursor: state.cursor };
  return pageLines({ ...about, size, isStale });
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
  return [`Row ${state.cursor.row + 1} of ${page.total}: ${valueWords(page, record).join(", ")}.`];
}
