import { fitTo, widthOf } from "../../domain/width.ts";
import type { Style } from "../theme/theme.ts";
import { fitLine, type Line, type Segment, seg } from "./line.ts";

export interface WaterfallBar {
  readonly label: string;
  readonly contribution: number;
  /** Ends of the interval of the contribution; absent: no whiskers. */
  readonly low?: number;
  readonly high?: number;
  /** Smallest and largest contribution over all orders of the bars: the order band. */
  readonly orderLow?: number;
  readonly orderHigh?: number;
  /** The running total at which it starts; absent: where the previous bar ended. */
  readonly start?: number;
  /** Numbers beside the plot, such as the interval; left out first if room is short. */
  readonly detail?: string;
  /** The end of the row, such as the verdict; only its sign if room is short. */
  readonly note: string;
  readonly noteStyle?: Style;
  readonly isChosen: boolean;
  /** Drawn without colour, because it is not a driver. */
  readonly isQuiet?: boolean;
}

export interface WaterfallOptions {
  readonly from: { readonly label: string; readonly value: number };
  readonly to: { readonly label: string; readonly value: number };
  readonly width: number;
  readonly format: (value: number) => string;
  readonly formatChange: (value: number) => string;
}

interface Layout extends WaterfallOptions {
  readonly labelWidth: number;
  readonly changeWidth: number;
  readonly totalWidth: number;
  readonly detailWidth: number;
  readonly noteWidth: number;
  readonly plotWidth: number;
  /** The position of a value in half columns of the plot. */
  readonly at: (value: number) => number;
}

interface Placed extends WaterfallBar {
  readonly start: number;
}

/**
 * From the base value to the compared one, one row per bar: name, contribution, the step drawn from one running total to
 * the next with the interval of its end as whiskers `├─┤` and its order band shaded, the running total, a note.
 */
export function waterfall(bars: readonly WaterfallBar[], options: WaterfallOptions): readonly Line[] {
  let running = options.from.value;
  const placed = bars.map((bar): Placed => {
    const start = bar.start ?? running;
    running = start + bar.contribution;
    return { ...bar, start };
  });
  const layout = layOut(placed, options);
  return [totalRow(options.from, layout), ...placed.map((bar) => barRow(bar, layout)), totalRow(options.to, layout)];
}

const minPlot = 24;

function layOut(bars: readonly Placed[], options: WaterfallOptions): Layout {
  const { from, to, width } = options;
  const labels = [from.label, to.label, ...bars.map((bar) => bar.label)];
  const labelWidth = Math.min(Math.max(...labels.map(widthOf)), Math.max(12, Math.floor(width * 0.36)));
  const changeWidth = Math.max(0, ...bars.map((bar) => widthOf(options.formatChange(bar.contribution))));
  const ends = [from.value, to.value, ...bars.map((bar) => bar.start + bar.contribution)];
  const totalWidth = Math.max(...ends.map((total) => widthOf(options.format(total))));
  let left = width - labelWidth - changeWidth - totalWidth - 6 - minPlot;
  const take = (texts: readonly string[]) => {
    const wide = Math.max(0, ...texts.map(widthOf));
    if (wide === 0 || wide + 2 > left) return 0;
    left -= wide + 2;
    return wide;
  };
  const signWidth = take(bars.map((bar) => signOf(bar.note)));
  const detailWidth = take(bars.map((bar) => bar.detail ?? ""));
  const more = take(bars.map((bar) => bar.note.slice(signOf(bar.note).length)));
  const noteWidth = more > 0 ? signWidth + more : signWidth;
  const plotWidth = Math.max(8, left + minPlot + (more > 0 ? 2 : 0));
  return {
    ...options,
    labelWidth,
    changeWidth,
    totalWidth,
    detailWidth,
    noteWidth,
    plotWidth,
    at: scaleOf(bars, options, plotWidth * 2),
  };
}

function scaleOf(bars: readonly Placed[], { from, to }: WaterfallOptions, halves: number): Layout["at"] {
  const reached = [from.value, to.value, ...bars.flatMap(reachOf)];
  const low = Math.min(0, ...reached);
  const high = Math.max(0, ...reached);
  return (value) => ((value - low) / (high - low || 1)) * halves;
}

