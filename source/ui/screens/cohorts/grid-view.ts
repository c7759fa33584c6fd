import { fitTo } from "../../../domain/cell.ts";
import { formatCell, formatChange } from "../../../domain/format.ts";
import type { Style, Theme } from "../../theme/theme.ts";
import { type HeatRange, heatLegend, heatLook, heatRange, heatStep } from "../../widgets/heatmap.ts";
import { fitLine, type Line, paint, type Segment, seg } from "../../widgets/line.ts";
import { sparkline } from "../../widgets/sparkline.ts";
import { type GridLayout, layOutGrid } from "./layout.ts";
import { cellsOf, type PreparedGrid, smallCohort } from "./prepared.ts";
import type { CohortsState } from "./state.ts";

export interface GridView {
  readonly prepared: PreparedGrid;
  readonly state: CohortsState;
  readonly size: { readonly columns: number; readonly rows: number };
  readonly theme: Theme;
  readonly isStale: boolean;
  readonly currency: string;
}

/** Painted rows by what they show; a cursor that moves repaints two of them. */
export type RowCache = Map<string, string>;

/** The grid as painted rows: header, cohorts in view, rule, weighted row, legend. */
export function gridLines(view: GridView, cache: RowCache): readonly string[] {
  const { prepared, state, theme } = view;
  const layout = layOutGrid(prepared, state, view.size);
  const heat = heatScales(prepared, state);
  const { top, left, row: cursorRow, column: cursorColumn } = state.cursor;
  const first = Math.min(left, Math.max(0, prepared.grid.columns.length - layout.visibleColumns));
  const rows = Array.from({ length: layout.visibleRows }, (_, index) => top + index)
    .filter((index) => index < prepared.grid.rows.length)
    .map((index) => {
      const cursor = index === cursorRow ? cursorColumn : -1;
      const key = `${index}|${cursor}|${first}|${layout.visibleColumns}|${layout.gridWidth}|${state.heat}|${view.isStale}`;
      const known = cache.get(key);
      if (known !== undefined) return known;
      const painted = paint(gridRow(view, layout, heat, index, first, cursor), theme);
      if (cache.size > 5000) cache.clear();
      cache.set(key, painted);
      return painted;
    });
  return [
    paint(headerRow(view, layout, first), theme),
    ...rows,
    paint([seg("─".repeat(layout.gridWidth), "rule")], theme),
    paint(gridRow(view, layout, heat, prepared.grid.rows.length, first, -1), theme),
    paint(legendRow(view, layout, heat), theme),
  ];
}

interface HeatScales {
  readonly all: HeatRange | undefined;
  readonly rows: readonly (HeatRange | undefined)[];
  readonly columns: readonly (HeatRange | undefined)[];
}

function heatScales(prepared: PreparedGrid, state: CohortsState): HeatScales {
  const values = prepared.grid.rows.map((row) => cellsOf(row, prepared.grid).map(countedValue));
  if (state.heat === "row") return { all: undefined, rows: values.map(heatRange), columns: [] };
  if (state.heat === "column") {
    const columns = prepared.grid.columns.map((_, column) => heatRange(values.map((row) => row[column])));
    return { all: undefined, rows: [], columns };
  }
  return { all: state.heat === "grid" ? heatRange(values.flat()) : undefined, rows: [], columns: [] };
}

function countedValue(one: { value: number | undefined; complete: boolean; customers: number } | undefined) {
  return one?.complete === true && one.customers >= smallCohort ? one.value : undefined;
}

function headerRow(view: GridView, layout: GridLayout, first: number): Line {
  const { prepared, state } = view;
  const title = state.query.split === undefined ? "acquired" : state.query.split.replaceAll("_", " ");
  const cells = prepared.headers.slice(first, first + layout.visibleColumns).map((text, index): Segment => {
    const isCursor = first + index === state.cursor.column;
    return seg(`${fitTo(text, prepared.cellWidth + 1, "right")} `, isCursor ? "accent" : "label");
  });
  const isCut = first + layout.visibleColumns < prepared.grid.columns.length;
  const trend = layout.trendWidth > 0 ? `  ${fitTo("trend", layout.trendWidth - 2)}` : "";
  const against = layout.comparisonWidth > 0 ? fitTo(comparisonTitle(view), layout.comparisonWidth, "right") : "";
  return fitLine(
    [
      seg(`${first > 0 ? "‹" : " "} `, "accent"),
      seg(fitTo(title, prepared.labelWidth), "label"),
      seg(fitTo("customers", prepared.customersWidth + 2, "right"), "label"),
      seg(" "),
      ...cells,
      seg(isCut ? "›" : " ", "accent"),
      seg(`${trend}${against}`, "label"),
    ],
    layout.gridWidth,
  );
}

