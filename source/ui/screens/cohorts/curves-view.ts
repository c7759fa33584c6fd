import { doubles, type Figure } from "../../../domain/amount.ts";
import { eventMark } from "../../../domain/business-event.ts";
import { cell } from "../../../domain/cell.ts";
import { stepLabel } from "../../../domain/cohort.ts";
import { firstColumn } from "../../../domain/equal-age.ts";
import { formatCell, formatNumber } from "../../../domain/format.ts";
import { fitTo } from "../../../domain/width.ts";
import type { Style } from "../../theme/theme.ts";
import { fitLine, type Line, type Segment, seg } from "../../widgets/line.ts";
import { type ChartSeries, dottedLook, type LineLook, lineChart, lookAt } from "../../widgets/line-chart.ts";
import { benchmarkByAge, benchmarkOf, completeByAge } from "./benchmark.ts";
import type { GridView } from "./grid-view.ts";
import type { PreparedGrid } from "./prepared.ts";
import { type CohortsState, maxCurves } from "./state.ts";

const styles: readonly Style[] = ["series1", "series2", "series3", "series4", "series5", "series6"];

/** A curve: a row's complete values by age, because curves are only comparable at equal age. */
export interface Curve extends Omit<ChartSeries, "values"> {
  readonly values: readonly (Figure | undefined)[];
  readonly look: LineLook;
  readonly customers: number | undefined;
}

/**
 * The curves of the marked rows or, if none is marked, of the row under the cursor and its comparison; the benchmark last,
 * dotted.
 */
export function curvesOf(prepared: PreparedGrid, state: CohortsState): readonly Curve[] {
  const { grid } = prepared;
  const here = grid.rows[state.cursor.row];
  const wanted = state.marked.length > 0 ? state.marked : [here?.key, here?.against];
  const rows = wanted.flatMap((key) => grid.rows.find((row) => row.key === key) ?? []).slice(0, maxCurves);
  const curves = rows.map((row, index): Curve => {
    const style = styles[index] ?? "text";
    const mark = prepared.eventsOf(row.key).length > 0 ? eventMark : "";
    const { customers } = row;
    return { label: `${cell(row.label)}${mark}`, style, values: completeByAge(row), customers, look: lookAt(index) };
  });
  const benchmark = benchmarkOf(prepared, state.benchmark);
  const isShown = benchmark !== undefined && !rows.some((row) => row.key === state.benchmark);
  if (!isShown || (grid.query.axis === "calendar" && state.benchmark === "all")) return curves;
  const values = benchmarkByAge(prepared, state.benchmark);
  return [...curves, { label: benchmark.label, style: "label", look: dottedLook, values, customers: undefined }];
}

/** Curves as charts draw them, up to the last age. */
export function drawnTo(last: number, curves: readonly Curve[]): readonly ChartSeries[] {
  return curves.map((curve) => ({ ...curve, values: doubles(curve.values.slice(0, last + 1)) }));
}

/** The curves over the whole body: a chart with the age under the cursor highlighted, and the values at that age. */
export function curvesLines(view: GridView, width: number, height: number): readonly Line[] {
  const { prepared, state } = view;
  const curves = curvesOf(prepared, state);
  const age = ageOf(view);
  const rows = curves.filter((curve) => curve.customers !== undefined);
  const last = Math.max(
    1,
    ...(rows.length > 0 ? rows : curves).map((curve) => curve.values.findLastIndex((value) => value !== undefined)),
  );
  const cut = drawnTo(last, curves);
  const step = (index: number) => stepLabel(prepared.grid.query, index);
  const table = [...curves.map((curve) => valueLine(curve, age, view, width))];
  const chart = lineChart(cut, {
    width: width - 2,
    height: Math.max(4, height - table.length - 5),
    ends: [step(0), step(last)],
    format: (value) => formatCell(value, prepared.format, prepared),
    marker: Math.min(age, last),
    ticks: eventAges(view),
    hasEndLabels: true,
  });
  const how = state.marked.length > 0 ? "marked rows" : "this row and what it is compared with; Space marks others";
  return [
    fitLine([seg(" curves ", "strong"), seg(`by age, complete periods only  ·  ${how}`, "label")], width),
    ...chart.map((line) => fitLine([seg(" "), ...line], width)),
    fitLine([], width),
    fitLine([seg(` at ${step(age)}`, "accent")], width),
    ...table,
  ];
}

/** In calendar time, the ages of the row under the cursor at which events began. */
function eventAges({ prepared, state }: GridView): readonly number[] {
  const { grid } = prepared;
  const row = grid.rows[state.cursor.row];
  if (row === undefined || grid.query.axis === "tenure") return [];
  const first = firstColumn(row);
  return grid.columns.flatMap(({ key }, column) =>
    column >= first && prepared.eventsOf(key).length > 0 ? [column - first] : [],
  );
}

/** The age under the cursor: the column on the tenure axis, otherwise the number of columns since the row's first one. */
function ageOf({ prepared, state }: GridView): number {
  const row = prepared.grid.rows[state.cursor.row];
  const first = row === undefined || prepared.grid.query.axis === "tenure" ? 0 : firstColumn(row);
  return Math.max(0, state.cursor.column - first);
}

function valueLine(curve: Curve, age: number, { prepared, currency }: GridView, width: number): Line {
  const value = formatNumber(curve.values[age], prepared.format, { currency });
  const customers = curve.customers === undefined ? "" : `n ${formatCell(curve.customers, "count")}`;
  const mark: Segment = seg(` ${curve.look.mark} `, curve.style);
  return fitLine(
    [
      mark,
      seg(fitTo(curve.label, 20)),
      seg(fitTo(value === "" ? "-" : value, 12, "right"), "strong"),
      seg(`   ${customers}`, "label"),
    ],
    width,
  );
}
