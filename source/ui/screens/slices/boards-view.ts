import type { Dimension } from "../../../domain/catalog.ts";
import { cell } from "../../../domain/cell.ts";
import type { Filter } from "../../../domain/slice.ts";
import { missingDays, type ResultRow, type SliceResult } from "../../../domain/slice-result.ts";
import { fitTo, widthOf } from "../../../domain/width.ts";
import type { At } from "../../state/screen.ts";
import { bar } from "../../widgets/bars.ts";
import { filledLines } from "../../widgets/block.ts";
import { fitLine, type Line, seg } from "../../widgets/line.ts";
import { dimensionText } from "../../widgets/result-table.ts";
import { type BoardColumn, boardColumns } from "./board-columns.ts";
import { boardRows, fitBoards } from "./fit-boards.ts";
import { type BoardLayout, firstItem } from "./layout.ts";
import { valueText } from "./reduce.ts";
import { boardDimensions, dimensionsBeside, type SlicesState } from "./state.ts";
import { sumLine } from "./sum-line.ts";

type Own = At<SlicesState>;

/** The sum of the slice, then leaderboards side by side, in bands; each is filtered by the others. */
export function boardsLines(at: Own): readonly Line[] {
  const { state, size, data } = at;
  const dimensions = boardDimensions(data.catalog);
  const layout = fitBoards(state, size, data.catalog, (dimension) => data.slice(`board:${dimension}`));
  const lines: Line[] = [fitLine(sumLine(at), size.columns), []];
  for (const [band, height] of layout.heights.entries()) {
    const first = state.firstBoard + band * layout.perRow;
    const boards = dimensions
      .slice(first, first + layout.perRow)
      .map((dimension, index) => boardLines(at, dimension, first + index, layout.width, height));
    for (let row = 0; row < height; row++) {
      lines.push(
        boards.flatMap((board, index) => [seg(index === 0 ? "" : "   "), ...fitLine(board[row] ?? [], layout.width)]),
      );
    }
    if (band < layout.bands - 1) lines.push([]);
  }
  const note = noteOf(at, Math.ceil(dimensions.length / layout.visible), layout);
  return [...filledLines(lines, size.rows - 1), fitLine([seg(` ${note}`, "label")], size.columns)];
}

/** The page of the dimensions, and what shares are of if they are shown. */
function noteOf({ state, data, size }: Own, pages: number, layout: BoardLayout): string {
  const { catalog, dataSet } = data;
  const page = Math.floor(state.firstBoard / layout.visible) + 1;
  const turn = pages > 1 ? [`dimensions ${page} of ${pages}: PgDn, PgUp`] : [];
  const result = data.slice(`board:${boardDimensions(catalog)[state.firstBoard]?.name}`);
  const isShown = boardColumns(result, data, layout.width).some(({ role }) => role === "share");
  const denominator = result?.columns.find((column) => column.role === "share")?.denominator;
  const share =
    isShown && denominator !== undefined
      ? [`share: of ${denominator}${size.columns < 120 ? "" : " under the other filters"}`]
      : [];
  const sum = data.slice("sum");
  const missing = sum && missingDays(sum, dataSet);
  const beside = dimensionsBeside(catalog);
  const others = beside > 0 ? [`${beside} more by d`] : [];
  return [...turn, ...others, ...(missing === undefined ? [] : [`before: ${missing}`]), ...share].join("  ·  ");
}

function boardLines(
  { state, data }: Own,
  dimension: Dimension,
  index: number,
  width: number,
  height: number,
): readonly Line[] {
  const slot = data.slot(`board:${dimension.name}`);
  const isStale = slot?.isStale === true && slot.isSlow;
  const result = data.slice(`board:${dimension.name}`);
  const isHere = index === state.board;
  const filter = state.slice.filters.find((one) => one.dimension === dimension.name);
  const all = boardRows(result);
  const first = isHere ? firstItem(state.item, height) : 0;
  const rows = all.slice(first, first + height - 1);
  const columns = boardColumns(result, data, width);
  const max = Math.max(0, ...all.map(amountOf(result)));
  return [
    titleOf(dimension, filter, { isHere, width, columns, hidden: all.length - rows.length }),
    ...rows.map((row, at) =>
      itemLine(row, {
        columns,
        filter,
        width,
        isStale,
        isCursor: isHere && first + at === state.item,
        share: max > 0 ? amountOf(result)(row) / max : 0,
      }),
    ),
    ...(result !== undefined && rows.length === 0 ? [[seg("  nothing here", "muted")]] : []),
    ...(result === undefined ? [[seg("  …", "muted")]] : []),
  ];
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
