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

/** A leaderboard to draw. */
interface Board {
  readonly dimension: Dimension;
  readonly filter: Filter | undefined;
  readonly columns: readonly BoardColumn[];
  readonly width: number;
  /** Whether the cursor is in it. */
  readonly isHere: boolean;
  readonly isStale: boolean;
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
  const board: Board = { dimension, filter, columns: boardColumns(result, data, width), width, isHere, isStale };
  const all = boardRows(result);
  const first = isHere ? firstItem(state.item, height) : 0;
  const rows = all.slice(first, first + height - 1);
  const max = Math.max(0, ...all.map(amountOf(result)));
  return [
    titleOf(board, all.length - rows.length),
    ...rows.map((row, at) => {
      const share = max > 0 ? amountOf(result)(row) / max : 0;
      return itemLine(row, board, isHere && first + at === state.item, share);
    }),
    ...(result !== undefined && rows.length === 0 ? [[seg("  nothing here", "muted")]] : []),
    ...(result === undefined ? [[seg("  …", "muted")]] : []),
  ];
}

function amountOf(result: SliceResult | undefined): (row: ResultRow) => number {
  const index = result?.columns.findIndex((column) => column.role === "measure") ?? -1;
  return (row) => Math.max(0, Number(row.values[index] ?? 0));
}

function titleOf({ dimension, filter, columns, width, isHere }: Board, hidden: number): Line {
  const label = ` ${cell(dimension.label).toLowerCase()}`;
  const chosen = filter === undefined ? "" : ` ${filter.values.length} ${filter.op === "in" ? "kept" : "out"}`;
  const more = hidden > 0 ? ` +${hidden}` : "";
  const heads = columns.map((column) => fitTo(column.head, column.width, "right")).join("");
  const used = widthOf(label) + widthOf(chosen) + widthOf(more);
  const rest = Math.max(0, width - used - widthOf(heads.trimStart()) - 2);
  return [
    seg(label, isHere ? "title" : "strong"),
    seg(chosen, "accent"),
    seg(more, "label"),
    seg(` ${"─".repeat(rest)} `, "rule"),
    seg(heads.trimStart(), "label"),
  ];
}

/** A value, its numbers and, if there is room, a bar: its share of the highest value in the board. */
function itemLine(row: ResultRow, board: Board, isCursor: boolean, share: number): Line {
  const { filter, columns, width, isStale } = board;
  const isNamed = row.kind === "row" && (filter?.values.includes(valueText(row.values[0])) ?? false);
  const isOut = filter !== undefined && row.kind === "row" && (filter.op === "in") !== isNamed;
  const isDim = isStale || isOut || row.kind === "other";
  const sign = !isNamed ? " " : filter?.op === "in" ? "●" : "✕";
  const room = width - 2 - columns.reduce((sum, column) => sum + column.width, 0);
  const barWidth = room >= 24 ? Math.min(12, room - 18) : 0;
  const name = row.kind === "other" ? "other" : dimensionText(row.values[0]);
  const cells = columns.map((column) => {
    const { text, style } = column.cell(row);
    return seg(fitTo(text, column.width, "right"), isDim ? "muted" : style);
  });
  return [
    seg(isCursor ? "▸" : " ", "accent"),
    seg(sign, "accent"),
    seg(fitTo(name, room - (barWidth > 0 ? barWidth + 1 : 0)), isCursor ? "focus" : isDim ? "muted" : "text"),
    ...(barWidth > 0 ? [seg(` ${bar(share, 1, barWidth)}`, isDim ? "rule" : "label")] : []),
    ...cells,
  ];
}
