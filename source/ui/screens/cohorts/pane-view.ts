import type { Figure } from "../../../domain/amount.ts";
import { eventMark, printEvent } from "../../../domain/business-event.ts";
import { cell } from "../../../domain/cell.ts";
import {
  type GridCell,
  type GridRow,
  isFallOfOtherCohorts,
  isSmall,
  planComparison,
  smallCohort,
  stepLabel,
} from "../../../domain/cohort.ts";
import { cellAtAge, compareCell, comparedKey, firstColumn } from "../../../domain/equal-age.ts";
import { formatCell, formatChange, formatNumber } from "../../../domain/format.ts";
import { fact } from "../../widgets/layout.ts";
import { fitLine, type Line, seg, wrapText } from "../../widgets/line.ts";
import { lineChart } from "../../widgets/line-chart.ts";
import { curvesOf, drawnTo } from "./curves-view.ts";
import type { GridView } from "./grid-view.ts";
import { cellAt } from "./prepared.ts";

/** The details of the cell under the cursor: value, customers, completeness, the compared cell, the row's curve. */
export function paneLines(view: GridView, width: number, height: number): readonly Line[] {
  const { prepared, state } = view;
  const found = cellAt(prepared, state.cursor.row, state.cursor.column);
  if (found === undefined) return [];
  const column = prepared.headers[state.cursor.column] ?? found.column;
  const head: readonly Line[] = [
    fitLine([seg(cell(found.row.label), "strong"), seg("  ·  ", "rule"), seg(column, "strong")], width),
    ...wrapText(cell(prepared.measure?.label ?? state.query.measure).toLowerCase(), width).map((text) =>
      fitLine([seg(text, "label")], width),
    ),
    [],
  ];
  const projected = projectedFacts(view, found.row, width);
  const own =
    found.cell?.value === undefined ? (projected.length > 0 ? [] : emptyFacts(width)) : cellFacts(view, width);
  const facts = [...own, ...projected, ...eventFacts(view, found, width)];
  return [...head, ...facts, [], ...curve(view, width, Math.min(12, height - head.length - facts.length - 5))];
}

/** Events in the days of the row and, in calendar time, of the column. */
function eventFacts(
  { prepared }: GridView,
  { row, column }: { readonly row: GridRow; readonly column: string },
  width: number,
) {
  const inColumn = prepared.grid.query.axis === "calendar" ? prepared.eventsOf(column) : [];
  const events = [...new Set([...prepared.eventsOf(row.key), ...inColumn])];
  return events.flatMap((event) =>
    wrapText(`${eventMark} ${printEvent(event)}`, width).map((text): Line => [seg(text, "accent")]),
  );
}

function emptyFacts(width: number): readonly Line[] {
  const text = "No customer of this cohort is this old yet.";
  return wrapText(text, width).map((line): Line => [seg(line, "label")]);
}

function cellFacts(view: GridView, width: number): readonly Line[] {
  const { prepared, state } = view;
  const found = cellAt(prepared, state.cursor.row, state.cursor.column);
  if (found?.cell === undefined) return [];
  const { cell: one, row } = found;
  const isTiny = isSmall(one, prepared.grid.query, prepared.measure);
  return [
    fact("value", money(view, one.value), width, "strong"),
    fact("customers", formatNumber(one.customers, "count"), width),
    ...cohortFacts(view, row, one, width),
    fact("complete", one.complete ? "yes" : "no, still growing", width, one.complete ? "text" : "incomplete"),
    ...comparedFacts(view, row, width),
    ...(isTiny ? [fact("", `under ${smallCohort}: noise`, width, "muted")] : []),
  ];
}

/** The projection for the whole step, and the range of 95 of 100 such projections. */
function projectedFacts(view: GridView, row: GridRow, width: number): readonly Line[] {
  const projected = row.projected?.[view.state.cursor.column];
  if (projected === undefined) return [];
  const { low, high } = projected;
  const isWithin = low !== undefined && high !== undefined;
  return [
    fact("projected", money(view, projected.value), width, "incomplete"),
    isWithin
      ? fact("95 % between", `${money(view, low)} and ${money(view, high)}`, width)
      : fact("", "too few earlier ones for an interval", width, "muted"),
  ];
}

/** For a row of several cohorts: how many of them the cell covers, and the sum behind an average. */
function cohortFacts(view: GridView, row: GridRow, { cohorts, sum }: GridCell, width: number): readonly Line[] {
  const { prepared, state } = view;
  if (row.cohorts === undefined || cohorts === undefined) return [];
  const { query } = prepared.grid;
  const isFall = isFallOfOtherCohorts(query, prepared.measure, row, state.cursor.column);
  const before = prepared.headers[state.cursor.column - 1] ?? "";
  return [
    fact("cohorts", `${formatNumber(cohorts, "count")} of ${formatNumber(row.cohorts.length, "count")}`, width),
    ...(sum === undefined ? [] : [fact("their sum", money(view, sum), width)]),
    ...(isFall ? [fact("", `lower: other cohorts than ${before}`, width, "muted")] : []),
  ];
}

/** The cell of the compared row at equal age; a change only if both are complete. */
function comparedFacts(view: GridView, row: GridRow, width: number): readonly Line[] {
  const { prepared, state } = view;
  if (state.query.compare === planComparison) return plannedFacts(view, row, width);
  const before = rowBefore(view, row.key);
  if (before === undefined) return [];
  const other = cellAtAge(before, state.cursor.column - firstColumn(row));
  const compared = compareCell(prepared.grid, row, state.cursor.column);
  const change = formatChange(compared?.share, "percent", { better: prepared.measure?.better ?? "higher" });
  return [
    fact(cell(before.label), money(view, other?.value) || "-", width),
    ...(change.text === "" ? [] : [fact("change", change.text, width, change.tone)]),
  ];
}

/** The plan of the cell; a variance only if the cell is complete. */
function plannedFacts(view: GridView, row: GridRow, width: number): readonly Line[] {
  const { prepared, state } = view;
  const planned = row.cells[state.cursor.column]?.planned;
  if (planned === undefined) return [fact("plan", "no line", width, "muted")];
  const compared = compareCell(prepared.grid, row, state.cursor.column);
  const change = formatChange(compared?.share, "percent", { better: prepared.measure?.better ?? "higher" });
  return [
    fact("plan", money(view, planned), width),
    ...(change.text === "" ? [] : [fact("variance", change.text, width, change.tone)]),
  ];
}

function money(view: GridView, value: Figure | undefined): string {
  return formatNumber(value, view.prepared.format, { currency: view.currency });
}

function rowBefore(view: GridView, key: string): GridRow | undefined {
  const { query } = view.state;
  const wanted = comparedKey(query.compare ?? "year", key);
  return wanted === key ? undefined : view.prepared.grid.rows.find((row) => row.key === wanted);
}

function curve(view: GridView, width: number, height: number): readonly Line[] {
  const { prepared, state } = view;
  if (height < 3 || prepared.grid.columns.length < 3) return [];
  const curves = curvesOf(prepared, { ...state, marked: [], benchmark: "none" });
  const last = Math.max(0, ...curves.map((one) => one.values.findLastIndex((value) => value !== undefined)));
  const step = (index: number) => stepLabel(prepared.grid.query, index);
  return lineChart(drawnTo(last, curves), {
    ...{ width, height, ends: [step(0), step(last)] },
    format: (value) => formatCell(value, prepared.format, prepared),
  });
}
