import type { RowPage } from "../domain/slice-result.ts";
import type { ActionName } from "./actions.ts";
import { type AppData, type AppState, bodySize, type Place } from "./app-state.ts";
import { pipelineExtent } from "./screens/pipeline/pipeline-extent.ts";
import { type PipelineState, reducePipeline, rowsInView } from "./screens/pipeline/state.ts";

/** The place after an action on the pipeline's screen, or why Enter opens nothing here. */
export function reduceOnPipeline(state: AppState, name: ActionName, count: number, data: AppData): Place | AppState {
  const place = placeAfter(state, name, count, data);
  if (place !== state.place || name !== "drill" || data.pipeline() === undefined) return place;
  return { ...state, notice: { text: whyClosed(place.pipeline), tone: "warning" } };
}

function whyClosed({ view, model, section, only }: PipelineState): string {
  if (model !== undefined)
    return section === "checks"
      ? "No check looks at this model"
      : "Nothing more to open: v goes on to the next section";
  if (view === "models") return "A raw table is its files as they are: open a model made from it";
  if (view === "runs") return "A run holds no more than this: v goes on to the quarantine";
  return only === undefined ? "There is nothing to open: every record was loaded" : "Esc shows all reasons again";
}

function placeAfter(state: AppState, name: ActionName, count: number, data: AppData): Place {
  const { place } = state;
  const pipeline = data.pipeline();
  const found = pipelinePage(data);
  const extent = pipelineExtent(place.pipeline, pipeline, found.page, bodySize(state.size));
  const next = reducePipeline(place.pipeline, name, count, extent, pipeline, found);
  return next === undefined ? place : { ...place, pipeline: next };
}

/** The state with what is open on the pipeline's screen closed by a step; undefined where nothing is. */
export function closedInPipeline(state: AppState, data: AppData): AppState | undefined {
  if (state.place.screen !== "pipeline") return undefined;
  const place = placeAfter(state, "back", 1, data);
  return place === state.place ? undefined : { ...state, place };
}

/** The page of rows, once it is that of what is open now. */
export function pipelinePage(data: Pick<AppData, "page" | "slot">): {
  readonly page: RowPage | undefined;
  readonly offset: number;
} {
  const found = data.slot("page")?.isStale === false ? data.page() : undefined;
  return { page: found?.page, offset: found?.offset ?? 0 };
}

/** What an export of the pipeline's screen writes: the rows in view, else those of the open model. */
export function pipelineExport({ pipeline }: Place) {
  const rows = rowsInView(pipeline)?.of;
  if (rows !== undefined) return rows;
  return pipeline.model === undefined ? undefined : ({ kind: "model", name: pipeline.model } as const);
}
