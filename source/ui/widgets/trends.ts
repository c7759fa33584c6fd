import type { StepSeries } from "../../analysis/investigation.ts";
import { type BusinessEvent, type EventMonth, eventMark, eventMonths } from "../../domain/business-event.ts";
import { cell } from "../../domain/cell.ts";
import { formatNumber, formatOfUnit } from "../../domain/format.ts";
import type { Period } from "../../domain/period.ts";
import type { Filter } from "../../domain/slice.ts";
import { fitLine, type Line, seg } from "./line.ts";
import { dottedLook, lineChart, lookAt } from "./line-chart.ts";

/** A measure month by month: one line per year, over the months from January to December. */
export interface Trend {
  readonly label: string;
  readonly unit: StepSeries["unit"];
  readonly years: readonly { readonly year: string; readonly values: readonly (number | null)[] }[];
}

/** A step's series as one trend per measure, because all years of a measure belong in one chart. */
export function trendsOf(series: readonly StepSeries[]): readonly Trend[] {
  const named = series.map((one) => ({ one, name: one.label.replace(/\s*\b\d{4}$/, "") }));
  return [...Map.groupBy(named, ({ name }) => name)].map(([label, own]) => ({
    label,
    unit: own[0]?.one.unit ?? "number",
    years: own.map(({ one }) => ({ year: one.points[0]?.month.slice(0, 4) ?? "", values: byMonth(one) })),
  }));
}

/** The compared periods, if there are any, the filters, and the events, which are marked unless the filters leave them out. */
interface About {
  readonly currency: string;
  readonly filters: readonly Filter[];
  readonly events: readonly BusinessEvent[] | undefined;
  readonly base: { readonly label: string; readonly period?: Period };
  readonly compare: { readonly label: string; readonly period?: Period };
}

/** The size of the largest chart, if there is little room and if there is much. */
const small = { width: 72, height: 9 };
const large = { width: 110, height: 16 };
const largeFrom = { width: 130, height: 30 };
const minWidth = 36;
const gap = 3;

/** Charts of all trends, side by side while each is wide enough, in `height` rows altogether. */
export function trendLines(
  step: { readonly series: readonly StepSeries[]; readonly metric: string },
  about: About,
  room: { readonly width: number; readonly height: number },
): readonly Line[] {
  const trends = trendsOf(step.series);
  if (trends.length === 0) return [];
  const perRow = Math.max(1, Math.min(trends.length, Math.floor((room.width + gap) / (minWidth + gap))));
  const bands = Math.ceil(trends.length / perRow);
  const most = room.width >= largeFrom.width && room.height >= largeFrom.height ? large : small;
  const width = Math.min(most.width, Math.floor((room.width - (perRow - 1) * gap) / perRow));
  const height = Math.max(3, Math.min(most.height, Math.floor((room.height - bands + 1) / bands) - 2));
  const months = [...new Set(step.series.flatMap(({ points }) => points.map(({ month }) => month)))].sort();
  const events = eventMonths(about.events, months, about.filters);
  const charts = trends.map((trend) => chart(trend, step.metric, about, events, { width, height }));
  return Array.from({ length: bands }, (_, band) => charts.slice(band * perRow, (band + 1) * perRow)).flatMap(
    (row, band) => [...(band === 0 ? [] : [[]]), ...sideBySide(row, width)],
  );
}

function chart(
  trend: Trend,
  metric: string,
  { base, compare, currency }: About,
  events: readonly EventMonth[],
  size: { readonly width: number; readonly height: number },
): readonly Line[] {
  const [before, after] = [base.period?.to.slice(0, 4), compare.period?.from.slice(0, 4)];
  const lines = trend.years.map(({ year, values }) => {
    if (year === after) return { label: year, style: "series1", values, look: lookAt(0) } as const;
    if (year === before) return { label: year, style: "series2", values, look: lookAt(1) } as const;
    return { label: year, style: "label", values, look: dottedLook } as const;
  });
  const format = formatOfUnit(trend.unit);
  const name = cell(trend.label === "" ? metric : trend.label);
  const years = lines.flatMap((one): Line => [seg(`  ${one.look.mark} `, one.style), seg(one.label, "label")]);
  const marked = events.flatMap(({ month }): Line => [seg(`  ${eventMark} `, "accent"), seg(month, "label")]);
  return [
    [seg(name, "strong"), ...years, ...marked],
    ...lineChart(lines, {
      ...size,
      ends: ["Jan", "Dec"],
      ticks: events.map(({ month }) => indexOf(month)),
      format: (value) => formatNumber(value, format, { currency }),
      hasLegend: false,
    }),
  ];
}

function byMonth({ points }: StepSeries): readonly (number | null)[] {
  const values: (number | null)[] = new Array<number | null>(12).fill(null);
  for (const { month, value } of points) values[indexOf(month)] = value;
  return values;
}

/** 0 for January. */
function indexOf(month: string): number {
  return Number(month.slice(5, 7)) - 1;
}

function sideBySide(charts: readonly (readonly Line[])[], width: number): readonly Line[] {
  const rows = Math.max(...charts.map((lines) => lines.length));
  return Array.from(
    { length: rows },
    (_, row): Line =>
      charts.flatMap((lines, index) => [seg(index === 0 ? "" : " ".repeat(gap)), ...fitLine(lines[row] ?? [], width)]),
  );
}
