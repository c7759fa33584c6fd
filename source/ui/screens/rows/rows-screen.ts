import { formatCell } from "../../../domain/format.ts";
import type { RowPage } from "../../../domain/slice-result.ts";
import { filled } from "../../widgets/layout.ts";
import { fitLine, paint, restyle, seg } from "../../widgets/line.ts";
import { emptyLines } from "../../widgets/message.ts";
import { type TableLayout, tableLines } from "../../widgets/table.ts";
import type { ScreenContext } from "../screen-context.ts";
import type { RowsState } from "./state.ts";

export interface RowsView extends ScreenContext {
  readonly state: RowsState;
  readonly page: RowPage;
  /** The page, laid out. */
  readonly table: TableLayout;
  /** The message about a search. */
  readonly sought: string;
  /** Number of the page's first row in the whole listing. */
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
