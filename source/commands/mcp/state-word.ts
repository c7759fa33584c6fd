import { encodeState, type SavedState } from "../../domain/saved-state.ts";
import { emptySlice } from "../../domain/slice.ts";
import type { Place } from "../on-session.ts";

const slice = { ...emptySlice, measures: ["active_customers", "net_revenue"] };

/** The defaults for parts of a screen's state that an answer does not set. */
const elsewhere = {
  v: 1,
  cohorts: {
    measure: "net_revenue_per_customer",
    axis: "tenure",
    grain: "month",
    tenure: "rolling",
    values: "count",
    filters: [],
  },
  view: "table",
  slice,
  rows: { kind: "lines", slice },
};

/** The word that `grounds open --state` opens at the view of an answer. */
export function stateWord(part: Place): string {
  return encodeState({ ...elsewhere, ...part } as SavedState);
}
