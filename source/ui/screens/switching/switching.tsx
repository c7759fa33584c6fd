import type { ReactNode } from "react";
import { switchingSentence, switchingVerdict } from "../../../analysis/switching-verdict.ts";
import { cell } from "../../../domain/cell.ts";
import { printPeriod } from "../../../domain/period.ts";
import { alsoCalled, go } from "../../input/key-rows.ts";
import { keyOf } from "../../input/keymap.ts";
import { asked } from "../../questions/ask.ts";
import { whySwitching } from "../../questions/why-elsewhere.ts";
import type { ActionName } from "../../state/actions.ts";
import type { AppData } from "../../state/data.ts";
import { filterChips } from "../../state/filters.ts";
import { pick } from "../../state/overlay.ts";
import { type At, defineScreen, type Outcome, type ViewProps } from "../../state/screen.ts";
import { inView, moveCursor, rowAt } from "../../state/viewport.ts";
import { useTheme } from "../../theme/use-theme.ts";
import { Rows } from "../../widgets/rows.tsx";
import { headerHeight } from "../../widgets/table.ts";
import { contextOf } from "../screen-context.ts";
import { switchingKeys, switchingWords } from "./keys.ts";
import { dimensionLabel, switchingPickers } from "./pickers.ts";
import { askedIn, asking, initialSwitching, type SwitchingState } from "./state.ts";
import { headLines, labelOf, switchingScreenRows, visibleRows } from "./switching-screen.ts";
import { switchingHeader, switchingRows, switchingTable } from "./table.ts";

/** What the same customers changed from and to. */
export const switchingScreen = defineScreen<SwitchingState>({
  id: "switching",
  title: "Switching",
  about: "What the same customers changed from and to, how many they are, and what it was worth.",
  keys: switchingKeys,
  keyWords: switchingWords,
  jumps: [
    {
      row: alsoCalled(
        "downsizing migration churn plan changes trade down",
        go("to_switching", ["W"], "Show what the same customers changed from and to"),
      ),
    },
  ],

  initial: () => initialSwitching,
  reduce: act,
  pickers: switchingPickers,
  settle: (at) => {
    const extent = extentOf(at);
    const cursor = inView(at.state.cursor, extent);
    return JSON.stringify(cursor) === JSON.stringify(at.state.cursor) ? at.state : { ...at.state, cursor };
  },
  target(at, _, y) {
    const view = viewOf(at);
    if (view === undefined) return at.state;
    const line = y - headLines(view).length - headerHeight(view.table.columns);
    const cursor = rowAt(at.state.cursor, line, extentOf(at));
    return cursor === at.state.cursor ? at.state : { ...at.state, cursor };
  },

  analysis: ({ cursor: _, ...asked }) => asked,
  encode: ({ cursor: _, ...asked }) => ({ switching: asked }) as object,
  decode: ({ switching }) => ({ ...initialSwitching, ...switching }),

  queries: ({ state, data }) => new Map([["switching", { kind: "switching", asked: askedIn(state, data) }]]),
  slots: () => ["switching"],
  isReady: ({ data }) => data.switching() !== undefined,
  View: SwitchingScreen,
  crumbs: ({ state, data }) => [cell(dimensionLabel(askedIn(state, data).of, data)).toLowerCase()],
  chips({ state, data }) {
    const { of, from } = askedIn(state, data);
    const key = (action: ActionName) => keyOf(data.keymap, action);
    return [
      { key: key("by"), text: cell(dimensionLabel(of, data)).toLowerCase(), isSet: true },
      { key: key("view"), text: from === "plans" ? "changes of plan" : "from order to order", isSet: true },
      { key: key("period"), text: labelOf(state), isSet: state.period !== undefined },
      ...filterChips(state.filters, data.catalog, key("filter")),
    ];
  },
  spoken,

  row: ({ state, data }) => rowsIn(data)[state.cursor.row],
  column: ({ state }) => state.cursor.column,
  table: ({ data }) => [switchingHeader, ...rowsIn(data)],
  sql: ({ data }) => data.switching()?.sql ?? [],
  exportOf({ state, data }) {
    const asked = askedIn(state, data);
    const rows = Math.max(0, rowsIn(data).length - 1);
    return { view: { kind: "switching", asked }, file: `switching-${asked.of.replaceAll("_", "-")}.csv`, rows };
  },
});

