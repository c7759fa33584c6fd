import { type ReactNode, useMemo } from "react";
import { cell } from "../../../domain/cell.ts";
import { formatCell, formatOf } from "../../../domain/format.ts";
import type { SliceResult } from "../../../domain/slice-result.ts";
import { fitLine, paint, restyle, seg } from "../../widgets/line.ts";
import { Lines } from "../../widgets/lines.tsx";
import { emptyLines } from "../../widgets/message.ts";
import { headerHeight, layOutTable, type TableLayout, tableLines } from "../../widgets/table.ts";
import { dimensionText, resultTable } from "../result-table.ts";
import { type BoardsView, boardsLines } from "./boards-view.ts";
import { type Pivot, pivotOf } from "./pivot.ts";

export interface SlicesViewProps extends BoardsView {
  readonly table: SliceResult | undefined;
  readonly pivotTotals: SliceResult | undefined;
}

/** Leaderboards, a table or a pivot of one slice. */
export function SlicesScreen({ view }: { readonly view: SlicesViewProps }): ReactNode {
  if (view.state.view === "boards") return <Lines lines={boardsLines(view)} height={view.size.rows} />;
  return <TableView view={view} />;
}

function TableView({ view }: { readonly view: SlicesViewProps }): ReactNode {
  const { table, pivotTotals, catalog, currency, state } = view;
  const isPivot = state.view === "pivot";
  const layout = useMemo(() => {
    if (table === undefined) return undefined;
    return isPivot ? pivotTable(pivotOf(table, pivotTotals), table, view) : resultTable(table, catalog, currency);
  }, [table, pivotTotals, catalog, currency, isPivot, view]);
  const { rows, columns } = view.size;
  if (layout === undefined) return <Lines lines={[]} height={rows} />;
  if (layout.rows.length === 0) {
    const empty = emptyLines(
      ["Nothing is left under these filters.", "Press u to undo the last step, or F to take all filters away."],
      columns,
    );
    return <Lines lines={empty.map((line) => paint(line, view.theme))} height={rows} />;
  }
  const height = rows - headerHeight(layout.columns) - 1;
  const drawn = tableLines(layout, {
    width: columns,
    height,
    offset: state.cursor.top,
    cursorRow: state.cursor.row,
    cursorColumn: state.cursor.column,
    firstColumn: firstColumn(layout, state.cursor.column, columns),
  });
  const lines = drawn.map((line) => paint(view.isStale ? restyle(line, "muted") : line, view.theme));
  const note = noteOf(view, layout, isPivot);
  return (
    <Lines
      lines={[...padRows(lines, rows - 1), paint(fitLine([seg(` ${note}`, "label")], columns), view.theme)]}
      height={rows}
    />
  );
}

/** The leftmost column that keeps the cursor's column in view. */
function firstColumn(layout: TableLayout, cursor: number, width: number): number {
  let first = 1;
  const widthFrom = (from: number) =>
    (layout.widths[0] ?? 0) + 1 + layout.widths.slice(from, cursor + 1).reduce((sum, one) => sum + one + 2, 0);
  while (first < cursor && widthFrom(first) > width) first += 1;
  return first;
}

function pivotTable(pivot: Pivot, table: SliceResult, view: SlicesViewProps): TableLayout {
  const index = table.columns.findIndex((column) => column.role === "measure");
  const measure = view.catalog.measures.find((one) => one.name === table.columns[index]?.of);
  const format = measure === undefined ? "count" : formatOf(measure);
  const label = (name: string) => view.catalog.dimensions.find((one) => one.name === name)?.label ?? name;
  const columns = [
    {
      label: `${cell(label(pivot.rowName))} \\ ${cell(label(pivot.columnName))}`.toLowerCase(),
      align: "left" as const,
    },
    ...[...pivot.columns.map(dimensionText), "total"].map((text) => ({ label: text, align: "right" as const })),
  ];
  const rows = pivot.rows.map((row) => ({
    kind: row.isTotal ? ("total" as const) : ("plain" as const),
    cells: [
      { text: row.isTotal ? "total" : dimensionText(row.key) },
      ...row.values.map((value, at) => ({
        text: formatCell(value, format),
        ...(at === row.values.length - 1 ? { style: "strong" as const } : {}),
      })),
    ],
  }));
  return layOutTable(columns, rows);
}

function noteOf(view: SlicesViewProps, layout: TableLayout, isPivot: boolean): string {
  const { table, state } = view;
  if (isPivot && state.slice.by.length < 2) return "A pivot takes two dimensions: press d and choose them in order";
  const compared = table?.comparedWith === undefined || isPivot ? "" : `  ·  before: ${cell(table.comparedWith)}`;
  return `${formatCell(layout.rows.length, "count")} rows${compared}`;
}

function padRows(lines: readonly string[], height: number): readonly string[] {
  return Array.from({ length: height }, (_, index) => lines[index] ?? "");
}
