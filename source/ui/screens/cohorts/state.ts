import type { Catalog } from "../../../domain/catalog.ts";
import type { CohortGrain, CohortQuery } from "../../../domain/cohort.ts";
import type { Filter } from "../../../domain/slice.ts";
import type { ActionName } from "../../actions.ts";
import { type Cursor, type Extent, inView, moveCursor, originCursor } from "../../viewport.ts";
import type { HeatScale } from "../../widgets/heatmap.ts";

export interface CohortsState {
  readonly query: CohortQuery;
  readonly cursor: Cursor;
  readonly heat: HeatScale;
  /** Whether the detail pane shows where there is no room for it by itself. */
  readonly hasPane: boolean;
  /** Cohort (year and month) and column under the cursor before the axis was flipped, to find it again. */
  readonly anchor?: { readonly row: string; readonly offset: number };
}

const grains: readonly CohortGrain[] = ["week", "month", "quarter"];
const valueKinds: readonly CohortQuery["values"][] = ["count", "percent", "cumulative"];
const scales: readonly HeatScale[] = ["grid", "row", "column", "off"];

/** The home view: net revenue per customer by tenure month, beside the year before. */
export function initialCohorts(catalog: Catalog, filters: readonly Filter[]): CohortsState {
  const wanted = ["net_revenue_per_customer", "net_revenue", "orders", "customers"];
  const measure = wanted.find((name) => catalog.measures.some((one) => one.name === name));
  return {
    query: {
      measure: measure ?? catalog.measures[0]?.name ?? "customers",
      axis: "tenure",
      grain: "month",
      tenure: "rolling",
      values: "count",
      filters,
      compare: "year",
    },
    cursor: originCursor,
    heat: "grid",
    hasPane: false,
  };
}

/** The state after an action of this screen; the same object where the action is none of it. */
export function reduceCohorts(state: CohortsState, name: ActionName, count: number, extent: Extent): CohortsState {
  const cursor = moveCursor(state.cursor, name, count, extent);
  if (cursor !== undefined) return { ...state, cursor };
  const change = (query: Partial<CohortQuery>): CohortsState => ({ ...state, query: { ...state.query, ...query } });
  switch (name) {
    case "axis":
      return change({ axis: state.query.axis === "tenure" ? "calendar" : "tenure" });
    case "tenure":
      return change({ tenure: state.query.tenure === "rolling" ? "calendar" : "rolling" });
    case "values":
      return change({ values: next(valueKinds, state.query.values, count) });
    case "grain":
      return { ...change({ grain: next(grains, state.query.grain, count) }), cursor: originCursor };
    case "clear_filters":
      return change({ filters: [] });
    case "heat":
      return { ...state, heat: next(scales, state.heat, count) };
    case "pane":
      return { ...state, hasPane: !state.hasPane };
    default:
      return state;
  }
}

/** The state with the cursor inside a grid that came back smaller. */
export function settleCohorts(state: CohortsState, extent: Extent): CohortsState {
  const cursor = inView(state.cursor, extent);
  return sameCursor(cursor, state.cursor) ? state : { ...state, cursor };
}

/** The query with another thing to compare with; undefined for nothing. */
export function compareWith(state: CohortsState, compare: string | undefined): CohortsState {
  const { compare: _, ...query } = state.query;
  return { ...state, query: compare === undefined ? query : { ...query, compare } };
}

/** The query with another dimension as rows; undefined for acquisition cohorts. */
export function splitBy(state: CohortsState, split: string | undefined): CohortsState {
  const { split: _, compare, ...query } = state.query;
  if (split !== undefined) return { ...state, query: { ...query, split }, cursor: originCursor };
  return { ...state, query: { ...query, ...(compare === undefined ? {} : { compare }) }, cursor: originCursor };
}

function next<T>(all: readonly T[], current: T, count: number): T {
  return all[(all.indexOf(current) + count) % all.length] ?? current;
}

function sameCursor(one: Cursor, other: Cursor): boolean {
  return one.row === other.row && one.column === other.column && one.top === other.top && one.left === other.left;
}
