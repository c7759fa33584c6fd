import type { Dimension } from "../../../domain/catalog.ts";
import { cell, fitTo, widthOf } from "../../../domain/cell.ts";
import { formatCell, formatChange, formatOf, type NumberFormat } from "../../../domain/format.ts";
import type { Filter } from "../../../domain/slice.ts";
import type { ResultRow, SliceResult } from "../../../domain/slice-result.ts";
import { bar } from "../../widgets/bars.ts";
import { fitLine, type Line, paint, seg } from "../../widgets/line.ts";
import { dimensionText } from "../result-table.ts";
import type { ScreenContext } from "../view.ts";
import { layOutBoards } from "./layout.ts";
import { valueText } from "./reduce.ts";
import { boardDimensions, type SlicesState } from "./state.ts";

export interface BoardsView extends ScreenContext {
  readonly state: SlicesState;
  readonly results: (dimension: string) => { readonly result: SliceResult | undefined; readonly isStale: boolean };
}

/** Leaderboards side by side, band below band; each is filtered by the others. */
export function boardsLines(view: BoardsView): readonly string[] {
  const { state, size } = view;
  const dimensions = boardDimensions(view.catalog);
  const layout = layOutBoards(size, dimensions.length);
  const height = Math.floor((size.rows + 1) / layout.bands);
  const lines: string[] = [];
  for (let band = 0; band < layout.bands; band++) {
    const first = state.firstBoard + band * layout.perRow;
    const boards = dimensions
      .slice(first, first + layout.perRow)
      .map((dimension, index) => boardLines(view, dimension, first + index, layout.width, height - 1));
    for (let row = 0; row < height - 1; row++) {
      lines.push(boards.map((board) => board[row] ?? " ".repeat(layout.width)).join("   "));
    }
    if (band < layout.bands - 1) lines.push("");
  }
  const pages = Math.ceil(dimensions.length / layout.visible);
  if (pages > 1 && lines.length < size.rows) {
    const page = Math.floor(state.firstBoard / layout.visible) + 1;
    lines.push(paint([seg(` ${page} of ${pages}: PgDn for more dimensions`, "label")], view.theme));
  }
  return lines;
}

function boardLines(
  view: BoardsView,
  dimension: Dimension,
  index: number,
  width: number,
  height: number,
): readonly string[] {
  const { result, isStale } = view.results(dimension.name);
  const isHere = index === view.state.board;
  const filter = view.state.slice.filters.find((one) => one.dimension === dimension.name);
  const rows = (result?.rows ?? []).filter((row) => row.kind === "row" || row.kind === "other").slice(0, height - 1);
  const parts = measureParts(view, result);
  const lines: Line[] = [
    titleOf(dimension, filter, isHere, width),
    ...rows.map((row, item) =>
      itemLine(view, row, { parts, filter, width, isStale, isCursor: isHere && item === view.state.item }),
    ),
    ...(result !== undefined && rows.length === 0 ? [[seg("  nothing here", "muted")]] : []),
    ...(result === undefined ? [[seg("  …", "muted")]] : []),
  ];
  return lines.map((line) => paint(fitLine(line, width), view.theme));
}

function titleOf(dimension: Dimension, filter: Filter | undefined, isHere: boolean, width: number): Line {
  const label = ` ${cell(dimension.label).toLowerCase()}`;
  const chosen =
    filter === undefined ? "" : filter.op === "in" ? `  ${filter.values.length} kept` : `  ${filter.values.length} out`;
  const rest = Math.max(0, width - widthOf(label) - widthOf(chosen) - 2);
  return [seg(label, isHere ? "title" : "strong"), seg(chosen, "accent"), seg(` ${"─".repeat(rest)}`, "rule")];
}

interface MeasureParts {
  readonly measure: number;
  readonly change: number;
  readonly format: NumberFormat;
  readonly max: number;
  readonly valueWidth: number;
  readonly better: "higher" | "lower" | "neither";
}

function measureParts(view: BoardsView, result: SliceResult | undefined): MeasureParts {
  const columns = result?.columns ?? [];
  const measure = columns.findIndex((column) => column.role === "measure");
  const known = view.catalog.measures.find((one) => one.name === columns[measure]?.of);
  const format = known === undefined ? "count" : formatOf(known);
  const values = (result?.rows ?? [])
    .filter((row) => row.kind === "row" || row.kind === "other")
    .map((row) => row.values[measure])
    .filter((value): value is number => typeof value === "number");
  return {
    measure,
    change: columns.findIndex((column) => column.role === "change_share"),
    format,
    max: Math.max(0, ...values),
    valueWidth: Math.max(6, ...values.map((value) => formatCell(value, format).length)),
    better: known?.better ?? "higher",
  };
}

function itemLine(
  _view: BoardsView,
  row: ResultRow,
  of: {
    readonly parts: MeasureParts;
    readonly filter: Filter | undefined;
    readonly width: number;
    readonly isStale: boolean;
    readonly isCursor: boolean;
  },
): Line {
  const { parts, width } = of;
  const value = row.values[parts.measure];
  const amount = typeof value === "number" ? value : undefined;
  const change = formatChange(numberOf(row.values[parts.change]), "percent", { better: parts.better });
  const changeWidth = parts.change >= 0 ? 10 : 0;
  const barWidth = Math.max(3, Math.min(12, Math.floor(width * 0.12)));
  const labelWidth = Math.max(6, width - 3 - parts.valueWidth - 1 - barWidth - changeWidth);
  const isKept = of.filter?.values.includes(valueText(row.values[0])) ?? false;
  const isOut = of.filter !== undefined && (of.filter.op === "in") !== isKept && row.kind === "row";
  const sign = of.filter === undefined || row.kind !== "row" ? " " : isOut ? " " : of.filter.op === "in" ? "●" : " ";
  const dim = of.isStale || isOut || row.kind === "other";
  const name = row.kind === "other" ? "other" : dimensionText(row.values[0]);
  return [
    seg(of.isCursor ? "▸" : " ", "accent"),
    seg(sign, "accent"),
    seg(fitTo(name, labelWidth), of.isCursor ? "focus" : dim ? "muted" : "text"),
    seg(fitTo(formatCell(amount, parts.format), parts.valueWidth + 1, "right"), dim ? "muted" : "text"),
    seg(" "),
    seg(bar(amount ?? 0, parts.max, barWidth), dim ? "rule" : "label"),
    ...(changeWidth > 0 ? [seg(fitTo(change.text, changeWidth, "right"), dim ? "muted" : change.tone)] : []),
  ];
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
