import type { RowPage } from "../../../domain/slice-result.ts";
import type { ActionName } from "../../state/actions.ts";
import { notice } from "../../state/app-state.ts";
import type { AppData } from "../../state/data.ts";
import { pick } from "../../state/overlay.ts";
import type { At, Outcome } from "../../state/screen.ts";
import { pipelineExtent } from "./pipeline-extent.ts";
import { type PipelineState, reducePipeline } from "./state.ts";

type Own = At<PipelineState>;

/** The outcome of an action on the pipeline, or why Enter opens nothing here. */
export function actOnPipeline(at: Own, name: ActionName, count: number): Outcome<PipelineState> {
  if (name === "search") return { overlay: pick("search") };
  const state = stateAfter(at, name, count);
  if (state !== at.state || name !== "drill" || at.data.pipeline() === undefined) return { state };
  return notice(whyClosed(state));
}

/** The state after an action; the same if the action belongs elsewhere. */
export function stateAfter({ state, data, size }: Own, name: ActionName, count: number): PipelineState {
  const pipeline = data.pipeline();
  const found = pageIn(data);
  const extent = pipelineExtent(state, pipeline, found.page, size);
  return reducePipeline(state, name, count, extent, pipeline, found) ?? state;
}

/** The page of rows, once it belongs to what is open now. */
export function pageIn(data: Pick<AppData, "page" | "slot">): {
  readonly page: RowPage | undefined;
  readonly offset: number;
} {
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
