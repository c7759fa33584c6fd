import type { Step } from "../../../analysis/investigation.ts";
import { isTotalsFound } from "../../../analysis/totals/totals-investigation.ts";
import { cell } from "../../../domain/cell.ts";
import { widthOf } from "../../../domain/width.ts";
import { type Line, lineWidth, seg, spread, wrapText } from "../../widgets/line.ts";
import { trendLines } from "../../widgets/trends.ts";
import { bridgeRows } from "./bridge-rows.ts";
import { barAt, bridgeLines } from "./bridge-view.ts";
import { evidenceLines, evidenceWidth } from "./evidence-view.ts";
import { verdictLine, verdictWords } from "./navigator.ts";
import { partLines } from "./step-part.ts";
import { stepTableLines } from "./step-table.ts";
import { trueUpParts } from "./true-up-parts.ts";
import { currentStep, metricLabel, type StepContext } from "./view.ts";

/** The chosen step in `height` rows, scrolled. */
export function stepLines(view: StepContext, height: number): readonly Line[] {
  const step = currentStep(view);
  if (step === undefined) return [];
  const width = view.size.columns;
  if (step.id === "bridge") {
    const head = headLines(view, step, width);
    return [...head, ...bridgeWithEvidence(view, width, Math.max(3, height - head.length))];
  }
  const { head, body, room } = laidOut(view, step, width, height);
  const scroll = Math.min(view.state.scroll, Math.max(0, body.length - room));
  const shown = body.slice(scroll, scroll + room);
  const above = scroll > 0 ? [[seg(" ↑ more above", "accent")]] : [];
  const below = body.length - scroll > room ? [[seg(" ↓ more below", "accent")]] : [];
  return [...head, ...above, ...shown.slice(above.length, shown.length - below.length), ...below];
}

/** With fewer lines than this below its head, a step scrolls whole, below its question. */
const fewestLines = 5;

/** A step in `height` rows: the lines that stay, those that scroll, and the room for these. */
function laidOut(view: StepContext, step: Step, width: number, height: number) {
  const whole = headLines(view, step, width);
  const isWhole = height - whole.length >= fewestLines;
  const head = isWhole ? whole : questionLines(step, width);
  const room = Math.max(3, height - head.length);
  const body = [...whole.slice(head.length), ...bodyLines(view, step, width, room)];
  return { head, body, room };
}

/** The bridge and, if there is room, the evidence for the bar under the cursor. */
function bridgeWithEvidence(view: StepContext, width: number, height: number): readonly Line[] {
  const pane = evidenceWidth(width);
  const bridge = bridgeLines(view, width - pane, height);
  if (pane === 0) return bridge;
  const rows = bridgeRows(view.investigation, view.state.open);
  const row = rows[Math.min(view.state.chosen, rows.length - 1)];
  return joined(bridge, evidenceLines(view, row, pane, height), width - pane);
}

/** The number, from 0, of the bar at a position of the current step in `height` rows; undefined if there is none. */
export function barOnStep(x: number, y: number, view: StepContext, height: number): number | undefined {
  const step = currentStep(view);
  const { columns } = view.size;
  const width = columns - evidenceWidth(columns);
  if (step?.id !== "bridge" || x >= width) return undefined;
  const head = headLines(view, step, columns).length;
  return barAt(y - head, view, width, Math.max(3, height - head));
}

/** How far the current step can be scrolled, in `height` rows. */
export function maxScroll(view: StepContext, height: number): number {
  const step = currentStep(view);
  if (step === undefined || step.id === "bridge") return 0;
  const { body, room } = laidOut(view, step, view.size.columns, height);
  return Math.max(0, body.length - room);
}

function questionLines(step: Step, width: number): readonly Line[] {
  const verdict = verdictLine(step.verdict);
  const [first = "", ...others] = wrapText(cell(step.question), Math.max(20, width - lineWidth(verdict) - 4));
  return [
    spread([seg(` ${first}`, "strong")], verdict, width),
    ...others.map((text): Line => [seg(` ${text}`, "strong")]),
  ];
}

