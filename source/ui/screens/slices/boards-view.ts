import type { Dimension } from "../../../domain/catalog.ts";
import { cell } from "../../../domain/cell.ts";
import type { Filter } from "../../../domain/slice.ts";
import { missingDays, type ResultRow, type SliceResult } from "../../../domain/slice-result.ts";
import { fitTo, widthOf } from "../../../domain/width.ts";
import { bar } from "../../widgets/bars.ts";
import { fitLine, type Line, paint, seg } from "../../widgets/line.ts";
import { dimensionText } from "../../widgets/result-table.ts";
import type { ScreenContext } from "../screen-context.ts";
import { type BoardColumn, boardColumns } from "./board-columns.ts";
import { boardRows, fitBoards } from "./fit-boards.ts";
import { type BoardLayout, firstItem } from "./layout.ts";
import { valueText } from "./reduce.ts";
import { boardDimensions, dimensionsBeside, type SlicesState } from "./state.ts";
import { sumLine } from "./sum-line.ts";

export interface BoardsView extends ScreenContext {
  readonly state: SlicesState;
  readonly results: (dimension: string) => { readonly result: SliceResult | undefined; readonly isStale: boolean };
  readonly sum: SliceResult | undefined;
  readonly trend: SliceResult | undefined;
  /** First and last day of the data. */
  readonly days: { readonly from: string; readonly to: string };
}

/** The sum of the slice, then leaderboards side by side, in bands; each is filtered by the others. */
export function boardsLines(view: BoardsView): readonly string[] {
  const { state, size } = view;
  const dimensions = boardDimensions(view.catalog);
  const layout = fitBoards(state, size, view.catalog, (dimension) => view.results(dimension).result);
  const lines = [paint(fitLine(sumLine(view), size.columns), view.theme), ""];
  for (const [band, height] of layout.heights.entries()) {
    const first = state.firstBoard + band * layout.perRow;
    const boards = dimensions
      .slice(first, first + layout.perRow)
      .map((dimension, index) => boardLines(view, dimension, first + index, layout.width, height));
    for (let row = 0; row < height; row++) {
      lines.push(boards.map((board) => board[row] ?? " ".repeat(layout.width)).join("   "));
    }
    if (band < layout.bands - 1) lines.push("");
  }
  lines.splice(size.rows - 1);
  const filled = Array.from({ length: size.rows - 1 }, (_, index) => lines[index] ?? "");
  const note = noteOf(view, Math.ceil(dimensions.length / layout.visible), layout);
  return [...filled, paint(fitLine([seg(` ${note}`, "label")], size.columns), view.theme)];
}

/** The page of the dimensions, and what shares are of if they are shown. */
function noteOf(view: BoardsView, pages: number, layout: BoardLayout): string {
  const page = Math.floor(view.state.firstBoard / layout.visible) + 1;
  const turn = pages > 1 ? [`dimensions ${page} of ${pages}: PgDn, PgUp`] : [];
  const first = boardDimensions(view.catalog)[view.state.firstBoard];
  const { result } = view.results(first?.name ?? "");
  const isShown = boardColumns(result, view.catalog, view.currency, layout.width).some(({ role }) => role === "share");
  const denominator = result?.columns.find((column) => column.role === "share")?.denominator;
  const share =
    isShown && denominator !== undefined
      ? [`share: of ${denominator}${view.size.columns < 120 ? "" : " under the other filters"}`]
      : [];
  const missing = view.sum && missingDays(view.sum, view.days);
  const beside = dimensionsBeside(view.catalog);
  const others = beside > 0 ? [`${beside} more by d`] : [];
  return [...turn, ...others, ...(missing === undefined ? [] : [`before: ${missing}`]), ...share].join("  ·  ");
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
  const all = boardRows(result);
  const first = isHere ? firstItem(view.state.item, height) : 0;
  const rows = all.slice(first, first + height - 1);
  const columns = boardColumns(result, view.catalog, view.currency, width);
  const max = Math.max(0, ...all.map(amountOf(result)));
  const lines: Line[] = [
    titleOf(dimension, filter, { isHere, width, columns, hidden: all.length - rows.length }),
    ...rows.map((row, at) =>
      itemLine(row, {
        columns,
        filter,
        width,
        isStale,
        isCursor: isHere && first + at === view.state.item,
        share: max > 0 ? amountOf(result)(row) / max : 0,
      }),
    ),
    ...(result !== undefined && rows.length === 0 ? [[seg("  nothing here", "muted")]] : []),
    ...(result === undefined ? [[seg("  …", "muted")]] : []),
  ];
  return lines.map((line) => paint(fitLine(line, width), view.theme));
}

function amountOf(result: SliceResult | undefined): (row: ResultRow) => number {
  const index = result?.columns.findIndex((column) => column.role === "measure") ?? -1;
  return (row) => Math.max(0, Number(row.values[index] ?? 0));
}

function titleOf(
  dimension: Dimension,
  filter: Filter | undefined,
  of: {
    readonly isHere: boolean;
    readonly width: number;
    readonly columns: readonly BoardColumn[];
    readonly hidden: number;
  },
): Line {
  const label = ` ${cell(dimension.label).toLowerCase()}`;
  const chosen = filter === undefined ? "" : ` ${filter.values.length} ${filter.op === "in" ? "kept" : "out"}`;
  const hidden = of.hidden > 0 ? ` +${of.hidden}` : "";
  const heads = of.columns.map((column) => fitTo(column.head, column.width, "right")).join("");
  const used = widthOf(label) + widthOf(chosen) + widthOf(hidden);
  const rest = Math.max(0, of.width - used - widthOf(heads.trimStart()) - 2);
  return [
    seg(label, of.isHere ? "title" : "strong"),
    seg(chosen, "accent"),
    seg(hidden, "label"),
    seg(` ${"─".repeat(rest)} `, "rule"),
    seg(heads.trimStart(), "label"),
  ];
}

function itemLine(
  row: ResultRow,
  of: {
    readonly columns: readonly BoardColumn[];
    readonly filter: Filter | undefined;
    readonly width: number;
    readonly isStale: boolean;
    readonly isCursor: boolean;
    /** As a share of the highest value in the board, for the bar. */
    readonly share: number;
  },
): Line {
  const isNamed = row.kind === "row" && (of.filter?.values.includes(valueText(row.values[0])) ?? false);
  const isOut = of.filter !== undefined && row.kind === "row" && (of.filter.op === "in") !== isNamed;
  const isDim = of.isStale || isOut || row.kind === "other";
  const sign = !isNamed ? " " : of.filter?.op === "in" ? "●" : "✕";
  const numbers = of.columns.reduce((sum, column) => sum + column.width, 0);
  const room = of.width - 2 - numbers;
  const barWidth = room >= 24 ? Math.min(12, room - 18) : 0;
  const name = row.kind === "other" ? "other" : dimensionText(row.values[0]);
  const cells = of.columns.map((column) => {
    const { text, style } = column.cell(row);
    return seg(fitTo(text, column.width, "right"), isDim ? "muted" : style);
  });
  return [
    seg(of.isCursor ? "▸" : " ", "accent"),
    seg(sign, "accent"),
    seg(fitTo(name, room - (barWidth > 0 ? barWidth + 1 : 0)), of.isCursor ? "focus" : isDim ? "muted" : "text"),
    ...(barWidth > 0 ? [seg(` ${bar(of.share, 1, barWidth)}`, isDim ? "rule" : "label")] : []),
    ...cells,
  ];
}
