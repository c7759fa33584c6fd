import { switchable } from "../../../analysis/switching.ts";
import { countsBags } from "../../../domain/business-words.ts";
import { filterPickers } from "../../overlays/filter-pickers.ts";
import { periodPicker } from "../../overlays/period-items.ts";
import { labelOf } from "../../state/measures.ts";
import { matching } from "../../state/overlay.ts";
import type { Picker } from "../../state/screen.ts";
import { askedIn, asking, type SwitchingState } from "./state.ts";

/** The pickers of switching. */
export const switchingPickers: Readonly<Record<string, Picker<SwitchingState>>> = {
  by: {
    title: () => "What changes",
    items: ({ state, data }, { input }) => {
      const known = switchable(data.catalog, askedIn(state, data).from);
      return matching(
        known.map((value) => ({ value, label: dimensionLabel(value, data), detail: detailOf(value, data) })),
        input,
      );
    },
    current: ({ state, data }) => askedIn(state, data).of,
    accept: ({ state }, _, of) => ({ state: asking(state, { of }) }),
  },
  period: periodPicker(
    "Days of the changes",
    ({ state }) => state.period,
    ({ state: { period: _, ...state } }, period) => ({ state: asking(state, period === undefined ? {} : { period }) }),
  ),
  ...filterPickers<SwitchingState>({
    of: ({ state }) => state.filters,
    with: ({ state }, filters) => ({ state: asking(state, { filters }) }),
    measure: () => "customers",
    isOffered: ({ of }) => of === "customer",
  }),
};

function detailOf(name: string, { dataSet: { words } }: Parameters<typeof askedIn>[1]): string {
  if (name === "product") return countsBags(words) ? "each coffee in its bag" : `each ${words.product.one}`;
  return name === "prepaid_orders" ? "orders prepaid with the plan" : "";
}

/** The label of a dimension on screen. */
export function dimensionLabel(name: string, { catalog }: Parameters<typeof askedIn>[1]): string {
  return name === "product" ? "Product" : labelOf(catalog, name);
}