function act(at: At<SwitchingState>, name: ActionName, count: number): Outcome<SwitchingState> {
  const { state, data } = at;
  if (name === "why") return explained(at);
  if (name === "by") return { overlay: pick("switching_by") };
  if (name === "period") return { overlay: pick("switching_period") };
  if (name === "filter") return { overlay: pick("filter") };
  if (name === "clear_filters") return { state: asking(state, { filters: [] }) };
  if (name === "view") return otherChanges(at);
  const cursor = moveCursor(state.cursor, name, count, extentOf({ state, data, size: at.size }));
  return cursor === undefined ? {} : { state: { ...state, cursor } };
}

/** Customers who changed have no drivers: says why, and which of their figures has. */
function explained({ state, data }: At<SwitchingState>): Outcome<SwitchingState> {
  const what = `customers who changed ${cell(dimensionLabel(askedIn(state, data).of, data)).toLowerCase()}`;
  return asked((context) => whySwitching(what, state, context), data);
}

/** Plans or orders; if there are no plans, why not. */
function otherChanges({ state, data }: At<SwitchingState>): Outcome<SwitchingState> {
  const { from } = askedIn(state, data);
  const plans = data.dataSet.capabilities.find(({ name }) => name === "subscriptions");
  if (from === "orders" && plans?.available !== true)
    return { notice: { text: "This data has no subscriptions, so changes show only between orders", tone: "warning" } };
  return { state: asking(state, { from: from === "plans" ? "orders" : "plans" }) };
}

type Own = Pick<At<SwitchingState>, "state" | "data" | "size">;

function viewOf({ state, data, size }: Own) {
  const found = data.switching();
  if (found === undefined) return undefined;
  return {
    state,
    found,
    size,
    currency: data.dataSet.currency,
    words: data.dataSet.words,
    table: data.derived(switchingTable, found),
  };
}

function extentOf(at: Own) {
  const view = viewOf(at);
  return {
    rows: Math.max(1, rowsIn(at.data).length),
    columns: switchingHeader.length,
    visibleRows: view === undefined ? 1 : visibleRows(view),
    visibleColumns: switchingHeader.length,
  };
}

function rowsIn(data: AppData) {
  const found = data.switching();
  return found === undefined ? [] : data.derived(switchingRows, found);
}

function SwitchingScreen({ at, isStale }: ViewProps<SwitchingState>): ReactNode {
  const theme = useTheme();
  const found = at.data.switching();
  if (found === undefined) return null;
  const table = at.data.derived(switchingTable, found);
  const { words } = at.data.dataSet;
  const rows = switchingScreenRows({ ...contextOf(at, theme, isStale), state: at.state, found, words, table });
  return <Rows rows={rows} height={at.size.rows} />;
}

function spoken({ state, data }: At<SwitchingState>): readonly string[] {
  const found = data.switching();
  const [side] = found?.sides ?? [];
  if (found === undefined || side === undefined) return ["Reading."];
  const said = `${switchingSentence(found, side, state.period && printPeriod(state.period), data.dataSet)} Verdict: ${switchingVerdict(side)}.`;
  const [from, to, events, customers] = rowsIn(data)[state.cursor.row] ?? [];
  if (from === undefined) return [said];
  const what = to === "" ? cell(from) : `${cell(from)} to ${cell(to)}`;
  return [
    said,
    `Row ${state.cursor.row + 1} of ${rowsIn(data).length}: ${what}, ${events} events by ${customers} customers.`,
  ];
}
