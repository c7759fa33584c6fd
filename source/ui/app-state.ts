import type { Investigation, Question } from "../analysis/investigation.ts";
import type { Catalog } from "../domain/catalog.ts";
import type { DataSet } from "../domain/data-set.ts";
import type { Integrity } from "../domain/integrity.ts";
import type { Pipeline } from "../domain/pipeline.ts";
import type { SavedView } from "../domain/saved-view.ts";
import type { Filter } from "../domain/slice.ts";
import type { RowPage, SliceResult } from "../domain/slice-result.ts";
import type { Action, ScreenName } from "./actions.ts";
import type { Keymap } from "./keymap.ts";
import type { Overlay } from "./overlays/state.ts";
import type { Slot } from "./queries.ts";
import type { PreparedGrid } from "./screens/cohorts/prepared.ts";
import { type CohortsState, initialCohorts } from "./screens/cohorts/state.ts";
import { type InvestigationState, initialInvestigation } from "./screens/investigation/state.ts";
import { initialPipeline, type PipelineState } from "./screens/pipeline/state.ts";
import { initialRows, type RowsState } from "./screens/rows/state.ts";
import { initialSlices, type SlicesState, type SlicesView } from "./screens/slices/state.ts";
import type { TableLayout } from "./widgets/table.ts";

/** All that an analyst did: enough to come back to it, to undo, to save and to send. */
export interface Place {
  readonly screen: ScreenName;
  readonly cohorts: CohortsState;
  readonly slices: SlicesState;
  readonly rows: RowsState;
  readonly investigation: InvestigationState;
  readonly pipeline: PipelineState;
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Something the program has to do for the state, once per number. */
export type Request =
  | { readonly id: number; readonly kind: "save_view"; readonly view: SavedView }
  | { readonly id: number; readonly kind: "delete_view"; readonly name: string }
  | { readonly id: number; readonly kind: "copy"; readonly text: string; readonly what: string }
  | { readonly id: number; readonly kind: "export"; readonly file: string; readonly overwrite: boolean }
  | { readonly id: number; readonly kind: "reload" | "suspend" | "quit" | "stop" };

export interface AppState {
  readonly place: Place;
  readonly size: Size;
  readonly overlay: Overlay | undefined;
  readonly notice: { readonly text: string; readonly tone: "label" | "warning" | "error" } | undefined;
  /** Digits typed before a movement, as in vim. */
  readonly count: string;
  readonly undo: readonly Place[];
  readonly redo: readonly Place[];
  readonly behind: readonly Place[];
  readonly ahead: readonly Place[];
  readonly request: Request | undefined;
  /** By name, as the core keeps them. */
  readonly views: readonly SavedView[];
  /** The last actions, oldest first; what a report of a failure and a replay are made from. */
  readonly log: readonly Action[];
  /** Until the first key: what a newcomer can try. */
  readonly isFresh: boolean;
}

/** What the reducer may look at besides the state: the catalog and the answers that are on screen. */
export interface AppData {
  /** The keys as the user has them. */
  readonly keymap: Keymap;
  readonly catalog: Catalog;
  readonly dataSet: DataSet;
  readonly slot: (name: string) => Slot | undefined;
  readonly grid: () => PreparedGrid | undefined;
  readonly slice: (name: string) => SliceResult | undefined;
  readonly page: () => { readonly page: RowPage; readonly offset: number } | undefined;
  /** A page, and the answer of the slices screen, laid out as tables, once each. */
  readonly pageTable: (page: RowPage) => TableLayout;
  readonly sliceTable: (view: SlicesView) => TableLayout | undefined;
  readonly investigation: () => Investigation | undefined;
  readonly homeQuestion: () => Question | undefined;
  readonly pipeline: () => Pipeline | undefined;
  readonly integrity: () => Integrity | undefined;
}

/** The state at the first frame with data. */
export function initialState(catalog: Catalog, dataSet: DataSet, size: Size): AppState {
  return {
    place: initialPlace(catalog, dataSet),
    size,
    overlay: undefined,
    notice: undefined,
    count: "",
    undo: [],
    redo: [],
    behind: [],
    ahead: [],
    request: undefined,
    views: [],
    log: [],
    isFresh: true,
  };
}

/** The home place: cohorts of those who came by subscription, where the data has subscriptions. */
export function initialPlace(catalog: Catalog, dataSet: DataSet): Place {
  const filters: readonly Filter[] = dataSet.capabilities.some(
    ({ name, available }) => name === "subscriptions" && available,
  )
    ? [{ dimension: "point_of_entry", op: "in", values: ["subscription"] }]
    : [];
  const cohorts = initialCohorts(catalog, filters);
  const by = ["point_of_entry", "marketing_channel", "region", "transaction_type"]
    .filter((name) => catalog.dimensions.some((dimension) => dimension.name === name))
    .slice(0, 2);
  const slices = initialSlices(sliceMeasure(cohorts.query.measure, catalog), filters, by, dataSet);
  return {
    screen: "cohorts",
    cohorts,
    slices,
    rows: initialRows(slices.slice, "lines"),
    investigation: initialInvestigation,
    pipeline: initialPipeline,
  };
}

/** Lines above the body: title, chips, blank line. */
export const linesAbove = 3;

/** Room for the body: the screen without title, chips, blank line and footer. */
export function bodySize(size: Size): Size {
  return { columns: size.columns, rows: Math.max(1, size.rows - linesAbove - 1) };
}

/** A measure that slices can show for one of a grid: ratios of cohorts fall back to what they divide. */
export function sliceMeasure(measure: string, catalog: Catalog): string {
  const found = catalog.measures.find((one) => one.name === measure);
  if (found === undefined) return catalog.measures[0]?.name ?? measure;
  const total = found.name.replace(/_per_customer$/, "").replace(/^cumulative_net$/, "net_revenue");
  return catalog.measures.some((one) => one.name === total) ? total : measure;
}

/** A measure that says what order lines hold, for a measure of a grid: who bought where customers are counted. */
export function lineMeasure(measure: string, catalog: Catalog): string {
  const name = sliceMeasure(measure, catalog);
  const isOfCohort = name === "customers" || name === "retention";
  return isOfCohort && catalog.measures.some((one) => one.name === "active_customers") ? "active_customers" : name;
}

/** The name of a dimension or measure as people read it. */
export function labelOf(catalog: Catalog, name: string): string {
  const found =
    catalog.dimensions.find((one) => one.name === name) ?? catalog.measures.find((one) => one.name === name);
  return found?.label ?? name.replaceAll("_", " ");
}
