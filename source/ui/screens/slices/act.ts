import type { Filter } from "../../../domain/slice.ts";
import { valuesOverlay } from "../../overlays/filter-pickers.ts";
import { type Members, segmentOverlay } from "../../overlays/segment-picker.ts";
import { asked } from "../../questions/ask.ts";
import { whySlice } from "../../questions/why-slice.ts";
import { whyTwoValues } from "../../questions/why-two.ts";
import type { ActionName } from "../../state/actions.ts";
import { notice } from "../../state/app-state.ts";
import { withFilter } from "../../state/filters.ts";
import type { At, Outcome } from "../../state/screen.ts";
import { dimensionUnderCursor, reduceSlicesPlace, slicesSelection, slicesValue } from "./reduce.ts";
import type { SlicesState } from "./state.ts";

/** The outcome of an action on slices. */
export function actOnSlices(at: At<SlicesState>, name: ActionName, count: number): Outcome<SlicesState> {
  const { state, data, size } = at;
  const { slice } = state;
  switch (name) {
    case "why":
      return asked((context) => whySlice(slice, slicesValue(state, data), context), data);
    case "why_two":
      return explainedTwo(at);
    case "as_cohorts": {
      const hasPeriod = slice.period !== undefined;
      return { show: { kind: "by_acquisition", filters: filtersHere(at), measure: slice.measures[0], hasPeriod } };
    }
    case "rows":
    case "customers": {
      const of = name === "rows" ? "lines" : "customers";
      return { show: { kind: "records", of, slice: { ...slice, filters: filtersHere(at) } } };
    }
    case "save_segment":
      return { overlay: segmentOverlay(count) };
    case "search": {
      const dimension = dimensionUnderCursor(state, data);
      return dimension === undefined ? {} : { overlay: valuesOverlay(slice.filters, dimension) };
    }
  }
  const next = reduceSlicesPlace(state, name, count, size, data);
  if (next !== state || name !== "drill") return { state: next };
  return notice(whyNoDrill(at));
}

/** Why two values that the slice keeps differ: those of the dimension under the cursor, otherwise of any other. */
function explainedTwo({ state, data }: At<SlicesState>): Outcome<SlicesState> {
  const pairs = state.slice.filters.filter(({ op, values }) => op === "in" && values.length === 2);
  const kept = pairs.find(({ dimension }) => dimension === dimensionUnderCursor(state, data)) ?? pairs[0];
  if (kept === undefined)
    return notice("Keep two values to explain one against the other: Space keeps the one under the cursor");
  const { measure } = slicesValue(state, data);
  return asked((context) => whyTwoValues(state.slice, measure, kept, context), data);
}

/** The customers that can be saved as a segment: those of the value under the cursor, and those of the whole slice. */
export function membersOfSlice(at: At<SlicesState>): readonly Members[] {
  const { slice } = at.state;
  const days = slice.period === undefined ? {} : { period: slice.period };
  const selection = slicesSelection(at.state, at.data);
  const whole = { what: "all of the slice", rule: { filters: slice.filters, ...days } };
  if (selection.length === 0) return [whole];
  const what = `buyers of ${selection.map(({ values }) => values.map((one) => one || "(none)").join(", ")).join(", ")}`;
  return [{ what, rule: { filters: filtersHere(at), ...days } }, whole];
}

/** The filters of the slice and those of what is under the cursor. */
function filtersHere({ state, data }: At<SlicesState>): readonly Filter[] {
  return slicesSelection(state, data).reduce(withFilter, state.slice.filters);
}

/** Why Enter changes nothing. */
function whyNoDrill({ state, data }: At<SlicesState>): string {
  return slicesSelection(state, data).length === 0
    ? "This is a total or the rest: choose a value above it"
    : "Only this is kept already: - lifts the last filter";
}
