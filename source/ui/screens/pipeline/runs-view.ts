import { cell } from "../../../domain/cell.ts";
import { formatCell } from "../../../domain/format.ts";
import type { Pipeline, PipelineRun } from "../../../domain/pipeline.ts";
import { fitLine, type Line, seg } from "../../widgets/line.ts";
import { sparkline } from "../../widgets/sparkline.ts";
import { failureLines, timeText } from "./models-view.ts";
import type { PipelineState } from "./state.ts";

/** The builds that the warehouse remembers, newest first, with their durations as a line from the oldest on. */
export function runsLines(pipeline: Pipeline, state: PipelineState, width: number, height: number): readonly Line[] {
  const { runs } = pipeline;
  const times = runs.map((run) => run.ms).toReversed();
  const head: readonly Line[] = [
    ...failureLines(pipeline, width),
    [
      seg(" times, oldest to newest  ", "label"),
      seg(sparkline(times, Math.max(1, Math.min(times.length, width - 30))), "series1"),
    ],
    [],
    [
      seg(
        `   ${"started (UTC)".padEnd(21)}${"took".padStart(9)}${"models made".padStart(14)}${"kept".padStart(7)}${hasStarters(runs) ? "  started by" : ""}`,
        "label",
      ),
    ],
  ];
  const list = runs
    .slice(state.cursor.top, state.cursor.top + height - head.length)
    .map(
      (run, index): Line => [
        seg(state.cursor.top + index === state.cursor.row ? "▸  " : "   ", "accent"),
        seg(run.startedAt.padEnd(21), state.cursor.top + index === state.cursor.row ? "focus" : "text"),
        seg(timeText(run.ms).padStart(9)),
        seg(formatCell(run.made, "count").padStart(14), "label"),
        seg(formatCell(run.kept, "count").padStart(7), "label"),
        seg(run.startedBy === "" ? "" : `  ${cell(run.startedBy)}`, "label"),
      ],
    );
  return [...head, ...list].map((line) => fitLine(line, width));
}

/** Whether an orchestrator started any of them. */
function hasStarters(runs: readonly PipelineRun[]): boolean {
  return runs.some(({ startedBy }) => startedBy !== "");
}