function reachOf({ start, contribution, low, high, orderLow, orderHigh }: Placed): readonly number[] {
  const ends = [contribution, low, high, orderLow, orderHigh].filter((end): end is number => end !== undefined);
  return [start, ...ends.map((end) => start + end)];
}

/** The first character of a note is its sign. */
function signOf(note: string): string {
  return [...note][0] ?? "";
}

function totalRow(total: { readonly label: string; readonly value: number }, layout: Layout): Line {
  const cells = blankCells(layout);
  fillBar(cells, layout.at(0), layout.at(total.value), "label");
  return fitLine(
    [
      seg(fitTo(total.label, layout.labelWidth), "strong"),
      seg(" ".repeat(layout.changeWidth + 4)),
      ...cells,
      seg(`  ${fitTo(layout.format(total.value), layout.totalWidth, "right")}`, "strong"),
    ],
    layout.width,
  );
}

function barRow(bar: Placed, layout: Layout): Line {
  const tone: Style = bar.contribution > 0 ? "gain" : "loss";
  const style = bar.isQuiet === true || bar.contribution === 0 ? "label" : tone;
  const end = layout.format(bar.start + bar.contribution);
  const detail = layout.detailWidth > 0 ? `  ${fitTo(bar.detail ?? "", layout.detailWidth, "right")}` : "";
  return fitLine(
    [
      seg(fitTo(bar.label, layout.labelWidth), bar.isChosen ? "focus" : "text"),
      seg(`  ${fitTo(layout.formatChange(bar.contribution), layout.changeWidth, "right")}  `, style),
      ...plotOf(bar, style, layout),
      seg(`  ${fitTo(end, layout.totalWidth, "right")}${detail}`, "label"),
      ...(layout.noteWidth > 0 ? noteOf(bar, layout.noteWidth) : []),
    ],
    layout.width,
  );
}

function noteOf({ note, noteStyle }: Placed, width: number): Line {
  const sign = signOf(note);
  return [seg(`  ${sign}`, noteStyle ?? "label"), seg(fitTo(note.slice(sign.length), width - widthOf(sign)), "label")];
}

function plotOf(bar: Placed, style: Style, layout: Layout): readonly Segment[] {
  const cells = blankCells(layout);
  const column = (value: number) => Math.max(0, Math.min(layout.plotWidth - 1, Math.floor(layout.at(value) / 2)));
  const end = bar.start + bar.contribution;
  const isBar = fillBar(cells, layout.at(bar.start), layout.at(end), style);
  if (bar.orderLow !== undefined && bar.orderHigh !== undefined) {
    const [from, to] = [column(bar.start + bar.orderLow), column(bar.start + bar.orderHigh)];
    for (let index = from; index <= to && to > from; index++) {
      cells[index] = isBar.has(index) ? seg("▓", style) : seg("░", style);
    }
  }
  if (bar.low === undefined || bar.high === undefined) return cells;
  const [from, to] = [column(bar.start + bar.low), column(bar.start + bar.high)];
  if (from === to) return cells;
  for (let index = from + 1; index < to; index++) if (!isBar.has(index)) cells[index] = seg("─", "strong");
  cells[from] = seg("├", "strong");
  cells[to] = seg("┤", "strong");
  return cells;
}

function blankCells({ plotWidth }: Layout): Segment[] {
  return Array.from({ length: plotWidth }, () => seg(" "));
}

/** Draws from one position to another in half columns, at least one; returns the columns that it touches. */
function fillBar(cells: Segment[], one: number, other: number, style: Style): ReadonlySet<number> {
  const most = cells.length * 2;
  const from = Math.min(most - 1, Math.round(Math.min(one, other)));
  const to = Math.max(from + 1, Math.min(most, Math.round(Math.max(one, other))));
  const touched = new Set<number>();
  for (let index = from >> 1; index * 2 < to; index++) {
    const isLeft = index * 2 >= from;
    const isRight = index * 2 + 1 < to;
    cells[index] = seg(isLeft && isRight ? "█" : isLeft ? "▌" : "▐", style);
    touched.add(index);
  }
  return touched;
}
