import { cell } from "../../../domain/cell.ts";
import { printPeriod } from "../../../domain/period.ts";
import type { SliceResult } from "../../../domain/slice-result.ts";
import { canCompare } from "../../../domain/view-slice.ts";
import { chipMaker, keyOf } from "../../input/keymap.ts";
import type { AppData } from "../../state/data.ts";
import { filterChips, periodText } from "../../state/filters.ts";
import { labelOf } from "../../state/measures.ts";
import type { At } from "../../state/screen.ts";
import type { Chip } from "../../widgets/chip.ts";
import { havingWords } from "./choices.ts";
import { resultIn, type SlicesState } from "./state.ts";

/** Measures, filters, days, comparison, thresholds, cut, shares and dimensions, each with the key that changes it. */
export function sliceChips({ state, data }: At<SlicesState>): readonly Chip[] {
  const { slice, view } = state;
  const chip = chipMaker(data.keymap);
  const label = (name: string) => cell(labelOf(data.catalog, name)).toLowerCase();
  const measures = view === "table" ? slice.measures : slice.measures.slice(0, 1);
  const by = view === "pivot" ? slice.by.slice(0, 2) : slice.by;
  const isByChange = slice.sort?.by === "change" && view !== "pivot";
  const hasTop = slice.top !== undefined && view !== "pivot";
  const shares = { total: "% of all", row: "% of row", column: "% of column" };
  return [
    chip("measure", measures.map(label).join(", ")),
    ...filterChips(slice.filters, data.catalog, keyOf(data.keymap, "filter")),
    chip("period", periodText(slice), slice.period !== undefined),
    ...(view === "pivot" ? [] : [chip("compare", ...comparison(state, data))]),
    ...(isByChange ? [chip("sort", slice.sort.descending ? "rose most first" : "fell most first")] : []),
    ...slice.having.map((one) => chip("having", havingWords(one, data.catalog))),
    ...(hasTop ? [chip("top", `top ${slice.top}`)] : []),
    ...(slice.shareOf === undefined || view === "boards" ? [] : [chip("values", shares[slice.shareOf])]),
    ...(view === "boards" ? [] : [chip("by", `by ${by.map(label).join(", ") || "nothing"}`)]),
  ];
}

function comparison(state: SlicesState, data: AppData): readonly [text: string, isSet: boolean] {
  const { slice } = state;
  const { against } = slice;
  if (against === undefined || !canCompare(slice, data.catalog)) return ["no comparison", false];
  if (against === "plan") {
    const found = [resultIn(state, data), data.slice("sum")].filter((one) => one?.slice.against === "plan");
    const isThere = found.length === 0 || found.some((one) => one !== undefined && hasPlan(one, state));
    return [isThere ? "vs plan" : "not in the plan", isThere];
  }
  const words = { year: "vs year ago", prior: "vs period before" } as const;
  return [typeof against === "string" ? words[against] : `vs ${printPeriod(against)}`, true];
}

/** Whether any row in view has a plan; leaderboards show no total. */
function hasPlan({ columns, rows }: SliceResult, { view }: SlicesState): boolean {
  const plans = columns.flatMap(({ role }, index) => (role === "before" ? [index] : []));
  return rows.some(
    ({ kind, values }) => (view === "table" || kind === "row") && plans.some((index) => values[index] !== null),
  );
}
