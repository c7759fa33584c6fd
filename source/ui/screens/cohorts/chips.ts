import { cell } from "../../../domain/cell.ts";
import { type CohortQuery, planComparison, stepsOf } from "../../../domain/cohort.ts";
import { keyOf } from "../../input/keymap.ts";
import type { ActionName } from "../../state/actions.ts";
import type { AppData } from "../../state/data.ts";
import { filterChips } from "../../state/filters.ts";
import { labelOf } from "../../state/measures.ts";
import type { At } from "../../state/screen.ts";
import type { Chip } from "../../widgets/chip.ts";
import { preparedIn } from "./prepared.ts";
import type { CohortsState } from "./state.ts";

/** Measure, filters, axis, values, grain, rows and comparison, each with the key that changes it. */
export function cohortChips({ state, data }: At<CohortsState>): readonly Chip[] {
  const key = (action: ActionName) => keyOf(data.keymap, action);
  const { query } = state;
  const label = (name: string) => cell(labelOf(data.catalog, name)).toLowerCase();
  const isRolling = query.tenure === "rolling";
  const isChange = state.shows === "change";
  const axis = query.axis === "tenure" ? (isRolling ? "tenure" : "calendar tenure") : "calendar";
  const values = { count: "values", percent: "percent", cumulative: "running total" }[query.values];
  return [
    { key: key("measure"), text: label(query.measure), isSet: true },
    ...(query.retainedOrders === undefined
      ? []
      : [{ key: key("retained"), text: `from ${query.retainedOrders} orders`, isSet: true }]),
    ...filterChips(query.filters, data.catalog, key("filter"), "all customers"),
    { key: key("axis"), text: axis, isSet: query.axis === "calendar" || !isRolling },
    ...(query.values === "count" && !isChange
      ? []
      : [{ key: key("values"), text: isChange ? "change of each cell" : values, isSet: true }]),
    ...(query.grain === "month" && stepsOf(query) === "month" && query.brackets === undefined
      ? []
      : [{ key: key(query.brackets === undefined ? "grain" : "brackets"), text: grainText(query), isSet: true }]),
    ...(query.split === undefined ? [] : [{ key: key("split"), text: `rows: ${label(query.split)}`, isSet: true }]),
    ...(query.project === undefined ? [] : [{ key: key("project"), text: `${query.project} projected`, isSet: true }]),
    { key: key("compare"), ...comparisonOf(query, data) },
  ];
}

/** `quarters`, or `quarters by month` if the columns have their own length. */
function grainText(query: CohortQuery): string {
  const steps = stepsOf(query);
  if (query.brackets !== undefined) return `${query.grain}s by days`;
  return steps === query.grain ? `${query.grain}s` : `${query.grain}s by ${steps}`;
}

/** What rows are compared with; a year ago or the plan only if some row has one. */
function comparisonOf({ compare }: CohortQuery, data: AppData): Pick<Chip, "text" | "isSet"> {
  if (compare === undefined) return { text: "no comparison", isSet: false };
  if (compare === "prior") return { text: "vs the one before", isSet: true };
  const isThere = preparedIn(data)?.hasComparison !== false;
  if (compare === planComparison) return { text: isThere ? "vs plan" : "not in the plan", isSet: isThere };
  if (compare === "year") return { text: isThere ? "vs year ago" : "no year before", isSet: isThere };
  return { text: `vs ${cell(compare)}`, isSet: true };
}
