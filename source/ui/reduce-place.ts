import type { Filter } from "../domain/slice.ts";
import type { ActionName } from "./actions.ts";
import { type AppData, type AppState, bodySize, type Place, sliceMeasure } from "./app-state.ts";
import { withFilter } from "./filters.ts";
import { cellSlice, cohortsOfSlice } from "./reduce-across.ts";
import { explainCell, explainSlice, reduceOnInvestigation } from "./reduce-investigation.ts";
import { reduceOnPipeline } from "./reduce-pipeline.ts";
import { cellFilters } from "./screens/cohorts/cell-filters.ts";
import { flipCursor } from "./screens/cohorts/flip.ts";
import { gridExtent } from "./screens/cohorts/layout.ts";
import { cellAt } from "./screens/cohorts/prepared.ts";
import { markRow, mostCurves, reduceCohorts } from "./screens/cohorts/state.ts";
import { initialRows, reduceRows } from "./screens/rows/state.ts";
import { reduceSlicesPlace, slicesSelection } from "./screens/slices/reduce.ts";
import type { SlicesState } from "./screens/slices/state.ts";

/** The place, or the state with a notice where there is nothing to do it with, after an action of the screen in view. */
export function reducePlace(state: AppState, name: ActionName, count: number, data: AppData): Place | AppState {
  switch (state.place.screen) {
    case "cohorts":
      return reduceOnCohorts(state, name, count, data);
    case "slices":
      return reduceOnSlices(state, name, count, data);
    case "rows":
      return reduceOnRows(state, name, count, data);
    case "pipeline":
      return reduceOnPipeline(state, name, count, data);
    case "investigation":
      return reduceOnInvestigation(state, name, count, data);
  }
}

function reduceOnCohorts(state: AppState, name: ActionName, count: number, data: AppData): Place | AppState {
  const { place } = state;
  const { cohorts } = place;
  if (name === "drill" || name === "rows" || name === "customers") {
    const filters = cohortFilters(state, data);
    if (filters === undefined) return say(state, whyNoCell(state, data));
    const slices = { ...place.slices, slice: cellSlice(place.slices.slice, filters, gridMeasure(state, data)) };
    return name === "drill"
      ? { ...place, screen: "slices", slices: { ...slices, view: "boards", board: 0, item: 0, firstBoard: 0 } }
      : { ...place, screen: "rows", rows: initialRows(slices.slice, name === "rows" ? "lines" : "customers") };
  }
  if (name === "why") return explainCell(state, data);
  if (name === "mark") return mark(state, data);
  if (name === "axis") {
    const next = reduceCohorts(cohorts, name, count, gridExtent(data.grid(), cohorts, bodySize(state.size)));
    return { ...place, cohorts: { ...next, cursor: flipCursor(cohorts, data.grid()) } };
  }
  const next = reduceCohorts(cohorts, name, count, gridExtent(data.grid(), cohorts, bodySize(state.size)));
  if (next.shows === "change" && cohorts.shows !== "change" && data.grid()?.hasComparison === false) {
    const values: Place = { ...place, cohorts: { ...next, shows: "values" } };
    return { ...say(state, "Nothing here has a year before it: c chooses what to compare with"), place: values };
  }
  return next === cohorts ? place : { ...place, cohorts: next };
}

/** Why the cell under the cursor cannot be opened. */
function whyNoCell(state: AppState, data: AppData): string {
  const { cursor } = state.place.cohorts;
  if (cellAt(data.grid(), cursor.row, cursor.column)?.cell === undefined) return "There are no customers in this cell";
  return "A calendar step of tenure is another month for every customer here: T counts in days";
}

function reduceOnSlices(state: AppState, name: ActionName, count: number, data: AppData): Place | AppState {
  const { place } = state;
  if (name === "why") return explainSlice(state, data);
  if (name === "as_cohorts") return cohortsOfSlice(state, data);
  if (name === "rows" || name === "customers") {
    const chosen = slicesSelection(state.place.slices, data);
    const filters = chosen.reduce(withFilter, place.slices.slice.filters);
    const slice = { ...place.slices.slice, filters };
    return { ...place, screen: "rows", rows: initialRows(slice, name === "rows" ? "lines" : "customers") };
  }
  const slices: SlicesState = reduceSlicesPlace(place.slices, name, count, bodySize(state.size), data);
  if (slices !== place.slices) return { ...place, slices };
  return name === "drill" ? say(state, whyNoDrill(state, data)) : place;
}

/** Why Enter changes nothing on a slice. */
function whyNoDrill({ place }: AppState, data: AppData): string {
  return slicesSelection(place.slices, data).length === 0
    ? "This is a total or the rest: choose a value above it"
    : "This is all that is kept already: - lifts the last filter";
}

function reduceOnRows(state: AppState, name: ActionName, count: number, data: AppData): Place {
  const { place } = state;
  if (name === "rows" || name === "customers") {
    const kind = name === "rows" ? "lines" : "customers";
    return kind === place.rows.kind ? place : { ...place, rows: initialRows(place.rows.slice, kind) };
  }
  const page = data.page()?.page;
  const room = bodySize(state.size);
  const extent = {
    rows: Math.max(1, page?.total ?? 1),
    columns: Math.max(1, page?.columns.length ?? 1),
    visibleRows: Math.max(1, room.rows - 2),
    visibleColumns: 3,
  };
  return { ...place, rows: reduceRows(place.rows, name, count, extent) };
}

function mark(state: AppState, data: AppData): Place | AppState {
  const { place } = state;
  const row = data.grid()?.grid.rows[place.cohorts.cursor.row];
  if (row === undefined) return state;
  const cohorts = markRow(place.cohorts, row.key);
  if (cohorts === undefined) return say(state, `${mostCurves} curves are the most that can be told apart: unmark one`);
  const isFirst = place.cohorts.marked.length === 0 && place.cohorts.view === "grid";
  const marked: AppState = { ...state, place: { ...place, cohorts } };
  return isFirst ? { ...marked, notice: { text: "Marked: v shows the curves of marked rows", tone: "label" } } : marked;
}

/** The filters of the grid and those of the cell under the cursor; undefined where no customer can be in it. */
function cohortFilters(state: AppState, data: AppData): readonly Filter[] | undefined {
  const { cohorts } = state.place;
  const shown = data.grid();
  const found = cellAt(shown, cohorts.cursor.row, cohorts.cursor.column);
  if (shown === undefined || found?.cell === undefined) return undefined;
  return cellFilters(shown, found.row, cohorts.cursor.column, data.catalog);
}

function gridMeasure(state: AppState, data: AppData): string {
  return sliceMeasure(state.place.cohorts.query.measure, data.catalog);
}

function say(state: AppState, text: string): AppState {
  return { ...state, notice: { text, tone: "warning" } };
}
