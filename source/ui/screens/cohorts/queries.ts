import { emptySlice, type Slice } from "../../../domain/slice.ts";
import type { CoreQuery } from "../../state/core-query.ts";
import { lineMeasure } from "../../state/measures.ts";
import type { At, ScreenQueries } from "../../state/screen.ts";
import { cellFilters } from "./cell-filters.ts";
import { compositionDimensions } from "./composition-view.ts";
import { panesOf } from "./layout.ts";
import { cellAt, preparedIn } from "./prepared.ts";
import type { CohortsState } from "./state.ts";

/** The grid, the home question for "why?", and the composition of the cell under the cursor. */
export function cohortQueries(at: At<CohortsState>): ScreenQueries {
  const composition = Object.fromEntries(compositionQueries(at));
  return { grid: { kind: "grid", query: at.state.query }, ...composition, question: { kind: "question" } };
}

/** Only if there is a second pane to show it. */
function compositionQueries({ state, data, size }: At<CohortsState>): readonly (readonly [string, CoreQuery])[] {
  if (panesOf(state, size) < 2) return [];
  const shown = preparedIn(data);
  const found = cellAt(shown, state.cursor.row, state.cursor.column);
  if (shown === undefined || found?.cell === undefined) return [];
  const filters = cellFilters(shown, found.row, state.cursor.column, data.catalog);
  if (filters === undefined) return [];
  const measure = lineMeasure(state.query.measure, data.catalog);
  return compositionDimensions(data.catalog).map((dimension) => {
    const sort = { measure, descending: true };
    const slice: Slice = { ...emptySlice, by: [dimension], measures: [measure], filters, sort, top: 4, totals: true };
    return [`pane:${dimension}`, { kind: "slice", slice }];
  });
}
