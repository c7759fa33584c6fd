import { switchingSentence, switchingVerdict } from "../../../analysis/switching-verdict.ts";
import { cell } from "../../../domain/cell.ts";
import { printPeriod } from "../../../domain/period.ts";
import { alsoCalled, common, go } from "../../input/key-rows.ts";
import { chipMaker, keyOf } from "../../input/keymap.ts";
import { asked } from "../../questions/ask.ts";
import { whySwitching } from "../../questions/why-elsewhere.ts";
import type { ActionName } from "../../state/actions.ts";
import { notice } from "../../state/app-state.ts";
import type { AppData } from "../../state/data.ts";
import { filterChips, periodText } from "../../state/filters.ts";
import { listCursor } from "../../state/list-cursor.ts";
import { type At, defineScreen, type Outcome } from "../../state/screen.ts";
import { linesView } from "../lines-view.tsx";
import { dimensionLabel, switchingPickers } from "./pickers.ts";
import { askedIn, asking, initialSwitching, type SwitchingState } from "./state.ts";
import { listIn, switchingLines } from "./switching-screen.ts";
import { switchingHeader, switchingRows } from "./table.ts";

const { moved, ...cursorParts } = listCursor(listIn);

/** What the same customers changed from and to. */
export const switchingScreen = defineScreen<SwitchingState>({
  id: "switching",
  title: "Switching",
  about: "What the same customers changed from and to, how many they are, and what it was worth.",
  keys: common("why", "by", "period", "view", "filter", "clearFilters"),
  keyWords: {
    by: { description: "Choose what switches" },
    view: { description: "Switch between plans and orders" },
  },
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
  ...cursorParts,

  analysis: ({ cursor: _, ...asked }) => asked,
  encode: ({ cursor: _, ...asked }) => ({ switching: asked }) as object,
  decode: ({ switching }) => ({ ...initialSwitching, ...switching }),

  queries: ({ state, data }) => ({ switching: { kind: "switching", asked: askedIn(state, data) } }),
  slots: () => ["switching"],
  View: linesView(switchingLines),
  crumbs: ({ state, data }) => [cell(dimensionLabel(askedIn(state, data).of, data)).toLowerCase()],
  chips({ state, data }) {
    const { of, from } = askedIn(state, data);
    const chip = chipMaker(data.keymap);
    return [
      chip("by", cell(dimensionLabel(of, data)).toLowerCase()),
      chip("view", from === "plans" ? "changes of plan" : "from order to order"),
      chip("period", periodText(state), state.period !== undefined),
      ...filterChips(state.filters, data.catalog, keyOf(data.keymap, "filter")),
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
  const { state } = at;
  if (name === "why") return explained(at);
  if (name === "clear_filters") return { state: asking(state, { filters: [] }) };
  if (name === "view") return otherChanges(at);
  return moved(at, name, count);
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
    return notice("This data has no subscriptions, so changes show only between orders");
  return { state: asking(state, { from: from === "plans" ? "orders" : "plans" }) };
}

function rowsIn(data: AppData) {
  const found = data.switching();
  return found === undefined ? [] : data.derived(switchingRows, found);
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
