import { cell } from "../domain/cell.ts";
import type { CohortQuery } from "../domain/cohort.ts";
import { clip, widthOf } from "../domain/width.ts";
import { type AppData, type AppState, labelOf } from "./app-state.ts";
import { filterText } from "./filters.ts";
import { type Keymap, keyOf } from "./keymap.ts";
import { questionChips } from "./screens/investigation/chips.ts";
import { pipelineChips, pipelineCrumbs } from "./screens/pipeline/chips.ts";
import { periodText, sliceChips } from "./slice-chips.ts";
import { type Chip, foldFilters } from "./widgets/chip.ts";
import { type Line, seg } from "./widgets/line.ts";

/** Where we are, from the program down to what was drilled into. */
export function crumbs(state: AppState, data: AppData): readonly string[] {
  const { place } = state;
  const names = {
    cohorts: "Cohorts",
    slices: "Slices",
    investigation: "Investigate",
    pipeline: "Pipeline",
    rows: "Rows",
  } as const;
  const here = ["grounds", names[place.screen]];
  if (place.screen === "slices") {
    const views = { boards: "leaderboards", table: "table", pivot: "pivot" } as const;
    return [...here, views[place.slices.view]];
  }
  if (place.screen === "rows") return [...here, place.rows.kind === "lines" ? "order lines" : "customers"];
  if (place.screen === "pipeline") return [...here, ...pipelineCrumbs(place.pipeline)];
  const found = data.investigation();
  if (place.screen === "investigation" && found !== undefined) {
    return [...here, `${cell(found.base.label)} → ${cell(found.compare.label)}`];
  }
  return here;
}

/** Data set, whether it is synthetic, and the last day it holds. */
export function dataSetLine(data: AppData, room: number): Line {
  const { dataSet } = data;
  const name = clip(cell(dataSet.name), 24);
  const kind = dataSet.isSynthetic ? " (synthetic)" : "";
  const forms = [`${kind} · ${cell(dataSet.from)} to ${cell(dataSet.to)}`, `${kind} · to ${cell(dataSet.to)}`, ""];
  const form = forms.find((text) => widthOf(name) + widthOf(text) <= room) ?? "";
  return [seg(name, "text"), seg(form, "label")];
}

/** What is shown, each part with the key that changes it; filters counted where they would leave no room for the rest. */
export function chips(state: AppState, data: AppData, keymap: Keymap): readonly Chip[] {
  return foldFilters(allChips(state, data, keymap), state.size.columns);
}

function allChips(state: AppState, data: AppData, keymap: Keymap): readonly Chip[] {
  const key = (action: Parameters<typeof keyOf>[1]) => keyOf(keymap, action);
  const { place } = state;
  const label = (name: string) => labelOf(data.catalog, name);
  if (place.screen === "cohorts") return cohortChips(state, data, keymap);
  if (place.screen === "investigation") {
    const question = place.investigation.question ?? data.homeQuestion();
    if (question === undefined) return [];
    const keys = { measure: key("measure"), filter: key("filter"), switches: key("switches") };
    return questionChips(question, data.catalog, keys, state.size.columns);
  }
  if (place.screen === "pipeline") {
    const keys = { viewKey: key("view"), quarantineKey: key("to_quarantine") };
    return pipelineChips(place.pipeline, data.pipeline(), keys);
  }
  const slice = place.screen === "rows" ? place.rows.slice : place.slices.slice;
  const filters = slice.filters.map((filter) => ({
    key: key("filter"),
    text: cell(filterText(filter, label(filter.dimension))),
    isSet: true,
    isFilter: true,
  }));
  const none = { key: key("filter"), text: "no filters", isSet: false };
  const shownFilters = filters.length === 0 ? [none] : filters;
  if (place.screen === "rows") {
    return [
      { key: key("rows"), text: "order lines", isSet: place.rows.kind === "lines" },
      { key: key("customers"), text: "customers", isSet: place.rows.kind === "customers" },
      { key: "", text: periodText(slice), isSet: slice.period !== undefined },
      ...shownFilters.map((chip) => ({ ...chip, key: "" })),
    ];
  }
  return sliceChips(place.slices, shownFilters, data, key);
}

/** What rows are compared with; a year ago only where a row has one. */
function comparisonOf({ compare }: CohortQuery, data: AppData): Pick<Chip, "text" | "isSet"> {
  if (compare === undefined) return { text: "no comparison", isSet: false };
  if (compare !== "year") return { text: `vs ${cell(compare)}`, isSet: true };
  const isThere = data.grid()?.hasComparison !== false;
  return { text: isThere ? "vs year ago" : "no year before", isSet: isThere };
}

function cohortChips(state: AppState, data: AppData, keymap: Keymap): readonly Chip[] {
  const key = (action: Parameters<typeof keyOf>[1]) => keyOf(keymap, action);
  const { query } = state.place.cohorts;
  const label = (name: string) => cell(labelOf(data.catalog, name)).toLowerCase();
  const isRolling = query.tenure === "rolling";
  const isChange = state.place.cohorts.shows === "change";
  const axis = query.axis === "tenure" ? (isRolling ? "tenure" : "calendar tenure") : "calendar";
  const values = { count: "values", percent: "percent", cumulative: "running total" }[query.values];
  const filters = query.filters.map((filter) => ({
    key: key("filter"),
    text: cell(filterText(filter, label(filter.dimension))),
    isSet: true,
    isFilter: true,
  }));
  return [
    { key: key("measure"), text: label(query.measure), isSet: true },
    ...(filters.length === 0 ? [{ key: key("filter"), text: "all customers", isSet: false }] : filters),
    { key: key("axis"), text: axis, isSet: query.axis === "calendar" || !isRolling },
    ...(query.values === "count" && !isChange
      ? []
      : [{ key: key("values"), text: isChange ? "change of each cell" : values, isSet: true }]),
    ...(query.grain === "month" ? [] : [{ key: key("grain"), text: `${query.grain}s`, isSet: true }]),
    ...(query.split === undefined ? [] : [{ key: key("split"), text: `rows: ${label(query.split)}`, isSet: true }]),
    { key: key("compare"), ...comparisonOf(query, data) },
  ];
}
