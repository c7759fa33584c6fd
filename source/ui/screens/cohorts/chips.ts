import { cell } from "../../../domain/cell.ts";
import { type CohortQuery, planComparison, stepsOf } from "../../../domain/cohort.ts";
import { chipMaker, keyOf } from "../../input/keymap.ts";
import type { AppData } from "../../state/data.ts";
import { filterChips } from "../../state/filters.ts";
import { labelOf } from "../../state/measures.ts";
import type { At } from "../../state/screen.ts";
import type { Chip } from "../../widgets/chip.ts";
import { preparedIn } from "./prepared.ts";
import type { CohortsState } from "./state.ts";

/** Measure, filters, axis, values, grain, rows and comparison, each with the key that changes it. */
export function cohortChips({ state, data }: At<CohortsState>): readonly Chip[] {
  const chip = chipMaker(data.keymap);
  const { query } = state;
  const label = (name: string) => cell(labelOf(data.catalog, name)).toLowerCase();
  const isRolling = query.tenure === "rolling";
  const isChange = state.shows === "change";
  const axis = query.axis === "tenure" ? (isRolling ? "tenure" : "calendar tenure") : "calendar";
  const values = { count: "values", percent: "percent", cumulative: "running total" }[query.values];
  const isByMonth = query.grain === "month" && stepsOf(query) === "month" && query.brackets === undefined;
  return [
    chip("measure", label(query.measure)),
    ...(query.retainedOrders === undefined ? [] : [chip("retained", `from ${query.retainedOrders} orders`)]),
    ...filterChips(query.filters, data.catalog, keyOf(data.keymap, "filter"), "all customers"),
    chip("axis", axis, query.axis === "calendar" || !isRolling),
    ...(query.values === "count" && !isChange ? [] : [chip("values", isChange ? "change of each cell" : values)]),
    ...(isByMonth ? [] : [chip(query.brackets === undefined ? "grain" : "brackets", grainText(query))]),
    ...(query.split === undefined ? [] : [chip("split", `rows: ${label(query.split)}`)]),
    ...(query.project === undefined ? [] : [chip("project", `${query.project} projected`)]),
    chip("compare", ...comparisonOf(query, data)),
  ];
}

/** `quarters`, or `quarters by month` if the columns have their own length. */
function grainText(query: CohortQuery): string {
  const steps = stepsOf(query);
  if (query.brackets !== undefined) return `${query.grain}s by days`;
  return steps === query.grain ? `${query.grain}s` : `${query.grain}s by ${steps}`;
}

/** What rows are compared with; a year ago or the plan only if some row has one. */
function comparisonOf({ compare }: CohortQuery, data: AppData): readonly [text: string, isSet: boolean] {
  if (compare === undefined) return ["no comparison", false];
  if (compare === "prior") return ["vs the one before", true];
  const isThere = preparedIn(data)?.hasComparison !== false;
  if (compare === planComparison) return [isThere ? "vs plan" : "not in the plan", isThere];
  if (compare === "year") return [isThere ? "vs year ago" : "no year before", isThere];
  return [`vs ${cell(compare)}`, true];
}
