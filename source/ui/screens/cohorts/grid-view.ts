import { doubles } from "../../../domain/amount.ts";
import { eventMark } from "../../../domain/business-event.ts";
import { isFallOfOtherCohorts, isSmall, planComparison, smallCohort } from "../../../domain/cohort.ts";
import { compareCell } from "../../../domain/equal-age.ts";
import { formatCell, formatChange } from "../../../domain/format.ts";
import { fitTo, widthOf } from "../../../domain/width.ts";
import type { Style, Theme } from "../../theme/theme.ts";
import { heatLegend, heatLook, heatStep } from "../../widgets/heatmap.ts";
import { fitLine, type Line, paint, type Segment, seg } from "../../widgets/line.ts";
import type { Pane } from "../../widgets/panes.tsx";
import { sparkline } from "../../widgets/sparkline.ts";
import { benchmarkOf } from "./benchmark.ts";
import { type HeatScales, scaleOf } from "./heat-scales.ts";
import { comparisonTitle, type GridLayout, layOutGrid, writtenOf } from "./layout.ts";
import { completeValues, type PreparedGrid } from "./prepared.ts";
import type { CohortsState } from "./state.ts";

export interface GridView {
  readonly prepared: PreparedGrid;
  readonly state: CohortsState;
  readonly size: { readonly columns: number; readonly rows: number };
  readonly theme: Theme;
  readonly isStale: boolean;
  readonly currency: string;
}

/** Values needed to draw a row, computed once per frame. */
interface Frame {
  readonly view: GridView;
  readonly layout: GridLayout;
  readonly heat: HeatScales;
  readonly first: number;
}

/** The grid as painted rows: header, visible cohorts, rule, weighted row, benchmark, legend; trend and comparison are its inset. */
export function gridBlock(view: GridView): Pick<Pane, "rows" | "inset"> {
  const { prepared, state, theme } = view;
  const layout = layOutGrid(prepared, state, view.size);
  const first = Math.min(state.cursor.left, Math.max(0, prepared.grid.columns.length - layout.visibleColumns));
  const frame: Frame = { view, layout, first, heat: prepared.heat(state.heat) };
  const total = prepared.grid.rows.length;
  const visible = Array.from(
    { length: Math.min(layout.visibleRows, total - state.cursor.top) },
    (_, index) => state.cursor.top + index,
  );
  const painted = (lines: readonly Line[]) => lines.map((line) => paint(line, theme));
  const lines = [
    headerRow(frame),
    ...visible.map((index) => gridRow(frame, index, index === state.cursor.row ? state.cursor.column : -1)),
    [seg("─".repeat(layout.gridWidth), "rule")],
    gridRow(frame, total, -1),
    ...benchmarkRow(frame),
    legendRow(frame),
  ];
  const hasTail = layout.trendWidth + layout.comparisonWidth > 0;
  const tails = () => [headerTail(frame), ...visible.map((index) => rowTail(frame, index)), [], rowTail(frame, total)];
  return { rows: painted(lines), inset: hasTail ? { rows: painted(tails()), left: layout.tailLeft } : undefined };
}

function headerRow({ view, layout, first }: Frame): Line {
  const { prepared, state } = view;
  const title = state.query.split === undefined ? "acquired" : state.query.split.replaceAll("_", " ");
  const cells = prepared.headers.slice(first, first + layout.visibleColumns).map((text, index): Segment => {
    const isCursor = first + index === state.cursor.column;
    return seg(fitTo(text, layout.cellWidth, "right"), isCursor ? "accent" : "label");
  });
  const isCut = first + layout.visibleColumns < prepared.grid.columns.length;
  return fitLine(
    [
      seg(first > 0 ? "‹ " : "  ", "accent"),
      seg(fitTo(title, prepared.labelWidth), "label"),
      seg(fitTo(prepared.customersWidth < 9 ? "n" : "customers", prepared.customersWidth + 1, "right"), "label"),
      seg(" "),
      ...cells,
      seg(isCut ? "› " : "  ", "accent"),
    ],
    layout.gridWidth,
  );
}

function headerTail({ view, layout }: Frame): Line {
  const trend = layout.trendWidth > 0 ? fitTo("trend", layout.trendWidth) : "";
  const against = layout.comparisonWidth > 0 ? fitTo(changeTitle(view, layout), layout.comparisonWidth, "right") : "";
  return [seg(`${trend}${against}`, "label")];
}

/** Header of the changes: the column under the cursor and what it is compared with; ends in a space if there is room. */
function changeTitle({ prepared, state }: GridView, { comparisonWidth }: GridLayout): string {
  const title = `${prepared.headers[state.cursor.column] ?? ""} ${comparisonTitle(state.query)}`;
  return widthOf(title) < comparisonWidth ? `${title} ` : title;
}

function gridRow(frame: Frame, index: number, cursorColumn: number): Line {
  const { view, layout, first } = frame;
  const { prepared, state } = view;
  const isTotal = index === prepared.grid.rows.length;
  const isCursorRow = cursorColumn >= 0;
  const isMarked = !isTotal && state.marked.includes(prepared.grid.rows[index]?.key ?? "");
  const base: Style = view.isStale ? "muted" : isTotal ? "strong" : "text";
  const columns = Array.from({ length: layout.visibleColumns }, (_, offset) => first + offset);
  return fitLine(
    [
      seg(`${isCursorRow ? "▸" : " "}${isMarked ? "●" : " "}`, "accent"),
      seg(fitTo(prepared.labels[index] ?? "", prepared.labelWidth), isCursorRow ? "chosen" : base),
      seg(
        fitTo(prepared.customers[index] ?? "", prepared.customersWidth + 1, "right"),
        view.isStale ? "muted" : "label",
      ),
      seg(" "),
      ...columns.map((column) => cellSegment(frame, index, column, column === cursorColumn, base)),
    ],
    layout.gridWidth,
  );
}