function headLines(view: StepContext, step: Step, width: number): readonly Line[] {
  const note = view.story.notes[step.id];
  const wrapped = (text: string, style: "text" | "warning" | "accent", lead: string): readonly Line[] =>
    wrapText(text, width - 3 - widthOf(lead)).map(
      (line, index): Line => [seg(` ${index === 0 ? lead : " ".repeat(widthOf(lead))}`, "label"), seg(line, style)],
    );
  return [
    ...questionLines(step, width),
    ...wrapped(cell(step.finding), "text", ""),
    ...(note === undefined ? [] : wrapped(cell(note), "accent", "Note: ")),
    ...(view.story.excluded.includes(step.id) ? wrapped("Left out of the story; x brings it back", "warning", "") : []),
    [],
  ];
}

/** The step's own lines, with its parts below. */
function bodyLines(view: StepContext, step: Step, width: number, height: number): readonly Line[] {
  const part = step.beside === undefined ? [] : partLines(step.beside, view, width);
  return [...ownLines(view, step, width, height), ...gapBefore(part)];
}

/** Table, then the step's other lines, then the months of both years. */
function ownLines(view: StepContext, step: Step, width: number, height: number): readonly Line[] {
  const { investigation, currency, events } = view;
  if (step.id === "report") return [...checklist(view, width), [], ...caveatLines(view, width)];
  const strong = new Set(
    isTotalsFound(investigation)
      ? totalsResults
      : investigation.trueUp.lines.filter((line) => line.isSubtotal).map((line) => line.label),
  );
  const table =
    step.table === undefined || step.table.rows.length === 0
      ? []
      : stepTableLines(step.table, { width, currency, strong });
  const { base, compare, question } = investigation;
  const about = { base, compare, filters: question.filters, currency, events };
  const trend = (room: { width: number; height: number }) =>
    trendLines({ series: step.series, metric: metricLabel(view) }, about, room);
  const tableWidth = Math.max(0, ...table.map(lineWidth));
  const isBeside = table.length >= 9 && width - tableWidth - 5 >= 36 && step.series.length > 0;
  const rest = step.id === "true_up" ? trueUpParts(view, width) : step.id === "confirm" ? caveatLines(view, width) : [];
  if (isBeside) {
    const charts = trend({ width: Math.min(72, width - tableWidth - 5), height: Math.max(table.length, height - 1) });
    return [...joined(table, charts, tableWidth + 4), ...gapBefore(rest)];
  }
  const room = height - table.length - 1 - (rest.length === 0 || height < 24 ? 0 : rest.length + 1);
  const charts = trend({ width: width - 2, height: Math.max(6, room) }).map((line): Line => [seg(" "), ...line]);
  return [...table, ...gapBefore(charts), ...gapBefore(rest)];
}

/** Lines of a total's tie-out that are results of the lines above. */
const totalsResults = ["Net revenue", "Net as booked"];

function joined(left: readonly Line[], right: readonly Line[], at: number): readonly Line[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index): Line => {
    const line = left[index] ?? [];
    return [...line, seg(" ".repeat(Math.max(0, at - lineWidth(line)))), ...(right[index] ?? [])];
  });
}

function gapBefore(lines: readonly Line[]): readonly Line[] {
  return lines.length === 0 ? [] : [[], ...lines];
}

function caveatLines({ investigation }: StepContext, width: number): readonly Line[] {
  return investigation.caveats.flatMap((caveat) =>
    wrapText(cell(caveat), width - 5).map(
      (text, index): Line => [seg(index === 0 ? " · " : "   ", "rule"), seg(text, "label")],
    ),
  );
}

/** Contents of the report: each step with its verdict, its note, and whether it is left out. */
function checklist({ investigation, story }: StepContext, width: number): readonly Line[] {
  const titleWidth = Math.max(...investigation.steps.map((step) => widthOf(step.title)));
  return investigation.steps
    .filter((step) => step.id !== "report")
    .map((step): Line => {
      const isOut = story.excluded.includes(step.id);
      const note = story.notes[step.id];
      const said = isOut ? "left out" : verdictWords(step.verdict);
      const title = cell(step.title);
      const room = width - titleWidth - 26;
      const [short = "", more] = note === undefined ? [] : wrapText(cell(note), Math.max(10, room));
      return [
        seg(isOut ? " - " : story.seen.includes(step.id) ? " ✓ " : "   ", isOut ? "muted" : "accent"),
        seg(title.padEnd(titleWidth + 2), isOut ? "muted" : "text"),
        seg(said.padEnd(18), isOut ? "muted" : "label"),
        seg(more === undefined ? short : `${short} …`, "accent"),
      ];
    });
}
