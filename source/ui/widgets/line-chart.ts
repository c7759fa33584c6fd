import { eventMark } from "../../domain/business-event.ts";
import { fitTo, widthOf } from "../../domain/width.ts";
import type { Style } from "../theme/theme.ts";
import { type Line, type Segment, seg } from "./line.ts";

export interface ChartSeries {
  readonly label: string;
  readonly style: Style;
  /** One value per step of the horizontal axis; missing values are gaps. */
  readonly values: readonly (number | null | undefined)[];
  /** How the line differs from others without colour; absent: by its position among them. */
  readonly look?: LineLook;
}

/** A mark for legends, and the dots drawn and skipped along the line; no dash: solid. */
export interface LineLook {
  readonly mark: string;
  readonly dash?: readonly [on: number, off: number];
}

/** Looks of lines side by side, in order. */
export const lineLooks: readonly [LineLook, ...LineLook[]] = [
  { mark: "━━" },
  { mark: "╌╌", dash: [3, 1] },
  { mark: "━╌", dash: [7, 2] },
  { mark: "╍╍", dash: [4, 3] },
  { mark: "━·", dash: [10, 1] },
  { mark: "╴╴", dash: [2, 4] },
];

/** The benchmark that lines are compared with. */
export const dottedLook: LineLook = { mark: "··", dash: [1, 2] };

/** The look of the line at a position among others. */
export function lookAt(index: number): LineLook {
  return lineLooks[index % lineLooks.length] ?? lineLooks[0];
}

export interface ChartOptions {
  readonly width: number;
  readonly height: number;
  readonly format: (value: number) => string;
  /** Labels of the first and the last step. */
  readonly ends: readonly [string, string];
  /** Step of the horizontal axis to highlight. */
  readonly marker?: number;
  /** Steps to mark below the horizontal axis, where something happened. */
  readonly ticks?: readonly number[];
  /** Names lines at their right end instead of in a legend below. */
  readonly hasEndLabels?: boolean;
  /** Whether the lines are named below; absent: they are. */
  readonly hasLegend?: boolean;
}

/** Bits of the braille pattern, by column and row within a cell. */
const dots = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
] as const;

/**
 * Lines in braille (2 x 4 dots a cell) with the ends of the axes labelled and a legend: `height` rows for the plot, one for the
 * ends of the horizontal axis, one for the legend. Zero is always in view, so that heights are comparable.
 */
export function lineChart(given: readonly ChartSeries[], options: ChartOptions): readonly Line[] {
  const series = given.map((one, index) => ({ ...one, look: one.look ?? lookAt(index) }));
  const known = series.flatMap((one) => one.values.filter((value): value is number => isKnown(value)));
  if (known.length === 0) return [[seg("no data to draw", "muted")]];
  const [low, high] = rangeOf(known);
  const labels = [options.format(high), options.format(low)];
  const gutter = Math.max(...labels.map(widthOf)) + 1;
  const names = options.hasEndLabels === true ? Math.max(...series.map((one) => widthOf(one.label))) + 2 : 0;
  const plotWidth = Math.max(4, options.width - gutter - 1 - names);
  const room: Plot = { low, high, width: plotWidth, height: options.height };
  const plot = series.map((one) => drawSeries(one, room));
  const endings = names > 0 ? endLabels(series, room) : [];
  const middle = options.height >= 9 ? Math.floor(options.height / 2) : -1;
  const rows = Array.from({ length: options.height }, (_, row): Line => {
    const between = options.format(high - ((high - low) * (row + 0.5)) / options.height);
    const label = row === 0 ? labels[0] : row === options.height - 1 ? labels[1] : row === middle ? between : "";
    const edge = label === "" ? "│" : "┤";
    return [
      seg(fitTo(label ?? "", gutter - 1, "right"), "label"),
      seg(` ${edge}`, "rule"),
      ...plotRow(series, plot, row, markerColumn(options.marker, series, plotWidth)),
      ...(endings[row] ?? []),
    ];
  });
  const ticks = (options.ticks ?? []).map((step) => markerColumn(step, series, plotWidth));
  const axis = axisEnds(options.ends, gutter, plotWidth, new Set(ticks));
  return names > 0 || options.hasLegend === false ? [...rows, axis] : [...rows, axis, legend(series, gutter)];
}

