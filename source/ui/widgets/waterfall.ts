import { fitTo, widthOf } from "../../domain/cell.ts";
import type { Style } from "../theme/theme.ts";
import { fitLine, type Line, type Segment, seg } from "./line.ts";

export interface WaterfallBar {
  readonly label: string;
  readonly contribution: number;
  /** Ends of the interval of the contribution. */
  readonly low: number;
  readonly high: number;
  /** What stands at the end of the row, such as the verdict. */
  readonly note: string;
  readonly isChosen: boolean;
}

export interface WaterfallOptions {
  readonly from: { readonly label: string; readonly value: number };
  readonly to: { readonly label: string; readonly value: number };
  readonly width: number;
  readonly format: (value: number) => string;
  readonly formatChange: (value: number) => string;
  readonly betterHigher: boolean;
}

interface Layout extends WaterfallOptions {
  readonly labelWidth: number;
  readonly changeWidth: number;
  readonly totalWidth: number;
  readonly noteWidth: number;
  readonly plotWidth: number;
  readonly at: (value: number) => number;
}

/**
 * From the base value to the compared one, one row per bar: name, contribution, the step drawn from one running total to
 * the next with the interval of its end as whiskers `├─┤`, the running total, a note.
 */
export function waterfall(bars: readonly WaterfallBar[], options: WaterfallOptions): readonly Line[] {
  const layout = layOut(bars, options);
  let running = options.from.value;
  const rows = bars.map((bar) => {
    const start = running;
    running += bar.contribution;
    return barRow(bar, start, layout);
  });
  return [totalRow(options.from, layout), ...rows, totalRow(options.to, layout)];
}

function layOut(bars: readonly WaterfallBar[], options: WaterfallOptions): Layout {
  const totals = runningTotals(bars, options.from.value);
  const labels = [options.from.label, options.to.label, ...bars.map((bar) => bar.label)];
  const labelWidth = Math.min(Math.max(...labels.map(widthOf)), Math.max(12, Math.floor(options.width * 0.26)));
  const changeWidth = Math.max(0, ...bars.map((bar) => widthOf(options.formatChange(bar.contribution))));
  const totalWidth = Math.max(...totals.map((total) => widthOf(options.format(total))));
  const noteWidth = options.width < 70 ? 0 : Math.max(0, ...bars.map((bar) => widthOf(bar.note)));
  const used = labelWidth + changeWidth + totalWidth + noteWidth + (noteWidth > 0 ? 8 : 6);
  const plotWidth = Math.max(8, options.width - used);
  const reached = [...totals, ...bars.flatMap((bar, index) => endsOf(bar, totals[index] ?? 0))];
  const low = Math.min(0, ...reached);
  const high = Math.max(0, ...reached);
  const at = (value: number) => ((value - low) / (high - low || 1)) * plotWidth;
  return { ...options, labelWidth, changeWidth, totalWidth, noteWidth, plotWidth, at };
}

function runningTotals(bars: readonly WaterfallBar[], from: number): readonly number[] {
  const totals = [from];
  for (const bar of bars) totals.push((totals.at(-1) ?? 0) + bar.contribution);
  return totals;
}

function endsOf(bar: WaterfallBar, start: number): readonly number[] {
  return [start + bar.low, start + bar.high];
}

function totalRow(total: { readonly label: string; readonly value: number }, layout: Layout): Line {
  const from = Math.round(layout.at(Math.min(0, total.value)));
  const to = Math.max(from + 1, Math.round(layout.at(Math.max(0, total.value))));
  const plot = `${" ".repeat(from)}${"█".repeat(to - from)}`.padEnd(layout.plotWidth);
  return fitLine(
    [
      seg(fitTo(total.label, layout.labelWidth), "strong"),
      seg(" ".repeat(layout.changeWidth + 4)),
      seg(plot, "label"),
      seg(`  ${fitTo(layout.format(total.value), layout.totalWidth, "right")}`, "strong"),
    ],
    layout.width,
  );
}

function barRow(bar: WaterfallBar, start: number, layout: Layout): Line {
  const tone: Style = bar.contribution > 0 === layout.betterHigher ? "gain" : "loss";
  const note = layout.noteWidth > 0 ? `  ${fitTo(bar.note, layout.noteWidth)}` : "";
  return fitLine(
    [
      seg(fitTo(bar.label, layout.labelWidth), bar.isChosen ? "focus" : "text"),
      seg(`  ${fitTo(layout.formatChange(bar.contribution), layout.changeWidth, "right")}  `, tone),
      ...plotOf(bar, start, tone, layout),
      seg(`  ${fitTo(layout.format(start + bar.contribution), layout.totalWidth, "right")}`, "label"),
      seg(note, "label"),
    ],
    layout.width,
  );
}

function plotOf(bar: WaterfallBar, start: number, tone: Style, layout: Layout): readonly Segment[] {
  const cells: Segment[] = Array.from({ length: layout.plotWidth }, () => seg(" "));
  const column = (value: number) => Math.max(0, Math.min(layout.plotWidth - 1, Math.round(layout.at(value) - 0.5)));
  const put = (index: number, text: string, style: Style) => {
    cells[index] = seg(text, style);
  };
  const end = start + bar.contribution;
  const [whiskerFrom, whiskerTo] = [column(start + bar.low), column(start + bar.high)];
  const [from, to] = [column(Math.min(start, end)), column(Math.max(start, end))];
  for (let index = from; index <= to; index++) put(index, from === to ? "▌" : "█", tone);
  if (whiskerFrom < whiskerTo) {
    for (let index = whiskerFrom; index <= whiskerTo; index++) put(index, "─", "strong");
    put(whiskerFrom, "├", "strong");
    put(whiskerTo, "┤", "strong");
  }
  return cells;
}
