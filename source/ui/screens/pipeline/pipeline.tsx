import type { ReactNode } from "react";
import { cell } from "../../../domain/cell.ts";
import { common, go } from "../../input/key-rows.ts";
import { matching } from "../../state/overlay.ts";
import { type At, defineScreen, type Export, type Picker, type ViewProps } from "../../state/screen.ts";
import { inView, rowAt } from "../../state/viewport.ts";
import { useTheme } from "../../theme/use-theme.ts";
import { Panes } from "../../widgets/panes.tsx";
import { contextOf } from "../screen-context.ts";
import { actOnPipeline, pageIn } from "./act.ts";
import { pipelineChips, pipelineCrumbs } from "./chips.ts";
import { linesAboveList, pipelineExtent } from "./pipeline-extent.ts";
import { pipelinePanes } from "./pipeline-screen.ts";
import {
  initialPipeline,
  itemsOf,
  openModel,
  type PipelineState,
  quarantineOf,
  rowsInView,
  stepBack,
} from "./state.ts";
import { pipelineColumn, pipelineRow, pipelineSentences, pipelineTable } from "./texts.ts";

type Own = At<PipelineState>;

/** How the warehouse is built. */
export const pipeline = defineScreen<PipelineState>({
  id: "pipeline",
  title: "Pipeline",
  about: "How the warehouse is built: models by layer, what feeds each and what it feeds, its checks and runs.",
  keys: common("drill", "search", "findNext", "findPrevious", "view"),
  keyWords: {
    search: { description: "Find a model by its name" },
    view: { description: "Switch between models, runs and quarantine" },
  },
  jumps: [
    { row: go("to_pipeline", ["4"], "Show how the warehouse is built") },
    {
      row: go("to_quarantine", ["!"], "Show the records that were not loaded, and why"),
      intent: { kind: "not_loaded" },
    },
  ],

  initial: () => initialPipeline,
  reduce: actOnPipeline,
  pickers: { search: searchPicker() },
  palette: ["search"],
  back: ({ state }) => stepBack(state),
  target,
  show: ({ state }, intent) => (intent.kind === "not_loaded" ? { state: quarantineOf(state) } : undefined),

  encode: ({ view: shown, model, section, check, only }) =>
    ({ pipeline: { view: shown, model, section, check, only } }) as object,
  decode: (saved, before) => (saved.pipeline === undefined ? before : { ...initialPipeline, ...saved.pipeline }),

  queries({ state }) {
    const rows = rowsInView(state);
    const page = rows && ({ kind: "pipeline_rows", ...rows } as const);
    return { pipeline: { kind: "pipeline" }, page, question: { kind: "question" } };
  },
  slots: () => ["pipeline", "page"],
  View: PipelineView,
  crumbs: ({ state }) => pipelineCrumbs(state),
  chips: ({ state, data }) => pipelineChips(state, data.pipeline(), data.keymap),
  spoken: pipelineSentences,

  row: pipelineRow,
  column: ({ state }) => pipelineColumn(state),
  table: pipelineTable,
  sql,
  exportOf,
});

function PipelineView({ at, isStale }: ViewProps<PipelineState>): ReactNode {
  const theme = useTheme();
  const found = at.data.pipeline();
  if (found === undefined) return null;
  const view = { ...contextOf(at, theme, isStale), state: at.state, pipeline: found, ...pageIn(at.data) };
  return <Panes panes={pipelinePanes(view)} height={at.size.rows} />;
}

/** Raw tables and models, in the order of the list. */
function searchPicker(): Picker<PipelineState> {
  return {
    title: () => "Go to",
    items({ data }, { input }) {
      const found = data.pipeline();
      const items = found === undefined ? [] : itemsOf(found);
      const shown = items.map(({ name, model }) => ({ value: name, label: cell(name), detail: model?.layer ?? "raw" }));
      return matching(shown, input);
    },
    /** The open model, otherwise the one under the cursor. */
    current({ state: { model, view: shown, cursor }, data }) {
      const found = data.pipeline();
      return model !== undefined || shown !== "models" || found === undefined
        ? model
        : itemsOf(found)[cursor.row]?.name;
    },
    accept({ state, data, size }, _, chosen) {
      const found = data.pipeline();
      const row = found === undefined ? -1 : itemsOf(found).findIndex(({ name }) => name === chosen);
      if (found === undefined || row < 0) return {};
      const list: PipelineState = { ...initialPipeline, section: state.section };
      const extent = pipelineExtent(list, found, undefined, size);
      return { state: { ...list, cursor: inView({ ...list.cursor, row }, extent) } };
    },
  };
}

function target({ state, data, size }: Own, _: number, y: number): PipelineState {
  const found = data.pipeline();
  if (found === undefined) return state;
  const extent = pipelineExtent(state, found, pageIn(data).page, size);
  const key = state.model === undefined ? "cursor" : "inner";
  const cursor = rowAt(state[key], y - linesAboveList(state, found, size), extent);
  return cursor === state[key] ? state : { ...state, [key]: cursor };
}

function sql({ state, data }: Own) {
  const rows = rowsInView(state) === undefined ? undefined : data.page()?.page.sql;
  const found = data.pipeline();
  const here = found === undefined ? undefined : itemsOf(found)[state.cursor.row]?.model;
  const model = openModel(state, found) ?? (state.view === "models" ? here : undefined);
  return rows ?? (model === undefined ? [] : [{ sql: model.sql, params: [] }]);
}

/** The rows in view, otherwise those of the open model. */
function exportOf({ state, data }: Own): Export | string {
  const open = state.model === undefined ? undefined : ({ kind: "model", name: state.model } as const);
  const of = rowsInView(state)?.of ?? open;
  if (of === undefined) return "Open a model, or the quarantine with v, to export its rows";
  const name = of.kind === "quarantine" ? "quarantine" : of.name;
  return { view: { kind: "pipeline", of }, file: `${name}.csv`, rows: pageIn(data).page?.total };
}
