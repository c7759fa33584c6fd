import type { CopyEvent, Layer } from "../../../domain/build-event.ts";
import { cell } from "../../../domain/cell.ts";
import { formatCell } from "../../../domain/format.ts";
import { fitTo, widthOf } from "../../../domain/width.ts";
import type { Size } from "../../state/app-state.ts";
import type { Style } from "../../theme/theme.ts";
import { progressBar } from "../../widgets/bars.ts";
import { fitLine, type Line, type Segment, seg, spread, wrapText } from "../../widgets/line.ts";
import { type BuildState, type BuildStep, doneShare } from "./state.ts";

export interface BuildView {
  readonly state: BuildState;
  readonly size: Size;
  readonly elapsedMs: number;
  /** The share of the files read so far, if a mapping is being proposed instead of a build. */
  readonly proposing?: number | undefined;
}

/** Title, progress, generated files, every model by layer with state, rows and time, checks. */
export function buildLines({ state, size, elapsedMs, proposing }: BuildView): readonly Line[] {
  const width = size.columns;
  const seconds = `${(elapsedMs / 1000).toFixed(1)} s `;
  const progress = (what: string, done: number): readonly Line[] => [
    spread([seg(" grounds", "title"), seg("   "), seg(what)], [seg(seconds, "label")], width),
    [],
    [seg(" "), ...progressBar(done, Math.max(10, width - 2))],
  ];
  if (proposing !== undefined) return progress("reading the files to propose a mapping", proposing);
  const what = state.steps.length > 0 ? `building the warehouse from ${cell(state.source)}` : waitingFor(state);
  const head = [...progress(what, doneShare(state)), [], ...generatedLines(state, width)];
  const checks = checkLines(state, width);
  const steps = layers.flatMap((layer) => layerLines(state, layer, width));
  const isTall = head.length + steps.length + checks.length > size.rows;
  return [...head, ...(isTall ? layers.flatMap((layer) => shortLines(state, layer, width)) : steps), ...checks];
}

/** The same as sentences for a screen reader, without what changes continuously. */
export function buildSentences(state: BuildState, proposing: number | undefined): readonly string[] {
  if (proposing !== undefined) return ["Reading the files to propose a mapping."];
  if (state.steps.length === 0) return [`Grounds is ${waitingFor(state)}.`];
  const done = state.steps.filter((step) => step.state === "done").length;
  return [
    `Building the warehouse from ${cell(state.source)}: ${done} of ${state.steps.length} steps done.`,
    ...[...state.warnings, ...state.failures].map((text) => `${cell(text)}.`),
  ];
}

const layers: readonly Layer[] = ["raw", "bronze", "silver", "gold", "meta"];

function waitingFor(state: BuildState): string {
  if (state.isWaiting) return "waiting for another process that builds this warehouse";
  if (state.copying !== undefined) return copyingText(state.copying);
  return state.generated.length > 0
    ? "writing synthetic demo data, the same every time"
    : `looking at ${cell(state.lookingAt ?? "the files")}`;
}

function copyingText({ from, files, of, bytes }: CopyEvent): string {
  const objects = `${formatCell(files, "count")} of ${formatCell(of, "count")} objects`;
  return `copying ${objects} from ${cell(from)}, ${(bytes / 1e6).toFixed(1)} MB`;
}

function generatedLines(state: BuildState, width: number): readonly Line[] {
  if (state.generated.length === 0) return [];
  const items = state.generated.map((one): Line => {
    const isDone = one.of !== undefined && one.rows >= one.of;
    return [mark(isDone ? "done" : "running"), seg(`${cell(one.what)} `), seg(formatCell(one.rows, "count"), "label")];
  });
  return [...flow("demo", items, width, 44), []];
}

/** A layer in one line, if there is no room for its steps: how many are done, and the running one. */
function shortLines(state: BuildState, layer: Layer, width: number): readonly Line[] {
  const steps = state.steps.filter((step) => step.layer === layer);
  if (steps.length === 0) return [];
  const done = steps.filter((step) => step.state === "done");
  const rows = done.reduce((sum, step) => sum + step.rows, 0);
  const now = steps.find((step) => step.state === "failed") ?? steps.find((step) => step.state === "running");
  const isDone = done.length === steps.length;
  return [
    fitLine(
      [
        seg(` ${fitTo(layer, 8)}`, "label"),
        mark(isDone ? "done" : done.length > 0 || now !== undefined ? "running" : "waiting"),
        seg(fitTo(`${done.length} of ${steps.length}`, 10)),
        seg(fitTo(`${formatCell(rows, "count")} rows`, 18), "label"),
        ...(now === undefined ? [] : stepItem(now)),
      ],
      width,
    ),
    [],
  ];
}

/** Mark, name, rows and time of the longest step: the same before and after, so that nothing moves as steps finish. */
function stepWidth(steps: readonly BuildStep[]): number {
  return 2 + Math.max(0, ...steps.map((step) => widthOf(step.name))) + " 9,999,999 9.9 s ".length;
}

function layerLines(state: BuildState, layer: Layer, width: number): readonly Line[] {
  const steps = state.steps.filter((step) => step.layer === layer);
  if (steps.length === 0) return [];
  return [...flow(layer, steps.map(stepItem), width, stepWidth(steps)), []];
}

function stepItem(step: BuildStep): Line {
  const style: Style = step.state === "waiting" ? "muted" : step.state === "failed" ? "error" : "text";
  const rows = step.state === "done" ? formatCell(step.rows, "count") : "";
  const took = step.state === "done" && step.ms >= 100 ? ` ${(step.ms / 1000).toFixed(1)} s` : "";
  return [mark(step.state), seg(`${cell(step.name)} `, style), seg(rows, "label"), seg(took, "muted")];
}

function mark(state: BuildStep["state"]): Segment {
  if (state === "done") return seg("✓ ", "accent");
  if (state === "running") return seg("▸ ", "accent");
  return state === "failed" ? seg("✗ ", "error") : seg("· ", "muted");
}

/** Items in columns of equal width after a label, as many side by side as fit. */
function flow(label: string, items: readonly Line[], width: number, wanted: number): readonly Line[] {
  const room = width - 9;
  const itemWidth = Math.min(room, wanted);
  const perLine = Math.max(1, Math.floor(room / itemWidth));
  const lines: Line[] = [];
  for (let index = 0; index < items.length; index += perLine) {
    const cells = items.slice(index, index + perLine).flatMap((item) => [...fitLine(item, itemWidth)]);
    lines.push([seg(` ${fitTo(index === 0 ? label : "", 8)}`, "label"), ...cells]);
  }
  return lines;
}

function checkLines(state: BuildState, width: number): readonly Line[] {
  if (state.passed + state.warnings.length + state.failures.length === 0) return [];
  const notes = (texts: readonly string[], style: Style) =>
    texts.flatMap((text) =>
      wrapText(cell(text), width - 12).map(
        (line, index): Line => [seg(" ".repeat(9)), seg(index === 0 ? "! " : "  ", style), seg(line, style)],
      ),
    );
  return [
    [seg(` ${fitTo("checks", 8)}`, "label"), seg("✓ ", "accent"), seg(`${formatCell(state.passed, "count")} passed`)],
    ...notes(state.warnings.slice(0, 4), "warning"),
    ...notes(state.failures, "error"),
  ];
}
