import { cell } from "../../../domain/cell.ts";
import type { GridRow } from "../../../domain/cohort.ts";
import { formatCell, formatChange, formatNumber } from "../../../domain/format.ts";
import { fact } from "../../widgets/frame.ts";
import { fitLine, type Line, seg, wrapText } from "../../widgets/line.ts";
import { type ChartSeries, lineChart } from "../../widgets/line-chart.ts";
import { yearBefore } from "./flip.ts";
import type { GridView } from "./grid-view.ts";
import { cellAt, cellsOf, smallCohort } from "./prepared.ts";

/** What belongs to the cell under the cursor: value, customers, completeness, the year before, the row's curve. */
export function paneLines(view: GridView, width: number, height: number): readonly Line[] {
  const { prepared, state } = view;
  const found = cellAt(prepared, state.cursor.row, state.cursor.column);
  if (found === undefined) return [];
  const options = { currency: view.currency };
  const column = prepared.headers[state.cursor.column] ?? found.column;
  const before = rowBefore(view, found.row.key);
  const beforeCell = before?.cells[state.cursor.column];
  const head: readonly Line[] = [
    fitLine([seg(cell(found.row.label), "strong"), seg("  ·  ", "rule"), seg(column, "strong")], width),
    ...wrapText(cell(prepared.measure?.label ?? state.query.measure).toLowerCase(), width).map((text) =>
      fitLine([seg(text, "label")], width),
    ),
    [],
  ];
  if (found.cell?.value === undefined) {
    return [
      ...head,
      ...wrapText("No customer of this cohort can be here yet.", width).map((text): Line => [seg(text, "label")]),
    ];
  }
  const change = changeOf(found.cell.value, beforeCell?.complete === true ? beforeCell.value : undefined);
  const shown = formatChange(change, "percent", { better: prepared.measure?.better ?? "higher" });
  const facts: readonly Line[] = [
    fact("value", formatNumber(found.cell.value, prepared.format, options), width, "strong"),
    fact("customers", formatNumber(found.cell.customers, "count"), width),
    fact(
      "complete",
      found.cell.complete ? "yes" : "no, still growing",
      width,
      found.cell.complete ? "text" : "incomplete",
    ),
    ...(before === undefined
      ? []
      : [fact("year before", formatNumber(beforeCell?.value, prepared.format, options) || "-", width)]),
    ...(shown.text === "" ? [] : [fact("change", shown.text, width, shown.tone)]),
    ...(found.cell.customers < smallCohort ? [fact("", `under ${smallCohort} customers: noise`, width, "muted")] : []),
    [],
  ];
  const used = head.length + facts.length;
  return [...head, ...facts, ...curve(view, found.row, before, width, Math.min(9, height - used - 4))];
}

function rowBefore(view: GridView, key: string): GridRow | undefined {
  const { query } = view.state;
  const wanted = query.compare === undefined || query.compare === "year" ? yearBefore(key) : query.compare;
  return wanted === key ? undefined : view.prepared.grid.rows.find((row) => row.key === wanted);
}

function changeOf(value: number, before: number | undefined): number | undefined {
  return before === undefined || before === 0 ? undefined : (value - before) / Math.abs(before);
}

function curve(
  view: GridView,
  row: GridRow,
  before: GridRow | undefined,
  width: number,
  height: number,
): readonly Line[] {
  const { prepared } = view;
  if (height < 3 || prepared.grid.columns.length < 3) return [];
  const values = (of: GridRow) =>
    cellsOf(of, prepared.grid).map((one) => (one?.complete === true ? one.value : undefined));
  const series: readonly ChartSeries[] = [
    { label: cell(row.label), style: "series1", values: values(row) },
    ...(before === undefined ? [] : [{ label: cell(before.label), style: "series2" as const, values: values(before) }]),
  ];
  const ends = [prepared.headers[0] ?? "", prepared.headers.at(-1) ?? ""] as const;
  return lineChart(series, { width, height, ends, format: (value) => formatCell(value, prepared.format) });
}
