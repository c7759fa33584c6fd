import type { Filter } from "../../../domain/slice.ts";
import type { ResultRow, SliceResult, Value } from "../../../domain/slice-result.ts";

export interface PivotLine {
  readonly key: string;
  readonly isTotal: boolean;
  /** The measure per column, then the row's own total; null where there is nothing. */
  readonly values: readonly (number | null)[];
}

/** One dimension down, one across, the measure in the cells; totals come from the data, never from adding cells up. */
export interface Pivot {
  readonly rowName: string;
  readonly columnName: string;
  readonly columns: readonly string[];
  readonly rows: readonly PivotLine[];
  readonly selection: (at: { readonly row: number; readonly column: number }) => readonly Filter[];
}

/** The pivot of a slice by two dimensions; `totals` is the same slice by the second alone. */
export function pivotOf(result: SliceResult, totals: SliceResult | undefined): Pivot {
  const [first, second] = result.columns.filter((column) => column.role === "dimension");
  const measure = result.columns.findIndex((column) => column.role === "measure");
  const plain = result.rows.filter((row) => row.kind === "row");
  const rowKeys = distinct(plain.map((row) => row.values[0]));
  const columnKeys = second === undefined ? [] : columnOrder(plain, totals);
  const cells = new Map(plain.map((row) => [keyOf(row.values[0], row.values[1]), numberAt(row, measure)]));
  const ends = rowTotals(result, measure, second !== undefined);
  const rows = rowKeys.map(
    (key): PivotLine => ({
      key,
      isTotal: false,
      values: [...columnKeys.map((column) => cells.get(keyOf(key, column)) ?? null), ends.get(key) ?? null],
    }),
  );
  return {
    rowName: first?.of ?? "",
    columnName: second?.of ?? "",
    columns: columnKeys,
    rows: [...rows, totalLine(result, totals, columnKeys, measure)],
    selection: ({ row, column }) => {
      const across = columnKeys[column - 1];
      const down = rowKeys[row];
      return [
        ...(first === undefined || down === undefined ? [] : [inFilter(first.of, down)]),
        ...(second === undefined || across === undefined ? [] : [inFilter(second.of, across)]),
      ];
    },
  };
}

function columnOrder(plain: readonly ResultRow[], totals: SliceResult | undefined): readonly string[] {
  const present = new Set(plain.map((row) => text(row.values[1])));
  const ordered = (totals?.rows ?? []).filter((row) => row.kind === "row").map((row) => text(row.values[0]));
  return ordered.length > 0 ? ordered.filter((key) => present.has(key)) : [...present];
}

function rowTotals(result: SliceResult, measure: number, hasSecond: boolean): ReadonlyMap<string, number | null> {
  const kind = hasSecond ? "subtotal" : "row";
  return new Map(
    result.rows.filter((row) => row.kind === kind).map((row) => [text(row.values[0]), numberAt(row, measure)]),
  );
}

function totalLine(
  result: SliceResult,
  totals: SliceResult | undefined,
  columns: readonly string[],
  measure: number,
): PivotLine {
  const index = totals?.columns.findIndex((column) => column.role === "measure") ?? -1;
  const found = new Map(
    (totals?.rows ?? []).filter((row) => row.kind === "row").map((row) => [text(row.values[0]), numberAt(row, index)]),
  );
  const grand = result.rows.find((row) => row.kind === "total");
  return {
    key: "total",
    isTotal: true,
    values: [
      ...columns.map((column) => found.get(column) ?? null),
      grand === undefined ? null : numberAt(grand, measure),
    ],
  };
}

function inFilter(dimension: string, value: string): Filter {
  return { dimension, op: "in", values: [value] };
}

function numberAt(row: ResultRow, index: number): number | null {
  const value = row.values[index];
  return typeof value === "number" ? value : null;
}

function distinct(values: readonly (Value | undefined)[]): readonly string[] {
  return [...new Set(values.map(text))];
}

function keyOf(row: Value | undefined, column: Value | undefined): string {
  return JSON.stringify([text(row), text(column)]);
}

function text(value: Value | undefined): string {
  return value === null || value === undefined ? "" : String(value);
}
