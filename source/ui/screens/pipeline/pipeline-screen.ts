import type { Pipeline } from "../../../domain/pipeline.ts";
import { fitLine, type Line, paint } from "../../widgets/line.ts";
import { emptyLines } from "../../widgets/message.ts";
import type { Pane } from "../../widgets/panes.tsx";
import type { ScreenContext } from "../screen-context.ts";
import { modelHead, sectionLines } from "./model-view.ts";
import { modelsLines, paneLines } from "./models-view.ts";
import { quarantineHead } from "./pipeline-extent.ts";
import { rowsLines } from "./rows-lines.ts";
import { runsLines } from "./runs-view.ts";
import { itemsOf, openModel, type PageView, type PipelineState } from "./state.ts";

export interface PipelineScreenView extends ScreenContext, PageView {
  readonly state: PipelineState;
  readonly pipeline: Pipeline;
}

/** A wider pane is hard to read across. */
const maxPane = 72;

/** The models by layer with their lineage, one model, the runs, or the records not loaded. */
export function pipelinePanes(view: PipelineScreenView): readonly Pane[] {
  const { columns } = view.size;
  const isWide = columns >= 110 && view.state.view === "models" && view.state.model === undefined;
  const leftWidth = isWide ? Math.min(86, columns - 34) : columns;
  const left = { rows: painted(view, pipelineLines(view, leftWidth), leftWidth), width: leftWidth };
  if (!isWide) return [left];
  const item = itemsOf(view.pipeline)[view.state.cursor.row];
  const width = Math.min(maxPane, columns - leftWidth - 3);
  const pane = item === undefined ? [] : paneLines(view.pipeline, item, width);
  return [left, { rows: painted(view, pane, width), width }];
}

function painted({ theme }: PipelineScreenView, lines: readonly Line[], width: number): readonly string[] {
  return lines.map((line) => paint(fitLine(line, width), theme));
}

function pipelineLines(view: PipelineScreenView, width: number): readonly Line[] {
  const { pipeline, state, size } = view;
  const model = openModel(state, pipeline);
  if (model !== undefined) {
    const head = modelHead(pipeline, model, state, width);
    return [...head, ...sectionLines(model, state, view, width, size.rows - head.length)];
  }
  if (state.view === "runs") return runsLines(pipeline, state, width, size.rows);
  return state.view === "quarantine" ? quarantineLines(view, width) : modelsLines(pipeline, state, width, size.rows);
}

function quarantineLines(view: PipelineScreenView, width: number): readonly Line[] {
  const { pipeline, state, size } = view;
  if (pipeline.quarantine.length === 0) return emptyLines(["Every record was loaded: the quarantine is empty."], width);
  // File, line, column, value and reason must be visible at 80 columns.
  const look = { labelOf: quarantineLabel, widest: width < 100 ? 20 : 40 };
  const head = quarantineHead(pipeline, state, width, size.rows);
  return [...head, ...rowsLines(view, state.cursor, width, size.rows - head.length, look)];
}

/** `source_line` is headed "line", because everything here is from the source. */
function quarantineLabel(name: string): string {
  return name.replace(/^source_|_name$/g, "");
}
