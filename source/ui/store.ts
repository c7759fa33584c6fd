import type { CohortGrid } from "../domain/cohort.ts";
import type { SliceResult } from "../domain/slice-result.ts";
import type { Action } from "./actions.ts";
import { type AppData, type AppState, bodySize, initialState, type Size } from "./app-state.ts";
import type { Answer } from "./asks.ts";
import type { Core } from "./core.ts";
import { actionFor, type Keymap } from "./keymap.ts";
import { noteSaver, withStories } from "./note-saver.ts";
import { createQueries, type Queries } from "./queries.ts";
import { readInside } from "./read-inside.ts";
import { reduce } from "./reduce.ts";
import { settleOnInvestigation } from "./reduce-investigation.ts";
import { remembered } from "./remembered.ts";
import { gridExtent } from "./screens/cohorts/layout.ts";
import { type PreparedGrid, prepareGrid } from "./screens/cohorts/prepared.ts";
import { settleCohorts } from "./screens/cohorts/state.ts";
import { pageTable } from "./screens/rows/rows-screen.ts";
import { settleSlices } from "./screens/slices/reduce.ts";
import type { SlicesView } from "./screens/slices/state.ts";
import { slicesTable } from "./screens/slices/table-layout.ts";
import { wanted } from "./wanted.ts";

/** State and answers of the screens, outside of React: what the views read and the keys change. */
export interface Store {
  readonly state: () => AppState;
  readonly data: AppData;
  readonly queries: Queries;
  readonly keymap: Keymap;
  /** Changes with every change of state or answers. */
  readonly version: () => number;
  readonly subscribe: (listener: () => void) => () => void;
  readonly dispatch: (action: Action) => void;
  /** Every key of a burst, in order, each in the state that the one before it left. */
  readonly press: (keys: readonly string[]) => void;
}

/** Where a store begins: at a saved place, or where another one was before the data was loaded anew. */
export type Beginning = Pick<AppState, "place"> &
  Partial<Pick<AppState, "undo" | "redo" | "behind" | "ahead" | "isFresh" | "overlay" | "notice">>;

/** Short enough that a key is seen to have done something. */
const holdMs = 60;

/** A store over a core; without a beginning it is home. */
export function createStore(core: Core, keymap: Keymap, size: Size, beginning?: Beginning): Store {
  const listeners = new Set<() => void>();
  let version = 0;
  let held: NodeJS.Timeout | undefined;
  const draw = () => {
    clearTimeout(held);
    held = undefined;
    version += 1;
    for (const listener of listeners) listener();
  };
  /** A key whose answer comes soon is drawn once, with the answer, and not before it in what is from before. */
  const notify = () => {
    if (queries.isSettling()) held ??= setTimeout(draw, holdMs);
    else draw();
  };
  const queries = createQueries(core, () => {
    state = settled(state, data);
    keepNotes(state);
    queries.want(wanted(state, data));
    notify();
  });
  const data = createData(core, queries, keymap);
  const first = initialState(core.catalog, core.dataSet, size);
  let state: AppState = withStories({ ...first, ...beginning, views: core.views?.all ?? [] }, core);
  const keepNotes = noteSaver(core, state, (action) => {
    state = reduce(state, action, data);
    notify();
  });
  queries.want(wanted(state, data));

  const apply = (next: AppState) => {
    if (next === state) return;
    state = next;
    queries.want(wanted(state, data));
    state = settled(state, data);
    keepNotes(state);
  };
  const take = (action: Action) => apply(readInside(reduce(state, action, data), data, keymap));
  return {
    state: () => state,
    data,
    queries,
    keymap,
    version: () => version,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispatch(action) {
      take(action);
      notify();
    },
    press(keys) {
      for (const key of keys) {
        const action = actionFor(key, state, data, keymap);
        if (action !== undefined) take(action);
        if (state.count !== "" && (action === undefined || action.type === "notice")) apply({ ...state, count: "" });
      }
      notify();
    },
  };
}

function createData(core: Core, queries: Queries, keymap: Keymap): AppData {
  const prepared = remembered((grid: CohortGrid) => prepareGrid(grid, core.catalog));
  let shown: PreparedGrid | undefined;
  const laidOut = (view: SlicesView) =>
    remembered((table: SliceResult) => slicesTable(view, table, core.catalog, core.dataSet.currency));
  const tables = { boards: laidOut("boards"), table: laidOut("table"), pivot: laidOut("pivot") };
  const answer = <Kind extends Answer["kind"]>(
    slot: string,
    kind: Kind,
  ): Extract<Answer, { kind: Kind }> | undefined => {
    const found = queries.slot(slot)?.answer;
    return found?.kind === kind ? (found as Extract<Answer, { kind: Kind }>) : undefined;
  };
  return {
    keymap,
    catalog: core.catalog,
    dataSet: core.dataSet,
    slot: queries.slot,
    grid() {
      const found = answer("grid", "grid");
      if (found === undefined) return undefined;
      const next = prepared(found.grid);
      // Grids are kept to come back to them, but not what their rows looked like under every cursor.
      if (next !== shown) shown?.painted.clear();
      shown = next;
      return next;
    },
    slice: (name) => answer(name, "slice")?.result,
    page: () => answer("page", "page"),
    pageTable: remembered(pageTable),
    sliceTable(view) {
      const found = answer("table", "slice");
      return found === undefined ? undefined : tables[view](found.result);
    },
    investigation: () => answer("investigation", "investigation")?.investigation,
    pipeline: () => answer("pipeline", "pipeline")?.pipeline,
    integrity: () => answer("integrity", "integrity")?.integrity,
    homeQuestion: () => answer("question", "question")?.question,
  };
}

/** The cursor inside what came back, once it belongs to the question. */
function settled(state: AppState, data: AppData): AppState {
  if (state.place.screen === "investigation") return settleOnInvestigation(state, data);
  if (state.place.screen === "slices") {
    const slices = settleSlices(state.place.slices, data);
    return slices === state.place.slices ? state : { ...state, place: { ...state.place, slices } };
  }
  if (state.place.screen !== "cohorts" || data.slot("grid")?.isStale !== false) return state;
  const { cohorts } = state.place;
  const prepared = data.grid();
  const next = settleCohorts(cohorts, prepared, gridExtent(prepared, cohorts, bodySize(state.size)));
  return next === cohorts ? state : { ...state, place: { ...state.place, cohorts: next } };
}
