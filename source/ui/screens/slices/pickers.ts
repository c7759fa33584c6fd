import { printPeriod } from "../../../domain/period.ts";
import type { Slice } from "../../../domain/slice.ts";
import { catalogItems, filterPickers } from "../../overlays/filter-pickers.ts";
import { periodPicker, whyNoPeriod } from "../../overlays/period-items.ts";
import { segmentPicker } from "../../overlays/segment-picker.ts";
import { matching, type PickOverlay, pick, takenValues } from "../../state/overlay.ts";
import type { At, Outcome, Picker } from "../../state/screen.ts";
import { membersOfSlice } from "./act.ts";
import { againstItems, againstOf, havingItems, toggledHaving, topItems } from "./choices.ts";
import { onValue } from "./reduce.ts";
import { type SlicesState, withSlice } from "./state.ts";

/** The pickers of slices. */
export const slicePickers: Readonly<Record<string, Picker<SlicesState>>> = {
  measure: {
    title: () => "Measures",
    opensWith: ({ state }) => ({ ticks: "order", picked: state.slice.measures }),
    items: ({ data }, { input }) => matching(catalogItems(data.catalog.measures), input),
    acceptAny: ({ state }, overlay, chosen) => {
      const measures = takenOrHere(overlay, chosen);
      return measures.length === 0 ? {} : changed(state, { measures });
    },
  },
  by: {
    title: () => "Dimensions, in order",
    opensWith: ({ state }) => ({ ticks: "order", picked: state.slice.by }),
    items: ({ data }, { input }) => matching(catalogItems(data.catalog.dimensions), input),
    acceptAny: ({ state }, overlay, chosen) => {
      const by = takenOrHere(overlay, chosen);
      const view = state.view === "boards" ? "table" : state.view;
      return by.length === 0 ? {} : { state: { ...withSlice(state, { ...state.slice, by }), view } };
    },
  },
  period: periodPicker(
    "Days",
    ({ state }) => state.slice.period,
    ({ state }, period) => changed(state, { period }),
  ),
  compare: {
    title: () => "Compare with",
    typed: "year, prior, plan or days",
    items: ({ data }, { input }) => againstItems(input, data.dataSet),
    whyNot: whyNoPeriod,
    current: ({ state: { slice } }) =>
      typeof slice.against === "object" ? printPeriod(slice.against) : (slice.against ?? "none"),
    accept: ({ state }, _, chosen) => (chosen === "" ? {} : changed(state, { against: againstOf(chosen) })),
  },
  top: {
    title: () => "Rows",
    typed: "a number",
    items: (_, { input }) => topItems(input),
    current: ({ state }) => String(state.slice.top ?? "none"),
    accept: ({ state }, _, chosen) => changed(state, { top: chosen === "none" ? undefined : Number(chosen) }),
  },
  having: {
    title: () => "Keep rows where",
    typed: "orders >= 5",
    opensWith: () => ({ input: "> " }),
    items: ({ state, data }, { input }) => havingItems(input, state.slice, data),
    accept: acceptHaving,
  },
  ...segmentPicker(membersOfSlice),
  ...filterPickers<SlicesState>({
    of: ({ state }) => state.slice.filters,
    with: ({ state, data }, filters, filter) => {
      return { state: onValue(withSlice(state, { ...state.slice, filters }), filter, data) };
    },
    measure: ({ state }) => state.slice.measures[0] ?? "",
  }),
};

/** Choosing a measure for a threshold asks for its number. */
function acceptHaving({ state }: At<SlicesState>, overlay: PickOverlay, chosen: string) {
  const measure = /^measure:(.*)$/.exec(chosen)?.[1];
  if (measure !== undefined) return { overlay: pick("having", { input: `${measure} > `, behind: overlay }) };
  return changed(state, { having: toggledHaving(state.slice.having, chosen) });
}

/** The ticked entries, or the one under the cursor. */
function takenOrHere(overlay: PickOverlay, chosen: string | undefined): readonly string[] {
  const taken = takenValues(overlay, chosen);
  return taken.length > 0 || chosen === undefined ? taken : [chosen];
}

function changed(state: SlicesState, change: Partial<Slice>): Outcome<SlicesState> {
  return { state: withSlice(state, { ...state.slice, ...change }) };
}
