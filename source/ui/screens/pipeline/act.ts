import type { ActionName } from "../../state/actions.ts";
import { notice } from "../../state/app-state.ts";
import type { AppData } from "../../state/data.ts";
import type { At, Outcome } from "../../state/screen.ts";
import { moveCursor } from "../../state/viewport.ts";
import { pipelineExtent } from "./pipeline-extent.ts";
import { drilled, nextView, type PageView, type PipelineState, rowsInView } from "./state.ts";

type Own = At<PipelineState>;

/** The outcome of an action on the pipeline, or why Enter opens nothing here. */
export function actOnPipeline({ state, data, size }: Own, name: ActionName, count: number): Outcome<PipelineState> {
  const pipeline = data.pipeline();
  const hasSections = state.model !== undefined && rowsInView(state) === undefined;
  if (name === "view" || (name === "right" && hasSections)) return { state: nextView(state, pipeline, 1) };
  if (name === "left" && hasSections) return { state: nextView(state, pipeline, -1) };
  if (name === "drill") {
    const next = drilled(state, pipeline, pageIn(data));
    if (next !== undefined) return { state: next };
    return pipeline === undefined ? {} : notice(whyClosed(state));
  }
  const key = state.model === undefined ? "cursor" : "inner";
  const cursor = moveCursor(state[key], name, count, pipelineExtent(state, pipeline, pageIn(data).page, size));
  return cursor === undefined ? {} : { state: { ...state, [key]: cursor } };
}

/** The page of rows, once it belongs to what is open now. */
export function pageIn(data: Pick<AppData, "page" | "slot">): PageView {
  const found = data.slot("page")?.isStale === false ? data.page() : undefined;
  return { page: found?.page, offset: found?.offset ?? 0 };
}

function whyClosed({ view, model, section, only }: PipelineState): string {
  if (model !== undefined)
    return section === "checks"
      ? "No check looks at this model"
      : "Nothing more to open: v goes on to the next section";
  if (view === "models") return "A raw table is its files as they are: open a model built from it";
  if (view === "runs") return "This is all that a run holds: v goes on to the quarantine";
  return only === undefined ? "There is nothing to open: every record was loaded" : "Esc shows all reasons again";
}
