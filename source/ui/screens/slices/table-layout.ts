import { cell } from "../../../domain/cell.ts";
import { formatCell, formatOf, unitSign } from "../../../domain/format.ts";
import { pivotOf } from "../../../domain/pivot.ts";
import type { SliceResult } from "../../../domain/slice-result.ts";
import type { AppData } from "../../state/data.ts";
import type { At } from "../../state/screen.ts";
import { dimensionText, resultTable } from "../../widgets/result-table.ts";
import { layOutTable, type TableLayout } from "../../widgets/table.ts";
import type { SlicesState } from "./state.ts";

/** The answer laid out as the table or the pivot. */
export function layoutIn({ state, data }: At<SlicesState>): TableLayout | undefined {
  const table = data.slice("table");
  return table && data.derived(state.view === "pivot" ? asPivot : asTable, table);
}

function asTable(table: SliceResult, { catalog, dataSet }: AppData): TableLayout {
  return resultTable(table, catalog, dataSet.currency);
}

/** The leftmost column that keeps the cursor's column in view. */
export function firstColumn(layout: TableLayout, cursor: number, width: number): number {
  let first = 1;
  const widthFrom = (from: number) =>
    (layout.widths[0] ?? 0) + 1 + layout.widths.slice(from, cursor + 1).reduce((sum, one) => sum + one + 2, 0);
  while (first < cursor && widthFrom(first) > width) first += 1;
  return first;
}

function asPivot(table: SliceResult, { catalog, dataSet: { currency } }: AppData): TableLayout {
  const pivot = pivotOf(table);
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
        text: formatCell(value, format, { currency }),
        ...(at === row.values.length - 1 ? { style: "strong" as const } : {}),
      })),
    ],
  }));
  return layOutTable(columns, rows);
}
