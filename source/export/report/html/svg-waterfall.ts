import type { FigureTotal, WaterfallBar, WaterfallFigure } from "../document.ts";
import { bar, label, line, type Place, svg } from "./svg.ts";
import { type Html, lines } from "./tag.ts";

interface Layout {
  readonly width: number;
  readonly row: number;
  readonly plot: readonly [from: number, to: number];
  /** Where a bar begins below the top of its row. */
  readonly barTop: number;
  readonly barHeight: number;
  readonly isNarrow: boolean;
}

const wide: Layout = { width: 960, row: 34, plot: [262, 868], barTop: 8, barHeight: 15, isNarrow: false };
const narrow: Layout = { width: 360, row: 50, plot: [2, 358], barTop: 22, barHeight: 15, isNarrow: true };

/** The bridge twice: for wide pages and for phones; the style sheet shows one of them. */
export function waterfallSvg(figure: WaterfallFigure): Html {
  return lines([draw(figure, wide, "wide"), draw({ ...figure, id: `${figure.id}-narrow` }, narrow, "narrow")]);
}

function draw(figure: WaterfallFigure, layout: Layout, style: string): Html {
  const place = placer(figure, layout);
  const rows = [totalRow(figure.from, 0, layout, place)];
  let running = figure.from.value;
  for (const [index, one] of figure.bars.entries()) {
    rows.push(barRow(one, running, index + 1, layout, place));
    running += one.contribution;
  }
  const last = figure.bars.length + 1;
  rows.push(connector(place(running), last, layout), totalRow(figure.to, last, layout, place));
  const height = (last + 1) * layout.row + 4;
  const zero = line(place(0), 0, place(0), height, "axis");
  return svg(figure, { width: layout.width, height }, `waterfall ${style}`, [zero, ...rows]);
}

/** From a value to its x; the scale holds zero, all running totals and all whiskers. */
function placer({ from, to, bars }: WaterfallFigure, { plot }: Layout): Place {
  const reached = [0, from.value, to.value];
  let running = from.value;
  for (const { contribution, interval, order } of bars) {
    reached.push(running + contribution, ...[...(interval ?? []), ...(order ?? [])].map((end) => running + end));
    running += contribution;
  }
  const [low, high] = [Math.min(...reached), Math.max(...reached)];
  return (value) => plot[0] + ((value - low) / (high - low || 1)) * (plot[1] - plot[0]);
}

function totalRow(total: FigureTotal, index: number, layout: Layout, place: Place): Html {
  const top = index * layout.row;
  const y = top + (layout.isNarrow ? 14 : 20);
  return lines([
    label(layout.isNarrow ? 2 : 0, y, total.label, { style: "strong", most: 30 }),
    layout.isNarrow
      ? label(358, y, total.text, { style: "strong num", anchor: "end" })
      : label(place(total.value) + 8, y, total.text, { style: "strong num" }),
    bar(place(0), place(total.value), top + layout.barTop, layout.barHeight, "total"),
  ]);
}

function barRow(one: WaterfallBar, start: number, index: number, layout: Layout, place: Place): Html {
  const top = index * layout.row;
  const y = top + (layout.isNarrow ? 14 : 20);
  const end = start + one.contribution;
  const tone = one.contribution < 0 ? "loss" : "gain";
  const middle = top + layout.barTop + layout.barHeight / 2;
  const below = top + layout.barTop + layout.barHeight + 4;
  return lines([
    connector(place(start), index, layout),
    label(layout.isNarrow ? 2 : 0, y, one.label, { most: 30 }),
    label(layout.isNarrow ? 358 : 236, y, one.text, { style: `num ${tone}-ink`, anchor: "end" }),
    bar(place(start), place(end), top + layout.barTop, layout.barHeight, tone),
    one.order && line(place(start + one.order[0]), below, place(start + one.order[1]), below, `order ${tone}-line`),
    one.interval && whisker(place(start + one.interval[0]), place(start + one.interval[1]), middle),
  ]);
}

function whisker(low: number, high: number, y: number): Html {
  return lines([
    line(low, y, high, y, "whisker"),
    line(low, y - 4, low, y + 4, "whisker"),
    line(high, y - 4, high, y + 4, "whisker"),
  ]);
}

/** From the end of the row before to the start of this one. */
function connector(x: number, index: number, layout: Layout): Html {
  const from = (index - 1) * layout.row + layout.barTop + layout.barHeight;
  return line(x, from, x, index * layout.row + layout.barTop, "connector");
}
