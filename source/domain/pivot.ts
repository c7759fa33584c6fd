import { type Figure, isFigure } from "./amount.ts";
import type { Filter } from "./slice.ts";
import type { ResultRow, SliceResult, Value } from "./slice-result.ts";

export interface PivotLine {
  readonly key: string;
  readonly isTotal: boolean;
  /** The measure (or its share) per column, then the row's own total; null for empty cells. */
  readonly values: readonly (Figure | null)[];
}

/** One dimension down, one across, the measure in the cells; totals come from the data, never from adding up cells. */
export interface Pivot {
  readonly rowName: string;
  readonly columnName: string;
  readonly columns: readonly string[];
  readonly rows: readonly PivotLine[];
  /** The denominator of shares; undefined if the cells are values. */
  readonly denominator: string | undefined;
  readonly selection: (at: { readonly row: number; readonly column: number }) => readonly Filter[];
}

/** The pivot of a slice by two dimensions, with the subtotals of both in it. */
export function pivotOf(result: SliceResult): Pivot {
  const [first, second] = result.columns.filter((column) => column.role === "dimension").map((column) => column.of);
  const isShare = result.slice.shareOf !== undefined;
  const measure = result.columns.findIndex((column) => column.role === (isShare ? "share" : "measure"));
  const number = (row: ResultRow | undefined) => numberAt(row, measure);
  const plain = result.rows.filter((row) => row.kind === "row");
  const cells = new Map(plain.map((row) => [keyOf(row.values[0], row.values[1]), number(row)]));
  const downs = subtotalsOf(result, first, 0, second === undefined ? plain : undefined);
  const across = second === undefined ? [] : subtotalsOf(result, second, 1, undefined);
  const present = { down: keysAt(plain, 0), across: keysAt(plain, 1) };
  const rowKeys = downs.filter(([key]) => present.down.has(key));
  const columnKeys = across.map(([key]) => key).filter((key) => present.across.has(key));
  const rows = rowKeys.map(
    ([key, row]): PivotLine => ({
      key,
      isTotal: false,
      values: [...columnKeys.map((column) => cells.get(keyOf(key, column)) ?? null), number(row)],
    }),
  );
  const grand = result.rows.find((row) => row.kind === "total");
  const ends = new Map(across);
  const total: PivotLine = {
    key: "total",
    isTotal: true,
    values: [...columnKeys.map((column) => number(ends.get(column))), number(grand)],
  };
  return {
    rowName: first ?? "",
    columnName: second ?? "",
    columns: columnKeys,
    rows: rows.length === 0 ? [] : [...rows, total],
    denominator: isShare ? result.columns[measure]?.denominator : undefined,
    selection: ({ row, column }) => [
      ...inFilter(first, rowKeys[row]?.[0]),
      ...inFilter(second, columnKeys[column - 1]),
    ],
  };
}

/** Value and subtotal row of a dimension, in the order of the subtotals. */
function subtotalsOf(
  result: SliceResult,
  dimension: string | undefined,
  index: number,
  rows: readonly ResultRow[] | undefined,
): readonly (readonly [string, ResultRow])[] {
  const own = rows ?? result.rows.filter((row) => row.by?.length === 1 && row.by[0] === dimension);
  return own.map((row) => [text(row.values[index]), row]);
}

function keysAt(rows: readonly ResultRow[], index: number): ReadonlySet<string> {
  return new Set(rows.map((row) => text(row.values[index])));
}

function inFilter(dimension: string | undefined, value: string | undefined): readonly Filter[] {
  return dimension === undefined || value === undefined ? [] : [{ dimension, op: "in", values: [value] }];
}

function numberAt(row: ResultRow | undefined, index: number): Figure | null {
  const value = row?.values[index];
  return isFigure(value) ? value : null;
}

function keyOf(row: Value | undefined, column: Value | undefined): string {
  return JSON.stringify([text(row), text(column)]);
}

function text(value: Value | undefined): string {
  return value === null || value === undefined ? "" : String(value);
}