function comparisonTitle(view: GridView): string {
  const against = view.state.query.compare;
  return against === "year" ? "vs year ago" : `vs ${against ?? ""}`;
}

function gridRow(
  view: GridView,
  layout: GridLayout,
  heat: HeatScales,
  index: number,
  first: number,
  cursorColumn: number,
): Line {
  const { prepared } = view;
  const isTotal = index === prepared.grid.rows.length;
  const isCursorRow = cursorColumn >= 0;
  const base: Style = view.isStale ? "muted" : isTotal ? "strong" : "text";
  const columns = Array.from({ length: layout.visibleColumns }, (_, offset) => first + offset);
  return fitLine(
    [
      seg(isCursorRow ? "▸ " : "  ", "accent"),
      seg(fitTo(isTotal ? "all" : (prepared.labels[index] ?? ""), prepared.labelWidth), isCursorRow ? "chosen" : base),
      seg(
        fitTo(prepared.customers[index] ?? "", prepared.customersWidth + 2, "right"),
        view.isStale ? "muted" : "label",
      ),
      seg(" "),
      ...columns.flatMap((column) => cellSegments(view, heat, index, column, column === cursorColumn, base)),
      seg(" "),
      ...tailSegments(view, layout, index),
    ],
    layout.gridWidth,
  );
}

function cellSegments(
  view: GridView,
  heat: HeatScales,
  row: number,
  column: number,
  isCursor: boolean,
  base: Style,
): readonly Segment[] {
  const { prepared, state, theme } = view;
  const source = prepared.grid.rows[row] ?? prepared.grid.total;
  const found = source.cells[column];
  const text = fitTo(prepared.texts[row]?.[column] ?? "", prepared.cellWidth, "right");
  const mark = found !== undefined && found.value !== undefined && !found.complete ? "*" : " ";
  if (isCursor) return [seg(` ${text}${mark}`, "focus")];
  if (view.isStale || found === undefined || row === prepared.grid.rows.length) return [seg(` ${text}${mark}`, base)];
  if (!found.complete) return [seg(` ${text}${mark}`, "incomplete")];
  if (found.customers < smallCohort) return [seg(` ${text}${mark}`, "muted")];
  const range = state.heat === "row" ? heat.rows[row] : state.heat === "column" ? heat.columns[column] : heat.all;
  const look = heatLook(heatStep(found.value, range, theme.heatSteps), theme);
  return [seg(`${look.glyph}${text}${mark}`, look.style)];
}

function tailSegments(view: GridView, layout: GridLayout, index: number): readonly Segment[] {
  const { prepared } = view;
  const row = prepared.grid.rows[index] ?? prepared.grid.total;
  const tail: Segment[] = [];
  if (layout.trendWidth > 0) {
    const values = cellsOf(row, prepared.grid).map((one) => (one?.complete === true ? one.value : undefined));
    tail.push(seg(`  ${sparkline(values, layout.trendWidth - 2)}`, view.isStale ? "muted" : "label"));
  }
  if (layout.comparisonWidth > 0) {
    const better = prepared.measure?.better ?? "higher";
    const change = formatChange(row.comparison?.change, "percent", { better });
    tail.push(seg(fitTo(change.text, layout.comparisonWidth, "right"), view.isStale ? "muted" : change.tone));
  }
  return tail;
}

function legendRow(view: GridView, layout: GridLayout, heat: HeatScales): Line {
  const { prepared, state, theme } = view;
  const legend = heatLegend(heat.all, state.heat, theme, (value) => formatCell(value, prepared.format));
  const hasIncomplete = prepared.grid.rows.some((row) => row.cells.some((one) => one?.complete === false));
  const notes = hasIncomplete ? "   * incomplete, not in all" : "";
  return fitLine([seg("  "), ...legend, seg(notes, "label")], layout.gridWidth);
}
