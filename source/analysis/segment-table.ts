import { type SegmentDimension, segmentDimensions } from "../domain/segment-dimension.ts";
import type { Pacer } from "./pacer.ts";
import { Names, type Row, text } from "./read-cells.ts";

/** A dimension with the values that occur here. */
export interface SegmentColumn extends SegmentDimension {
  readonly values: readonly string[];
}

/** Customers by segment dimensions, period and unit: columns of numbers. */
export interface SegmentTable {
  /** Dimensions with more than one value, in the catalog's names, and their values. */
  readonly dimensions: readonly SegmentColumn[];
  /** Per dimension, the index of each row's value. */
  readonly codes: readonly Int32Array[];
  readonly period: Uint8Array;
  readonly unit: Int32Array;
  readonly customers: Float64Array;
  /** The metric's sum, in currency units (or orders, bags). */
  readonly value: Float64Array;
  readonly units: readonly [number, number];
}

/** Reads the rows of `segmentCells` by these dimensions; `unitValue` is the value of 1 in a row (0.01 for cents). */
export async function readSegments(
  rows: readonly Row[],
  units: readonly [number, number],
  unitValue: number,
  pacer: Pacer,
  dimensions: readonly SegmentDimension[] = segmentDimensions(),
): Promise<SegmentTable> {
  const seen = dimensions.map(() => new Set<string>());
  await pacer.each(rows, (row) => {
    for (const [index, texts] of seen.entries()) texts.add(text(row[2 + index]));
  });
  const columns = dimensions.map((dimension, index) => ({ dimension, index, names: new Names(seen[index] ?? []) }));
  const used = columns.filter(({ names }) => names.names.length > 1);
  const measures = 2 + dimensions.length;
  const table = {
    dimensions: used.map(({ dimension, names }) => ({ ...dimension, values: names.names })),
    codes: used.map(() => new Int32Array(rows.length)),
    period: new Uint8Array(rows.length),
    unit: new Int32Array(rows.length),
    customers: new Float64Array(rows.length),
    value: new Float64Array(rows.length),
    units,
  };
  await pacer.each(rows, (row, at) => {
    for (const [place, { index, names }] of used.entries()) {
      const codes = table.codes[place];
      if (codes) codes[at] = names.at(text(row[2 + index]));
    }
    table.period[at] = Number(row[0]);
    table.unit[at] = Number(row[1]);
    table.customers[at] = Number(row[measures]);
    table.value[at] = Number(row[measures + 1]) * unitValue;
  });
  return table;
}

/** Sums by unit of one group of customers: [period][unit]. */
export interface UnitSums {
  readonly customers: readonly [Float64Array, Float64Array];
  readonly value: readonly [Float64Array, Float64Array];
}

/** Indexes of dimensions in a table, in order. */
export type Subset = readonly number[];

/** A segment: which dimensions, which values (code), and its sums. */
export interface Segment {
  readonly subset: Subset;
  readonly code: number;
  readonly sums: UnitSums;
}

export function emptySums(units: readonly [number, number]): UnitSums {
  const pair = (): readonly [Float64Array, Float64Array] => [new Float64Array(units[0]), new Float64Array(units[1])];
  return { customers: pair(), value: pair() };
}

/**
 * The same rows with only the values that can be in a segment, which `isFrequent` decides from a value's customers in both
 * periods. The others have the code -1. However many values a dimension has, at most a hundred of them hold a hundredth of
 * the customers.
 */
export function frequentValues(
  table: SegmentTable,
  isFrequent: (customers: readonly [number, number]) => boolean,
): SegmentTable {
  const columns = table.dimensions.map((column, dimension) => {
    const { values } = column;
    const codes = table.codes[dimension] ?? new Int32Array(0);
    const counts = countCustomers(table, codes, values.length);
    const places = values.map((_, value) => isFrequent([counts[value * 2] ?? 0, counts[value * 2 + 1] ?? 0]));
    const kept = values.filter((_, value) => places[value]);
    let next = 0;
    const to = Int32Array.from(places, (isKept) => (isKept ? next++ : -1));
    return { dimension: { ...column, values: kept }, codes: codes.map((code) => to[code] ?? -1) };
  });
  const used = columns.filter(({ dimension }) => dimension.values.length > 0);
  return { ...table, dimensions: used.map(({ dimension }) => dimension), codes: used.map(({ codes }) => codes) };
}

/** Customers by code and period, at `code * 2 + period`; of the kept rows if `kept` is given. */
export function countCustomers(table: SegmentTable, codes: Int32Array, radix: number, kept?: Uint8Array): Float64Array {
  const counts = new Float64Array(radix * 2);
  for (let row = 0; row < codes.length; row += 1) {
    const code = codes[row] ?? -1;
    if (code < 0 || (kept && kept[row] === 0)) continue;
    const at = code * 2 + (table.period[row] ?? 0);
    counts[at] = (counts[at] ?? 0) + (table.customers[row] ?? 0);
  }
  return counts;
}

/** Each of the dimensions alone, and every two and three of those to combine. */
export function dimensionSubsets(singles: Subset, combined: Subset): readonly Subset[] {
  const pairs = combined.flatMap((one, at) => combined.slice(at + 1).map((other) => [one, other]));
  const triples = pairs.flatMap((pair) =>
    combined.filter((third) => third > (pair[1] ?? 0)).map((third) => [...pair, third]),
  );
  return [...singles.map((one) => [one]), ...pairs, ...triples];
}

export function isSameSubset(one: Subset, other: Subset): boolean {
  return one.length === other.length && one.every((place, at) => place === other[at]);
}

/** One number for a row's values of the subset's dimensions; -1 if one of them can be in no segment. */
export function codesOf(table: SegmentTable, subset: Subset): { readonly codes: Int32Array; readonly radix: number } {
  const codes = new Int32Array(table.unit.length);
  let radix = 1;
  for (const dimension of subset) {
    const column = table.codes[dimension] ?? codes;
    for (let row = 0; row < codes.length; row += 1) {
      const [code, value] = [codes[row] ?? -1, column[row] ?? -1];
      codes[row] = code < 0 || value < 0 ? -1 : code + radix * value;
    }
    radix *= table.dimensions[dimension]?.values.length ?? 1;
  }
  return { codes, radix };
}

/** Value of each dimension of a subset in a code of `codesOf`. */
export function valuesOf(table: SegmentTable, subset: Subset, code: number): ReadonlyMap<number, number> {
  const values = new Map<number, number>();
  let rest = code;
  for (const dimension of subset) {
    const radix = table.dimensions[dimension]?.values.length ?? 1;
    values.set(dimension, rest % radix);
    rest = Math.floor(rest / radix);
  }
  return values;
}

/** The code of a smaller subset that holds the same values. */
export function codeWithin(table: SegmentTable, subset: Subset, values: ReadonlyMap<number, number>): number {
  let [code, radix] = [0, 1];
  for (const dimension of subset) {
    code += radix * (values.get(dimension) ?? 0);
    radix *= table.dimensions[dimension]?.values.length ?? 1;
  }
  return code;
}
