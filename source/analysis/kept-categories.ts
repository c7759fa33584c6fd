import { otherValues } from "../query/driver-scope.ts";
import { mostValues } from "../query/driver-values.ts";
import type { Together } from "./investigation.ts";
import { Names } from "./read-cells.ts";
import { countCustomers, type SegmentColumn, type SegmentTable } from "./segment-table.ts";

/** The table with a limited number of values per dimension, and the kept values of each dimension that has more. */
export interface KeptCategories {
  readonly table: SegmentTable;
  readonly kept: Readonly<Record<string, readonly string[]>>;
  readonly together: readonly Together[];
}

/** In each dimension with too many values, keeps those with the most customers of both periods; the others are grouped. */
export function keptCategories(table: SegmentTable): KeptCategories {
  const columns = table.dimensions.map((dimension, at) => {
    const codes = table.codes[at] ?? new Int32Array(0);
    return dimension.values.length > mostValues ? keptIn(table, dimension, codes) : { dimension, codes };
  });
  const many = columns.flatMap((column) => ("together" in column ? [column] : []));
  return {
    table: {
      ...table,
      dimensions: columns.map(({ dimension }) => dimension),
      codes: columns.map(({ codes }) => codes),
    },
    kept: Object.fromEntries(many.map(({ dimension, kept }) => [dimension.name, kept])),
    together: many.map(({ together }) => together),
  };
}

function keptIn(table: SegmentTable, column: SegmentColumn, codes: Int32Array) {
  const { name, values } = column;
  const counts = countCustomers(table, codes, values.length);
  const sizes = values.map((value, at) => ({ value, at, size: (counts[at * 2] ?? 0) + (counts[at * 2 + 1] ?? 0) }));
  const largest = sizes
    .filter(({ value }) => value !== otherValues)
    .toSorted((a, b) => b.size - a.size || a.at - b.at)
    .slice(0, mostValues);
  const kept = largest.map(({ value }) => value);
  const names = new Names([...kept, otherValues]);
  const other = names.at(otherValues);
  const to = new Int32Array(values.length).fill(other);
  for (const { value, at } of largest) to[at] = names.at(value);
  const sum = (all: readonly { readonly size: number }[]) => all.reduce((total, { size }) => total + size, 0);
  const share = 1 - sum(largest) / Math.max(1, sum(sizes));
  const together: Together = { factor: name, values: values.length, kept: kept.length, share, of: "customers" };
  return {
    dimension: { ...column, values: names.names },
    codes: codes.map((code) => to[code] ?? other),
    kept,
    together,
  };
}
