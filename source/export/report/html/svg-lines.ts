import type { FigureLine, LinesFigure } from "../document.ts";
import { type Scale, scaleOf } from "./scale.ts";
import { at, dot, label, line, type Place, svg } from "./svg.ts";
import { type Html, html, lines } from "./tag.ts";

const size = { width: 380, height: 214 };
const plot = { left: 60, right: 336, top: 12, bottom: 182 };
const months = ["J", "F", "M", "A", "M", "J", "J", "A", "S", "O", "N", "D"];

/**
 * One line per year over its months; the years' names are at the ends of their lines, the months compared have dots, and the
 * months in which events began a mark on the axis.
 */
export function linesSvg(figure: LinesFigure): Html {
  const values = figure.lines.flatMap((one) => one.points.flatMap(({ value }) => (value === null ? [] : [value])));
  const scale = scaleOf(values);
  const y = (value: number) =>
    plot.bottom - ((value - scale.low) / (scale.high - scale.low || 1)) * (plot.bottom - plot.top);
  const last = figure.lines.length - 1;
  const content = [
    ...gridLines(scale, y, figure.format),
    ...months.map((name, index) => label(x(index), plot.bottom + 18, name, { style: "tick", anchor: "middle" })),
    ...figure.lines.map((one, index) => yearLine(one, index === last ? "now" : "then", figure.marked, y)),
    ...yearNames(figure.lines, y),
    ...figure.events.map(({ month, text }) => eventTick(x(indexOf(month)), text)),
  ];
  return svg(figure, size, "lines", content);
}

/** The mark of an event, with its day and name where the pointer rests on it. */
function eventTick(place: number, text: string): Html {
  const [left, middle, right] = [at(place - 4), at(place), at(place + 4)];
  const [top, axis, bottom] = [at(plot.bottom - 5), at(plot.bottom), at(plot.bottom + 5)];
  return html`<path class="event" d="M${left} ${axis}L${middle} ${top}L${right} ${axis}L${middle} ${bottom}Z"><title>${text}</title></path>`;
}

function x(monthIndex: number): number {
  return plot.left + ((plot.right - plot.left) / 11) * monthIndex;
}

function indexOf(month: string): number {
  return Number(month.slice(5, 7)) - 1;
}

function gridLines({ ticks }: Scale, y: Place, format: LinesFigure["format"]): readonly Html[] {
  return ticks.flatMap((tick, index) => [
    line(plot.left - 6, y(tick), plot.right + 6, y(tick), index === 0 ? "axis" : "grid"),
    label(plot.left - 11, y(tick) + 4, format(tick), { style: "tick num", anchor: "end", most: 10 }),
  ]);
}

/** A gap in the values is a gap in the line. */
function yearLine({ points }: FigureLine, style: string, marked: readonly string[], y: Place): Html {
  const paths: string[] = [];
  let isOpen = false;
  for (const { month, value } of points) {
    if (value !== null) paths.push(`${isOpen ? "L" : "M"}${at(x(indexOf(month)))} ${at(y(value))}`);
    isOpen = value !== null;
  }
  const dots = points.flatMap(({ month, value }) =>
    value === null || !(marked.includes(month) || points.length === 1)
      ? []
      : [dot(x(indexOf(month)), y(value), 3.5, `dot ${style}-fill`)],
  );
  return lines([html`<path class="${style}" d="${paths}"/>`, dots]);
}

/** Names of the years at the ends of their lines, moved apart if they would touch. */
function yearNames(years: readonly FigureLine[], y: Place): readonly Html[] {
  const ends = years.flatMap((one, index) => {
    const end = one.points.findLast(({ value }) => value !== null);
    if (!end || end.value === null) return [];
    const style = index === years.length - 1 ? "now-ink" : "then-ink";
    return [{ name: one.label, x: x(indexOf(end.month)) + 9, y: y(end.value) + 4, style }];
  });
  const placed: { x: number; y: number }[] = [];
  return ends.map((end) => {
    const touches = placed.some((other) => Math.abs(other.y - end.y) < 12 && Math.abs(other.x - end.x) < 34);
    const top = touches ? end.y - 13 : end.y;
    placed.push({ x: end.x, y: top });
    return label(end.x, top, end.name, { style: `year ${end.style}`, most: 6 });
  });
}
