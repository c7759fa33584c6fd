import { emptySlice, type Slice } from "../domain/slice.ts";
import type { AppData, AppState } from "./app-state.ts";
import { bodySize, lineMeasure } from "./app-state.ts";
import type { Ask } from "./asks.ts";
import { withoutDimension } from "./filters.ts";
import { filtersInView } from "./filters-in-view.ts";
import { cellFilters } from "./screens/cohorts/cell-filters.ts";
import { compositionDimensions } from "./screens/cohorts/composition-view.ts";
import { panesOf } from "./screens/cohorts/layout.ts";
import { cellAt } from "./screens/cohorts/prepared.ts";
import { rowsInView } from "./screens/pipeline/state.ts";
import { pageOf } from "./screens/rows/state.ts";
import { addSlices } from "./wanted-slices.ts";

/** The questions that the screen and the overlay in view need answered, by the name of the place they fill. */
export function wanted(
  state: AppState,
  data: Pick<AppData, "catalog" | "homeQuestion" | "grid" | "slice">,
): ReadonlyMap<string, Ask> {
  const asks = new Map<string, Ask>();
  const { place } = state;
  if (place.screen === "cohorts") {
    asks.set("grid", { kind: "grid", query: place.cohorts.query });
    addComposition(asks, state, data);
  }
  if (place.screen === "slices") addSlices(asks, state, data);
  if (place.screen === "rows") {
    asks.set("page", { kind: "page", of: place.rows.kind, slice: place.rows.slice, ...pageOf(place.rows) });
  }
  if (place.screen === "investigation") {
    const question = place.investigation.question ?? data.homeQuestion();
    if (question !== undefined) asks.set("investigation", { kind: "investigation", question });
  }
  if (place.screen === "pipeline") {
    asks.set("pipeline", { kind: "pipeline" });
    const rows = rowsInView(place.pipeline);
    if (rows !== undefined) asks.set("page", { kind: "pipeline_rows", ...rows });
  }
  if (place.screen !== "rows") asks.set("question", { kind: "question" });
  const { overlay } = state;
  if (overlay?.kind === "summary") asks.set("integrity", { kind: "integrity" });
  if (overlay?.kind === "pick" && overlay.purpose === "filter_values" && overlay.dimension !== undefined) {
    asks.set("values", { kind: "slice", slice: valuesSlice(state, overlay.dimension, data) });
  }
  return asks;
}

/** What the cell under the cursor is made of, where there is a second pane to show it. */
function addComposition(asks: Map<string, Ask>, state: AppState, data: Pick<AppData, "catalog" | "grid">): void {
  const { cohorts } = state.place;
  if (panesOf(cohorts, bodySize(state.size)) < 2) return;
  const shown = data.grid();
  const found = cellAt(shown, cohorts.cursor.row, cohorts.cursor.column);
  if (shown === undefined || found?.cell === undefined) return;
  const filters = cellFilters(shown, found.row, cohorts.cursor.column, data.catalog);
  if (filters === undefined) return;
  const measure = lineMeasure(cohorts.query.measure, data.catalog);
  for (const dimension of compositionDimensions(data.catalog)) {
    const sort = { measure, descending: true };
    const slice: Slice = { ...emptySlice, by: [dimension], measures: [measure], filters, sort, top: 4, totals: true };
    asks.set(`pane:${dimension}`, { kind: "slice", slice });
  }
}

function valuesSlice(state: AppState, dimension: string, data: Pick<AppData, "homeQuestion">): Slice {
  const filters = filtersInView(state, data);
  const measure = state.place.slices.slice.measures[0] ?? "";
  return {
    ...emptySlice,
    by: [dimension],
    measures: [measure],
    filters: withoutDimension(filters, dimension),
    sort: { measure, descending: true },
  };
}
