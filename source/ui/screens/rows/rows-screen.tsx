import { type ReactNode, useMemo } from "react";
import { cell } from "../../../domain/cell.ts";
import { formatCell } from "../../../domain/format.ts";
import type { RowPage } from "../../../domain/slice-result.ts";
import { fitLine, paint, restyle, seg } from "../../widgets/line.ts";
import { Lines } from "../../widgets/lines.tsx";
import { emptyLines } from "../../widgets/message.ts";
import { layOutTable, tableLines } from "../../widgets/table.ts";
import type { ScreenContext } from "../view.ts";
import type { RowsState } from "./state.ts";

export interface RowsView extends ScreenContext {
  readonly state: RowsState;
  readonly page: RowPage | undefined;
  /** Number of the page's first row among all. */
  readonly offset: number;
}

/** Order lines or customers, one page of them in memory at a time. */
export function RowsScreen({ view }: { readonly view: RowsView }): ReactNode {
  const { page, state, theme } = view;
  const layout = useMemo(() => (page === undefined ? undefined : pageTable(page)), [page]);
  const { rows, columns } = view.size;
  if (layout === undefined || page === undefined) return <Lines lines={[]} height={rows} />;
  if (page.total === 0) {
    const empty = emptyLines(["There are no rows behind this.", "Press Esc to go back."], columns);
    return <Lines lines={empty.map((line) => paint(line, theme))} height={rows} />;
  }
  const drawn = tableLines(layout, {
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
  return (
    <Lines
      lines={[...pad(lines, rows - 1), paint(fitLine([seg(` ${note}`, "label")], columns), theme)]}
      height={rows}
    />
  );
}

function pad(lines: readonly string[], height: number): readonly string[] {
  return Array.from({ length: height }, (_, index) => lines[index] ?? "");
}

function pageTable(page: RowPage) {
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
  const isMoney = /revenue|discount|refund|credit|amount|cost|price|plug|chargeback|replacement|reversal/.test(column);
  if (!isMoney) return Number.isInteger(value) ? formatCell(value, "count") : formatCell(value, "decimal");
  return formatCell(value, "decimal");
}
