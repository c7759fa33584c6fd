import { cell } from "../../../domain/cell.ts";
import { formatNumber } from "../../../domain/format.ts";
import { printPeriod } from "../../../domain/period.ts";
import type { Slice, Sort } from "../../../domain/slice.ts";
import type { SliceResult } from "../../../domain/slice-result.ts";
import { canCompare } from "../../../domain/view-slice.ts";
import { keyOf } from "../../input/keymap.ts";
import type { ActionName } from "../../state/actions.ts";
import type { AppData } from "../../state/data.ts";
import { filterChips, periodText } from "../../state/filters.ts";
import { labelOf } from "../../state/measures.ts";
import type { At } from "../../state/screen.ts";
import type { Chip } from "../../widgets/chip.ts";
import { resultIn, type SlicesState } from "./state.ts";

/** Measures, filters, days, comparison, thresholds, cut, shares and dimensions, each with the key that changes it. */
export function sliceChips({ state, data }: At<SlicesState>): readonly Chip[] {
  const { slice, view } = state;
  const key = (action: ActionName) => keyOf(data.keymap, action);
  const label = (name: string) => cell(labelOf(data.catalog, name)).toLowerCase();
  const measures = view === "table" ? slice.measures : slice.measures.slice(0, 1);
  const by = view === "pivot" ? slice.by.slice(0, 2) : slice.by;
  return [
    { key: key("measure"), text: measures.map(label).join(", "), isSet: true },
    ...filterChips(slice.filters, data.catalog, key("filter")),
    { key: key("period"), text: periodText(slice), isSet: slice.period !== undefined },
    ...(view === "pivot" ? [] : [comparison(state, data, key("compare"))]),
    ...(slice.sort?.by === "change" && view !== "pivot" ? [orderChip(slice.sort, key("sort"))] : []),
    ...slice.having.map((one) => ({
      key: key("having"),
      text: `${label(one.measure)} ${one.op} ${formatNumber(one.value, Number.isInteger(one.value) ? "count" : "decimal")}`,
      isSet: true,
    })),
    ...(slice.top === undefined || view === "pivot"
      ? []
      : [{ key: key("top"), text: `top ${slice.top}`, isSet: true }]),
    ...(slice.shareOf === undefined || view === "boards" ? [] : [shares(slice.shareOf, key("values"))]),
    ...(view === "boards"
      ? []
      : [{ key: key("by"), text: `by ${by.map(label).join(", ") || "nothing"}`, isSet: true }]),
  ];
}

function orderChip({ descending }: Sort, key: string): Chip {
  return { key, text: descending ? "rose most first" : "fell most first", isSet: true };
}

function comparison(state: SlicesState, data: AppData, key: string): Chip {
  const { slice } = state;
  const { against } = slice;
  if (against === undefined || !canCompare(slice, data.catalog)) return { key, text: "no comparison", isSet: false };
  if (against === "plan") {
    const found = [resultIn(state, data), data.slice("sum")].filter((one) => one?.slice.against === "plan");
    const isThere = found.length === 0 || found.some((one) => one !== undefined && hasPlan(one, state));
    return { key, text: isThere ? "vs plan" : "not in the plan", isSet: isThere };
  }
  const words = { year: "vs year ago", prior: "vs period before" } as const;
  const text = typeof against === "string" ? words[against] : `vs ${printPeriod(against)}`;
  return { key, text, isSet: true };
}

/** Whether any row in view has a plan; leaderboards show no total. */
function hasPlan({ columns, rows }: SliceResult, { view }: SlicesState): boolean {
  const plans = columns.flatMap(({ role }, index) => (role === "before" ? [index] : []));
  return rows.some(
    ({ kind, values }) => (view === "table" || kind === "row") && plans.some((index) => values[index] !== null),
  );
}

function shares(shareOf: NonNullable<Slice["shareOf"]>, key: string): Chip {
  return { key, text: { total: "% of all", row: "% of row", column: "% of column" }[shareOf], isSet: true };
}
