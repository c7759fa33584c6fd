import { type CohortGrain, type CohortQuery, planComparison, stepsOf } from "../../../domain/cohort.ts";
import type { ActionName } from "../../state/actions.ts";
import { cycled } from "../../state/cycled.ts";
import { homeFilters, homeMeasure } from "../../state/measures.ts";
import type { Known } from "../../state/place.ts";
import { type Cursor, type Extent, inView, moveCursor, originCursor } from "../../state/viewport.ts";
import type { HeatScale } from "../../widgets/heatmap.ts";
import { withoutBrackets } from "./brackets.ts";
import { homeRow } from "./home-row.ts";
import type { PreparedGrid } from "./prepared.ts";
import { unprojected, withoutLostProjection } from "./projection.ts";

export interface CohortsState {
  readonly query: CohortQuery;
  readonly cursor: Cursor;
  readonly heat: HeatScale;
  /** Whether the detail pane is shown even if there is no room for it by default. */
  readonly hasPane: boolean;
  readonly view: "grid" | "curves" | "trend";
  /** Cells as measured, or as their change against the compared row at equal age. */
  readonly shows: "values" | "change";
  /** Keys of the rows whose curves are shown, in order. */
  readonly marked: readonly string[];
  /** The benchmark of curves and the last row: `all`, the key of a row, or a number as text. */
  readonly benchmark: string;
  /** The row under the cursor in the answer `of`, so that it can be found again in another answer; undefined: not placed yet. */
  readonly at?: { readonly row: string; readonly of: CohortQuery };
}

/** More curves than this cannot be distinguished. */
export const maxCurves = 6;

const grains: readonly CohortGrain[] = ["week", "month", "quarter"];
const valueKinds: readonly CohortQuery["values"][] = ["count", "percent", "cumulative"];
const scales: readonly HeatScale[] = ["grid", "row", "column", "off"];

/** The home view: net revenue per customer by tenure month, with the year before beside it. */
export function initialCohorts(known: Known): CohortsState {
  return {
    query: {
      measure: homeMeasure(known.catalog),
      axis: "tenure",
      grain: "month",
      tenure: "rolling",
      values: "count",
      filters: homeFilters(known),
      compare: "year",
    },
    cursor: originCursor,
    heat: "grid",
    hasPane: false,
    view: "grid",
    shows: "values",
    marked: [],
    benchmark: "all",
  };
}

/** The state after an action of this screen; the same object if the action belongs elsewhere. */
export function reduceCohorts(state: CohortsState, name: ActionName, count: number, extent: Extent): CohortsState {
  const cursor = moveCursor(state.cursor, name, count, extent);
  if (cursor !== undefined) return { ...state, cursor };
  const { query } = state;
  const asking = (next: CohortQuery): CohortsState => ({ ...state, query: withoutLostProjection(next) });
  switch (name) {
    case "axis":
      return asking({ ...withoutBrackets(query), axis: query.axis === "tenure" ? "calendar" : "tenure" });
    case "tenure": {
      const tenure = query.tenure === "rolling" ? "calendar" : "rolling";
      return asking({ ...withoutBrackets(unprojected(query)), tenure });
    }
    case "values":
      return nextValues(state);
    case "grain":
      return replaced({ ...asking(withGrain(query, cycled(grains, query.grain, count))), marked: [] });
    case "steps":
      return asking(withSteps(query, cycled(grains, stepsOf(query), count)));
    case "clear_filters":
      return asking({ ...query, filters: [] });
    case "heat":
      return { ...state, heat: cycled(scales, state.heat, count) };
    case "pane":
      return { ...state, hasPane: !state.hasPane };
    case "trend":
      return { ...state, view: state.view === "trend" ? "grid" : "trend" };
    case "view":
      return { ...state, view: state.view === "grid" ? "curves" : "grid" };
    default:
      return state;
  }
}

/** Cohorts of another length, with columns of the same length. */
function withGrain({ steps: _, ...query }: CohortQuery, grain: CohortGrain): CohortQuery {
  return { ...withoutBrackets(unprojected(query)), grain };
}

/** Columns of another length under the same cohorts. */
function withSteps({ steps: _, ...query }: CohortQuery, steps: CohortGrain): CohortQuery {
  const plain = withoutBrackets(unprojected(query));
  return steps === query.grain ? plain : { ...plain, steps };
}

/** Values, percent, running totals and, if rows are compared, the change of each cell; then values again. */
function nextValues(state: CohortsState): CohortsState {
  const { query, shows } = state;
  const isLast = query.values === valueKinds.at(-1);
  if (shows === "change") return { ...state, shows: "values" };
  if (!isLast)
    return { ...state, query: withoutLostProjection({ ...query, values: cycled(valueKinds, query.values, 1) }) };
  const whole: CohortsState = { ...state, query: { ...query, values: "count" } };
  return query.compare === undefined ? whole : { ...whole, shows: "change" };
}

/** Adds the row to those whose curves are drawn, or removes it; undefined if there are already as many as can be distinguished. */
export function markRow(state: CohortsState, key: string): CohortsState | undefined {
  if (state.marked.includes(key)) return { ...state, marked: state.marked.filter((one) => one !== key) };
  return state.marked.length >= maxCurves ? undefined : { ...state, marked: [...state.marked, key] };
}

/**
 * The state once a grid has arrived: the cursor on the row it was on, wherever that is now; the first time, on the newest
 * cohort that is complete and comparable, with those after it in view. Always within the grid and in view.
 */
export function settleCohorts(state: CohortsState, prepared: PreparedGrid | undefined, extent: Extent): CohortsState {
  if (prepared === undefined) return state;
  const { rows, query: of } = prepared.grid;
  const cursor = inView(placed(state, prepared), extent);
  const key = rows[cursor.row]?.key ?? "";
  if (cursor === state.cursor && state.at?.row === key && state.at.of === of) return state;
  return { ...state, cursor, at: { row: key, of } };
}

function placed({ at, cursor }: CohortsState, { grid }: PreparedGrid): Cursor {
  if (at === undefined) {
    const row = homeRow(grid);
    return { ...cursor, row, top: row };
  }
  if (at.of === grid.query) return cursor;
  const row = grid.rows.findIndex((one) => one.key === at.row);
  return row < 0 || row === cursor.row ? cursor : { ...cursor, row };
}

/** The query with another comparison; undefined for none. */
export function compareWith(state: CohortsState, compare: string | undefined): CohortsState {
  const { compare: _, ...query } = state.query;
  const benchmark = benchmarkBeside(state, compare);
  if (compare === undefined) return { ...state, benchmark, query, shows: "values" };
  return { ...state, benchmark, query: { ...query, compare } };
}

/** With a comparison with the plan, the benchmark of all customers becomes their plan, and back. */
function benchmarkBeside({ benchmark }: CohortsState, compare: string | undefined): string {
  if (compare === planComparison) return benchmark === "all" ? planComparison : benchmark;
  return benchmark === planComparison ? "all" : benchmark;
}

/** The query with another dimension as rows; undefined for acquisition cohorts. */
export function splitBy(state: CohortsState, split: string | undefined): CohortsState {
  const { split: _, ...query } = state.query;
  const next = split === undefined ? query : { ...query, split };
  return replaced({ ...state, query: withoutLostProjection(next), marked: [], benchmark: "all" });
}

/** Rows of another kind, so the cursor is placed anew. */
function replaced(state: CohortsState): CohortsState {
  const { at: _, ...rest } = state;
  return { ...rest, cursor: originCursor };
}