function cellSegment(frame: Frame, row: number, column: number, isCursor: boolean, base: Style): Segment {
  const { view, layout, heat } = frame;
  const { prepared, state, theme } = view;
  const source = prepared.grid.rows[row] ?? prepared.grid.total;
  const found = source.cells[column];
  const written = writtenOf(prepared, state).texts[row]?.[column] ?? "";
  const plain = fitTo(written, layout.cellWidth, "right");
  const isIncomplete = found !== undefined && !found.complete;
  const isFall = isFallOfOtherCohorts(prepared.grid.query, prepared.measure, source, column);
  const isProjected = state.shows === "values" && source.projected?.[column] !== undefined;
  const mark = isProjected ? "≈" : isIncomplete ? "*" : isFall && state.shows === "values" ? "~" : "";
  const text = marked(plain, mark);
  if (isCursor) return seg(text.replace(/^ /, "▸"), "focus");
  if (isProjected && !view.isStale) return seg(text, "incomplete");
  if (view.isStale || found === undefined || row === prepared.grid.rows.length) return seg(text, base);
  if (isIncomplete) return seg(text, "incomplete");
  if (isSmall(found, prepared.grid.query, prepared.measure)) return seg(text, "muted");
  if (state.shows === "change") return seg(text, toneOf(written, prepared.measure?.better ?? "higher"));
  const look = heatLook(heatStep(doubles([found.value])[0], scaleOf(heat, row, column), theme.heatSteps), theme);
  return seg(look.glyph === " " ? text : `${look.glyph}${text.slice(1)}`, look.style);
}

/** A mark goes right before the number. */
function marked(text: string, mark: string): string {
  const number = text.trimStart();
  return number === "" ? text : `${mark}${number}`.padStart(text.length);
}

function toneOf(text: string, better: "higher" | "lower" | "neither"): Style {
  const value = Number(text.replaceAll(",", ""));
  if (text.trim() === "" || value === 0 || better === "neither") return "text";
  return value > 0 === (better === "higher") ? "gain" : "loss";
}

function rowTail({ view, layout }: Frame, index: number): Line {
  const { prepared } = view;
  const row = prepared.grid.rows[index] ?? prepared.grid.total;
  const tail: Segment[] = [];
  if (layout.trendWidth > 0) {
    const line = sparkline(doubles(completeValues(row, prepared.grid)), layout.trendWidth - 1);
    tail.push(seg(layout.comparisonWidth > 0 ? `${line} ` : line.trimEnd(), view.isStale ? "muted" : "label"));
  }
  if (layout.comparisonWidth > 0) {
    const better = prepared.measure?.better ?? "higher";
    const compared = compareCell(prepared.grid, row, view.state.cursor.column);
    const change = formatChange(compared?.share, "percent", { better });
    tail.push(seg(fitTo(change.text, layout.comparisonWidth - 1, "right"), view.isStale ? "muted" : change.tone));
  }
  return tail;
}

/** The benchmark below the weighted row, if it has its own row. */
function benchmarkRow({ view, layout, first }: Frame): readonly Line[] {
  const { prepared, state } = view;
  const benchmark = benchmarkOf(prepared, state.benchmark);
  if (benchmark?.isOwnRow !== true) return [];
  const cells = Array.from({ length: layout.visibleColumns }, (_, offset) =>
    fitTo(
      state.shows === "change" ? "" : formatCell(benchmark.values[first + offset], prepared.format, prepared),
      layout.cellWidth,
      "right",
    ),
  );
  const width = prepared.labelWidth + prepared.customersWidth + 2;
  return [
    fitLine(
      [seg("◆ ", "series2"), seg(fitTo(benchmark.label, width), "label"), seg(cells.join(""), "label")],
      layout.gridWidth,
    ),
  ];
}

function legendRow({ view, layout, heat }: Frame): Line {
  const { prepared, state, theme } = view;
  const isChange = state.shows === "change";
  const legend = isChange
    ? [seg(`change in %, ${comparisonTitle(state.query)} at equal age`, "label")]
    : heatLegend(heat.all, state.heat, theme, (value) => formatCell(value, prepared.format, prepared));
  const isUnplanned = state.query.compare === planComparison && !prepared.hasComparison;
  const notes = [
    ...(isUnplanned ? ["the plan has no line for these cells"] : []),
    ...(prepared.marks.events ? [`${eventMark} event`] : []),
    ...(prepared.marks.projected ? ["≈ projected"] : []),
    ...(prepared.marks.incomplete ? [`* incomplete${prepared.marks.projected ? "" : ", in no average"}`] : []),
    ...(prepared.marks.otherCohorts ? ["~ lower: other cohorts"] : []),
    ...(prepared.marks.small ? [`grey: n under ${smallCohort}`] : []),
    ...(prepared.customersWidth < 9 ? ["n: customers"] : []),
  ];
  return fitLine([seg("  "), ...legend, seg(`  ${notes.join("  ")}`, "label")], layout.gridWidth);
}
