import { cell } from "../../../domain/cell.ts";
import { formatCell } from "../../../domain/format.ts";
import { isAmount, type RowPage } from "../../../domain/slice-result.ts";
import { filled } from "../../widgets/layout.ts";
import { fitLine, paint, restyle, seg } from "../../widgets/line.ts";
import { emptyLines } from "../../widgets/message.ts";
import { layOutTable, type TableLayout, tableLines } from "../../widgets/table.ts";
import type { ScreenContext } from "../screen-context.ts";
import type { RowsState } from "./state.ts";

export interface RowsView extends ScreenContext {
  readonly state: RowsState;
  readonly page: RowPage;
  /** The page, laid out. */
  readonly table: TableLayout;
  /** Number of the page's first row among all. */
  readonly offset: number;
}

/** As painted rows: order lines or customers, one page of them in memory at a time. */
export function rowsOfPage(view: RowsView): readonly string[] {
  const { page, state, theme } = view;
  const { rows, columns } = view.size;
  if (page.total === 0) {
    const empty = emptyLines(["There are no rows behind this.", "Press Esc to go back."], columns);
    return empty.map((line) => paint(line, theme));
  }
  const drawn = tableLines(view.table, {
    width: columns,
    height: rows - 2,
    offset: Math.max(0, state.cursor.top - view.offset),
    cursorRow: state.cursor.row - view.offset,
    cursorColumn: state.cursor.column,
    firstColumn: Math.max(1, state.cursor.left),
  });
  const first = formatCell(state.cursor.row + 1, "count");
  const note = `row ${first} of ${formatCell(page.total, "count")} ${state.kind === "lines" ? "order lines" : "customers"}`;
  const lines = drawn.map((line) => paint(view.isStale ? restyle(line, "muted") : line, theme));
  return [...filled(lines, rows - 1), paint(fitLine([seg(` ${note}`, "label")], columns), theme)];
}

/** A page as a table; numbers are aligned. */
export function pageTable(page: RowPage): TableLayout {
  const numeric = page.columns.map((_, index) => page.rows.some((row) => typeof row[index] === "number"));
  const columns = page.columns.map((name, index) => ({
    label: cell(name).replaceAll("_", " "),
    align: numeric[index] === true ? ("right" as const) : ("left" as const),
    maxWidth: 26,
  }));
  const rows = page.rows.map((row) => ({
    cells: row.map((value, index) => ({
      text: typeof value === "number" ? numberText(value, page.columns[index] ?? "") : cell(value),
    })),
  }));
  return layOutTable(columns, rows);
}

/** Amounts are shown to the cent in rows, since rows are what a total is checked against. */
function numberText(value: number, column: string): string {
  if (!isAmount(column)) return Number.isInteger(value) ? formatCell(value, "count") : formatCell(value, "decimal");
  return formatCell(value, "decimal");
}
