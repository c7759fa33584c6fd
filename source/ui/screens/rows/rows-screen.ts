import { Amount, isFigure } from "../../../domain/amount.ts";
import { cell } from "../../../domain/cell.ts";
import { formatCell } from "../../../domain/format.ts";
import type { RowPage, Value } from "../../../domain/slice-result.ts";
import type { AppData } from "../../state/data.ts";
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
  /** What is said of a text that was searched for. */
  readonly sought: string;
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
  const kind = state.customer !== undefined ? "events" : state.kind === "lines" ? "order lines" : "customers";
  const note = `row ${first} of ${formatCell(page.total, "count")} ${kind}${view.sought}`;
  const lines = drawn.map((line) => paint(view.isStale ? restyle(line, "muted") : line, theme));
  return [...filled(lines, rows - 1), paint(fitLine([seg(` ${note}`, "label")], columns), theme)];
}

/** A page as a table; numbers are aligned. */
export function pageTable(page: RowPage, { dataSet }: Pick<AppData, "dataSet">): TableLayout {
  const { currency } = dataSet;
  const numeric = page.columns.map((_, index) => page.rows.some((row) => isFigure(row[index])));
  const columns = page.columns.map((name, index) => ({
    label: cell(name).replaceAll("_", " "),
    align: numeric[index] === true ? ("right" as const) : ("left" as const),
    maxWidth: 26,
  }));
  const rows = page.rows.map((row) => ({
    cells: row.map((value) => ({ text: valueText(value, currency) })),
  }));
  return layOutTable(columns, rows);
}

/** Amounts are shown to their last digit in rows, since rows are what a total is checked against. */
function valueText(value: Value, currency: string): string {
  if (value instanceof Amount) return formatCell(value, "amount", { currency });
  if (typeof value !== "number") return cell(value);
  return formatCell(value, Number.isInteger(value) ? "count" : "decimal");
}
