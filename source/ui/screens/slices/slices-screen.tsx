import { type ReactNode, useMemo } from "react";
import type { Catalog } from "../../../domain/catalog.ts";
import { cell } from "../../../domain/cell.ts";
import { formatCell, formatOf, unitSign } from "../../../domain/format.ts";
import type { Filter } from "../../../domain/slice.ts";
import type { SliceResult } from "../../../domain/slice-result.ts";
import { fitLine, paint, restyle, seg } from "../../widgets/line.ts";
import { Lines } from "../../widgets/lines.tsx";
import { emptyLines } from "../../widgets/message.ts";
import { headerHeight, layOutTable, type TableLayout, tableLines } from "../../widgets/table.ts";
import { dimensionText, resultTable } from "../result-table.ts";
import { type BoardsView, boardsLines } from "./boards-view.ts";
import { nothingLeft } from "./nothing-left.ts";
import { type Pivot, pivotOf } from "./pivot.ts";

export interface SlicesViewProps extends BoardsView {
  readonly table: SliceResult | undefined;
  /** For a slice of which nothing is left: the order lines there are without each of its filters. */
  readonly lifts: readonly { readonly filter: Filter; readonly orderLines: number | undefined }[] | undefined;
}

/** Leaderboards, a table or a pivot of one slice; where nothing is left, what to lift. */
export function SlicesScreen({ view }: { readonly view: SlicesViewProps }): ReactNode {
  if (view.lifts !== undefined && !view.isStale) return <NothingLeft view={view} />;
  if (view.state.view === "boards") return <Lines lines={boardsLines(view)} height={view.size.rows} />;
  return <TableView view={view} />;
}

function NothingLeft({ view }: { readonly view: SlicesViewProps }): ReactNode {
  const lines = nothingLeft(view.state.slice, view.lifts ?? [], view.catalog);
  const drawn = emptyLines(lines, view.size.columns).map((line) => paint(line, view.theme));
  return <Lines lines={drawn} height={view.size.rows} />;
}

function TableView({ view }: { readonly view: SlicesViewProps }): ReactNode {
  const { table, catalog, currency, state } = view;
  const isPivot = state.view === "pivot";
  const layout = useMemo(() => {
    if (table === undefined) return undefined;
    return isPivot ? pivotTable(pivotOf(table), table, catalog, currency) : resultTable(table, catalog, currency);
  }, [table, catalog, currency, isPivot]);
  const { rows, columns } = view.size;
  if (layout === undefined) return <Lines lines={[]} height={rows} />;
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
  return <Lines lines={[...padRows(lines, rows - 1), note]} height={rows} />;
}

/** The leftmost column that keeps the cursor's column in view. */
function firstColumn(layout: TableLayout, cursor: number, width: number): number {
  let first = 1;
  const widthFrom = (from: number) =>
    (layout.widths[0] ?? 0) + 1 + layout.widths.slice(from, cursor + 1).reduce((sum, one) => sum + one + 2, 0);
  while (first < cursor && widthFrom(first) > width) first += 1;
  return first;
}

function pivotTable(pivot: Pivot, table: SliceResult, catalog: Catalog, currency: string): TableLayout {
  const measure = catalog.measures.find((one) => one.name === table.slice.measures[0]);
  const own = measure === undefined ? "count" : formatOf(measure);
  const format = pivot.denominator === undefined ? own : "percent";
  const label = (name: string) => catalog.dimensions.find((one) => one.name === name)?.label ?? name;
  const corner = [pivot.rowName, pivot.columnName].filter(Boolean).map(label).map(cell).join(" \\ ").toLowerCase();
  const unit = unitSign(format, currency);
  const columns = [
    { label: corner, align: "left" as const, maxWidth: 40 },
    ...[...pivot.columns.map(dimensionText), "total"].map((text) => ({ label: text, unit, align: "right" as const })),
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

function noteOf({ table, state, catalog }: SlicesViewProps, layout: TableLayout): string {
  const isPivot = state.view === "pivot";
  if (isPivot && state.slice.by.length < 2) return "A pivot takes two dimensions: press d and choose them in order";
  const count = `${formatCell(layout.rows.length, "count")} rows`;
  const before = table?.comparedWith === undefined ? [] : [`before: ${cell(table.comparedWith)}`];
  const name = table?.slice.measures[0];
  const measure = catalog.measures.find((one) => one.name === name)?.label.toLowerCase();
  const shares = (table?.columns ?? []).filter((column) => column.role === "share" && column.denominator);
  const of = isPivot && state.slice.shareOf === undefined ? [] : shares.slice(0, 1);
  const denominators = of.map((column) => `share: of ${cell(column.denominator)}`);
  const cells = isPivot && of.length === 0 ? [`cells: ${cell(measure)}; totals are counted, not added up`] : [];
  return [count, ...cells, ...denominators, ...before].join("  ·  ");
}

function padRows(lines: readonly string[], height: number): readonly string[] {
  return Array.from({ length: height }, (_, index) => lines[index] ?? "");
}