/** Names of the lines beside their last value, moved apart where they would overlap. */
function endLabels(series: readonly DrawnSeries[], plot: Plot): readonly Line[] {
  const rows: Line[] = Array.from({ length: plot.height }, () => []);
  const wanted = series
    .map((one) => ({ one, last: one.values.findLast(isKnown) }))
    .filter((entry) => entry.last !== undefined)
    .map(({ one, last }) => ({ one, row: rowOf(last ?? 0, plot) }))
    .sort((first, second) => first.row - second.row);
  wanted.forEach(({ one, row }, index) => {
    const at = Math.min(Math.max(row, index), plot.height - (wanted.length - index));
    const free = rows.findIndex((line, candidate) => candidate >= at && line.length === 0);
    if (free >= 0) rows[free] = [seg(" "), seg(`${one.look.mark[0]}${one.label}`, one.style)];
  });
  return rows;
}

function rowOf(value: number, plot: Plot): number {
  return Math.max(
    0,
    Math.min(plot.height - 1, Math.floor((1 - (value - plot.low) / (plot.high - plot.low)) * plot.height)),
  );
}

function markerColumn(marker: number | undefined, series: readonly ChartSeries[], width: number): number {
  if (marker === undefined) return -1;
  const last = Math.max(1, ...series.map((one) => one.values.length - 1));
  return Math.round((marker / last) * (width * 2 - 1)) >> 1;
}

interface Plot {
  readonly low: number;
  readonly high: number;
  readonly width: number;
  readonly height: number;
}

type DrawnSeries = ChartSeries & { readonly look: LineLook };

function drawSeries({ values, look: { dash } }: DrawnSeries, plot: Plot): readonly (readonly number[])[] {
  const grid = Array.from({ length: plot.height }, () => new Array<number>(plot.width).fill(0));
  const last = Math.max(1, values.length - 1);
  const at = (index: number, value: number): readonly [number, number] => [
    Math.round((index / last) * (plot.width * 2 - 1)),
    Math.round((1 - (value - plot.low) / (plot.high - plot.low)) * (plot.height * 4 - 1)),
  ];
  let drawn = 0;
  const isDrawn = () => dash === undefined || drawn++ % (dash[0] + dash[1]) < dash[0];
  values.forEach((value, index) => {
    if (!isKnown(value)) return;
    const from = at(index, value);
    const next = values[index + 1];
    for (const [x, y] of isKnown(next) ? between(from, at(index + 1, next)) : [from]) if (isDrawn()) setDot(grid, x, y);
  });
  return grid;
}

function setDot(grid: number[][], x: number, y: number): void {
  const row = grid[y >> 2];
  if (row !== undefined) row[x >> 1] = (row[x >> 1] ?? 0) | (dots[x % 2 === 0 ? 0 : 1][(y % 4) as 0 | 1 | 2 | 3] ?? 0);
}

function between(
  from: readonly [number, number],
  to: readonly [number, number],
): readonly (readonly [number, number])[] {
  const steps = Math.max(1, Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]));
  return Array.from({ length: steps + 1 }, (_, index) => [
    Math.round(from[0] + ((to[0] - from[0]) * index) / steps),
    Math.round(from[1] + ((to[1] - from[1]) * index) / steps),
  ]);
}

function plotRow(
  series: readonly ChartSeries[],
  plots: readonly (readonly (readonly number[])[])[],
  row: number,
  marker: number,
): Line {
  const width = plots[0]?.[row]?.length ?? 0;
  const cells: Segment[] = [];
  for (let column = 0; column < width; column++) {
    let pattern = 0;
    let owner = -1;
    plots.forEach((plot, index) => {
      const part = plot[row]?.[column] ?? 0;
      if (part !== 0 && owner < 0) owner = index;
      pattern |= part;
    });
    if (pattern === 0 && column === marker) cells.push(seg("┊", "rule"));
    else cells.push(seg(pattern === 0 ? " " : String.fromCodePoint(0x2800 + pattern), series[owner]?.style ?? "text"));
  }
  return cells;
}

/** The labels of both ends, and the ticks between them; those below a label stand beside it. */
function axisEnds([first, last]: readonly [string, string], gutter: number, width: number, ticks: ReadonlySet<number>) {
  const [begin, end] = [widthOf(first), Math.max(widthOf(first) + 1, width - widthOf(last))];
  const shown = new Set([...ticks].map((at) => Math.min(Math.max(at, begin), end - 1)));
  const between = Array.from({ length: end - begin }, (_, index) => {
    return shown.has(begin + index) ? seg(eventMark, "accent") : seg(" ");
  });
  return [seg(" ".repeat(gutter + 1)), seg(first, "label"), ...between, seg(last, "label")];
}

function legend(series: readonly DrawnSeries[], gutter: number): Line {
  return [
    seg(" ".repeat(gutter + 1)),
    ...series.flatMap((one): Line => [seg(`${one.look.mark} `, one.style), seg(`${one.label}   `, "label")]),
  ];
}

function rangeOf(values: readonly number[]): readonly [number, number] {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  return low === high ? [0, 1] : [low, high];
}

function isKnown(value: number | null | undefined): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
