import { cell } from "../../../domain/cell.ts";
import { formatCell } from "../../../domain/format.ts";
import { missingDays } from "../../../domain/slice-result.ts";
import type { At } from "../../state/screen.ts";
import { filledLines } from "../../widgets/block.ts";
import { fitLine, type Line, restyle, seg } from "../../widgets/line.ts";
import { emptyLines } from "../../widgets/message.ts";
import { headerHeight, type TableLayout, tableLines } from "../../widgets/table.ts";
import { boardsLines } from "./boards-view.ts";
import { nothingLeft } from "./nothing-left.ts";
import { isEmpty } from "./queries.ts";
import type { SlicesState } from "./state.ts";
import { firstColumn, layoutIn } from "./table-layout.ts";

/** Leaderboards, a table or a pivot of one slice; for an empty slice, which filters to lift. */
export function slicesLines(at: At<SlicesState>, isStale: boolean): readonly Line[] {
  const { state, data, size } = at;
  if (!isStale && isEmpty(state, data)) return emptyLines(nothingLeft(at), size.columns);
  return state.view === "boards" ? boardsLines(at) : tableOf(at, isStale);
}

function tableOf(at: At<SlicesState>, isStale: boolean): readonly Line[] {
  const layout = layoutIn(at);
  if (layout === undefined) return [];
  const { state, size } = at;
  const { rows, columns } = size;
  const drawn = tableLines(layout, {
    width: columns,
    height: rows - headerHeight(layout.columns) - 1,
    offset: state.cursor.top,
    cursorRow: state.cursor.row,
    cursorColumn: state.cursor.column,
    firstColumn: firstColumn(layout, state.cursor.column, columns),
  });
  const lines = isStale ? drawn.map((line) => restyle(line, "muted")) : drawn;
  return [...filledLines(lines, rows - 1), fitLine([seg(` ${noteOf(at, layout)}`, "label")], columns)];
}

function noteOf({ state, data }: At<SlicesState>, layout: TableLayout): string {
  const table = data.slice("table");
  const isPivot = state.view === "pivot";
  if (isPivot && state.slice.by.length < 2) return "A pivot takes two dimensions: press d and choose them in order";
  const rows = layout.rows.filter((row) => row.kind !== "total").length;
  const count = `${formatCell(rows, "count")} ${rows === 1 ? "row" : "rows"}`;
  const lack = table && missingDays(table, data.dataSet);
  const missing = lack === undefined ? "" : ` (${lack})`;
  const before = table?.comparedWith === undefined ? [] : [`before: ${cell(table.comparedWith)}${missing}`];
  const name = table?.slice.measures[0];
  const measure = data.catalog.measures.find((one) => one.name === name)?.label.toLowerCase();
  const shares = (table?.columns ?? []).filter((column) => column.role === "share" && column.denominator);
  const of = isPivot && state.slice.shareOf === undefined ? [] : shares.slice(0, 1);
  const denominators = of.map((column) => `share: of ${cell(column.denominator)}`);
  const cells = isPivot && of.length === 0 ? [`cells: ${cell(measure)}; totals are counted, not added up`] : [];
  return [count, ...cells, ...before, ...denominators].join("  ·  ");
}
