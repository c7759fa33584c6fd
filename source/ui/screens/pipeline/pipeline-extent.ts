import { cell } from "../../../domain/cell.ts";
import { formatCell } from "../../../domain/format.ts";
import type { Pipeline } from "../../../domain/pipeline.ts";
import type { Extent } from "../../state/viewport.ts";
import { fitLine, type Line, seg } from "../../widgets/line.ts";
import type { ScreenContext } from "../screen-context.ts";
import { columnsHeight, modelHead, sectionLength } from "./model-view.ts";
import { failureLines, listHeight } from "./models-view.ts";
import { isTable, itemsOf, openModel, type PageView, type PipelineState } from "./state.ts";

/** The reasons why records were not loaded, most frequent first, above the records. */
export function quarantineHead(
  { quarantine }: Pipeline,
  { only }: Pick<PipelineState, "only">,
  width: number,
  rows: number,
): readonly Line[] {
  const most = Math.max(2, Math.floor(rows / 4));
  const lines = quarantine.slice(0, most).map(({ table, reason, rows: count }): Line => {
    const isChosen = only?.table === table && only.reason === reason;
    const style = only === undefined ? "text" : isChosen ? "chosen" : "muted";
    return fitLine(
      [
        seg(isChosen ? " ▸" : "  ", "accent"),
        seg(formatCell(count, "count").padStart(7), only === undefined || isChosen ? "strong" : "muted"),
        seg("  "),
        seg(cell(reason), style),
        seg(`  ${cell(table)}`, "label"),
      ],
      width,
    );
  });
  const left = quarantine.slice(most).reduce((sum, each) => sum + each.rows, 0);
  const rest =
    left === 0 ? [] : [fitLine([seg(`  ${formatCell(left, "count").padStart(7)}  for other reasons`, "label")], width)];
  return [...lines, ...rest, []];
}

/** Lines of the body above the list that has the cursor. */
export function linesAboveList(
  state: PipelineState,
  pipeline: Pipeline,
  { columns, rows }: ScreenContext["size"],
): number {
  const model = openModel(state, pipeline);
  if (model !== undefined) {
    return modelHead(pipeline, model, state, columns).length + (isTable(state) ? 1 : 0);
  }
  if (state.view === "quarantine") return quarantineHead(pipeline, state, columns, rows).length + 1;
  return failureLines(pipeline, columns).length + (state.view === "runs" ? 3 : 1);
}

/** The rows and columns of the list, and how many fit. */
export function pipelineExtent(
  state: PipelineState,
  pipeline: Pipeline | undefined,
  page: PageView["page"],
  size: ScreenContext["size"],
): Extent {
  const columns = page === undefined ? 1 : Math.max(1, page.columns.length);
  const none = { rows: 1, columns: 1, visibleRows: 1, visibleColumns: 3 };
  if (pipeline === undefined) return none;
  const model = openModel(state, pipeline);
  if (model !== undefined) {
    const room = size.rows - modelHead(pipeline, model, state, size.columns).length;
    const length = Math.max(1, sectionLength(model, state, page));
    const list = state.section === "columns" ? columnsHeight(room) : room;
    return { ...none, rows: length, columns, visibleRows: isTable(state) ? room - 2 : list };
  }
  if (state.view === "runs") return { ...none, rows: pipeline.runs.length, visibleRows: size.rows - 5 };
  if (state.view === "quarantine") {
    const room = size.rows - quarantineHead(pipeline, state, size.columns, size.rows).length - 2;
    return { ...none, rows: Math.max(1, page?.total ?? 1), columns, visibleRows: room };
  }
  return { ...none, rows: itemsOf(pipeline).length, visibleRows: listHeight(size.rows, pipeline.failure) };
}
