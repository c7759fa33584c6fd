import { cell } from "../../../domain/cell.ts";
import { formatCell } from "../../../domain/format.ts";
import type { Filter } from "../../../domain/slice.ts";
import { missingDays, type SliceResult } from "../../../domain/slice-result.ts";
import { filled } from "../../widgets/layout.ts";
import { fitLine, paint, restyle, seg } from "../../widgets/line.ts";
import { emptyLines } from "../../widgets/message.ts";
import { headerHeight, type TableLayout, tableLines } from "../../widgets/table.ts";
import { type BoardsView, boardsLines } from "./boards-view.ts";
import { nothingLeft } from "./nothing-left.ts";
import { firstColumn } from "./table-layout.ts";

export interface SlicesScreenView extends BoardsView {
  readonly table: SliceResult | undefined;
  /** The answer, laid out for the view. */
  readonly layout: TableLayout | undefined;
  /** For an empty slice: the number of order lines without each of its filters. */
  readonly lifts: readonly { readonly filter: Filter; readonly orderLines: number | undefined }[] | undefined;
}

/** As painted rows: leaderboards, a table or a pivot of one slice; for an empty slice, which filters to lift. */
export function slicesRows(view: SlicesScreenView): readonly string[] {
  if (view.lifts !== undefined && !view.isStale) {
    const lines = nothingLeft(view.state.slice, view.lifts, view.catalog, view.days);
    return emptyLines(lines, view.size.columns).map((line) => paint(line, view.theme));
  }
  return view.state.view === "boards" ? boardsLines(view) : tableRows(view);
}

function tableRows(view: SlicesScreenView): readonly string[] {
  const { layout, state } = view;
  const { rows, columns } = view.size;
  if (layout === undefined) return [];
  const drawn = tableLines(layout, {
    width: columns,
    height: rows - headerHeight(layout.columns) - 1,
    offset: state.cursor.top,
    cursorRow: state.cursor.row,
    cursorColumn: state.cursor.column,
    firstColumn: firstColumn(layout, state.cursor.column, columns),
  });
  const lines = drawn.map((line) => paint(view.isStale ? restyle(line, "muted") : line, view.theme));
  const note = paint(fitLine([seg(` ${noteOf(view, layout)}`, "label")], columns), view.theme);
  return [...filled(lines, rows - 1), note];
}

function noteOf({ table, state, catalog, days }: SlicesScreenView, layout: TableLayout): string {
  const isPivot = state.view === "pivot";
  if (isPivot && state.slice.by.length < 2) return "A pivot takes two dimensions: press d and choose them in order";
  const rows = layout.rows.filter((row) => row.kind !== "total").length;
  const count = `${formatCell(rows, "count")} ${rows === 1 ? "row" : "rows"}`;
  const lack = table && missingDays(table, days);
  const missing = lack === undefined ? "" : ` (${lack})`;
  const before = table?.comparedWith === undefined ? [] : [`before: ${cell(table.comparedWith)}${missing}`];
  const name = table?.slice.measures[0];
  const measure = catalog.measures.find((one) => one.name === name)?.label.toLowerCase();
  const shares = (table?.columns ?? []).filter((column) => column.role === "share" && column.denominator);
  const of = isPivot && state.slice.shareOf === undefined ? [] : shares.slice(0, 1);
  const denominators = of.map((column) => `share: of ${cell(column.denominator)}`);
  const cells = isPivot && of.length === 0 ? [`cells: ${cell(measure)}; totals are counted, not added up`] : [];
  return [count, ...cells, ...before, ...denominators].join("  ·  ");
}
