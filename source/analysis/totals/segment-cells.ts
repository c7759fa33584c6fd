import type { SegmentDimension } from "../../domain/segment-dimension.ts";
import type { Filter } from "../../domain/slice.ts";
import type { Cell } from "../../query/statement.ts";
import { lineSegmentDimensions, totalsBuckets } from "../../query/totals-scope.ts";
import { valueSeparator } from "../../query/totals-segments.ts";
import type { SegmentKind } from "../investigation.ts";
import type { Pacer } from "../pacer.ts";

/** Rows of customers or of order lines by their values: columns of numbers. */
export interface SegmentRows {
  readonly side: Uint8Array;
  readonly bucket: Uint8Array;
  readonly customers: Float64Array;
  readonly value: Float64Array;
  /** The place of each row's values in `values`. */
  readonly place: Int32Array;
  /** The values of dimensions that occur together, in the order of the dimensions. */
  readonly values: readonly (readonly string[])[];
}

/** The sums of a segment, or of all customers, by bucket on both sides. */
export interface BucketSums {
  readonly values: readonly [Float64Array, Float64Array];
  readonly customers: [number, number];
}

export interface TotalsSegment extends BucketSums {
  readonly where: readonly Filter[];
}

/** The number of dimensions combined in twos and threes. */
const mostCombined = 8;

/** Reads the rows of `totalsCustomerSegments`. */
export async function readCustomerRows(
  rows: readonly (readonly Cell[])[],
  dimensions: readonly SegmentDimension[],
  pacer: Pacer,
): Promise<SegmentRows> {
  // Those of the places stand first.
  const first = rows.findIndex(([side]) => side !== null);
  const count = first === -1 ? rows.length : first;
  const values: (readonly string[])[] = [dimensions.map(() => "")];
  for (const [, , place, , , text] of rows.slice(0, count)) values[Number(place)] = String(text).split(valueSeparator);
  const columns = emptyColumns(rows.length - count);
  await pacer.each(rows, (row, at) => {
    if (at >= count) fill(columns, at - count, row, Number(row[2]));
  });
  return { ...columns, values };
}

/** Reads the rows of `totalsLineSegments`: those of each line dimension. */
export async function readLineRows(rows: readonly (readonly Cell[])[], pacer: Pacer): Promise<readonly SegmentRows[]> {
  const counts = lineSegmentDimensions.map(() => 0);
  for (const [, , by] of rows) counts[Number(by)] = (counts[Number(by)] ?? 0) + 1;
  const read = counts.map((count) => ({ columns: emptyColumns(count), places: new Map<string, number>(), filled: 0 }));
  await pacer.each(rows, (row) => {
    const own = read[Number(row[2])];
    if (own === undefined) return;
    fill(own.columns, own.filled, row, placeOf(own.places, String(row[5])));
    own.filled += 1;
  });
  return read.map(({ columns, places }) => ({ ...columns, values: [...places.keys()].map((text) => [text]) }));
}

function emptyColumns(count: number) {
  return {
    side: new Uint8Array(count),
    bucket: new Uint8Array(count),
    place: new Int32Array(count),
    customers: new Float64Array(count),
    value: new Float64Array(count),
  };
}

function fill(columns: ReturnType<typeof emptyColumns>, at: number, row: readonly Cell[], place: number): void {
  columns.side[at] = Number(row[0]);
  columns.bucket[at] = Number(row[1]);
  columns.place[at] = place;
  columns.customers[at] = Number(row[3]);
  columns.value[at] = Number(row[4]);
}

function placeOf(places: Map<string, number>, text: string): number {
  const place = places.get(text) ?? places.size;
  places.set(text, place);
  return place;
}

/** Whether values are those of a segment of customers. */
function isIn(values: readonly string[], where: readonly Filter[], dimensions: readonly SegmentDimension[]): boolean {
  return where.every(
    (filter) => values[dimensions.findIndex(({ name }) => name === filter.dimension)] === filter.values[0],
  );
}

/** The rows of customers that are not in a segment. */
export function without(
  rows: SegmentRows,
  where: readonly Filter[],
  dimensions: readonly SegmentDimension[],
): SegmentRows {
  const isOut = rows.values.map((values) => !isIn(values, where, dimensions));
  const keeps = (_: number, row: number) => isOut[rows.place[row] ?? 0] === true;
  const { side, bucket, place, customers, value, values } = rows;
  return {
    side: side.filter(keeps),
    bucket: bucket.filter(keeps),
    place: place.filter(keeps),
    customers: customers.filter(keeps),
    value: value.filter(keeps),
    values,
  };
}

/** All rows together. */
export function wholeOf(rows: SegmentRows): BucketSums {
  const [whole = emptyBuckets()] = sumsBy(rows, new Int32Array(rows.values.length), [emptyBuckets()]);
  return whole;
}

/**
 * Segments by one to three dimensions of customers, with enough customers on each side: by who they are, or by what they
 * bought first, alone or combined with who they are.
 */
export async function customerSegments(
  rows: SegmentRows,
  all: readonly SegmentDimension[],
  kind: SegmentKind,
  least: readonly [number, number],
  pacer: Pacer,
): Promise<TotalsSegment[]> {
  const seen = seenValues(rows);
  const varied = all.flatMap((_, at) => (new Set(seen.map((values) => values[at])).size > 1 ? [at] : []));
  const found: TotalsSegment[] = [];
  for (const subset of subsets(varied)) {
    const isAllWho = subset.every((at) => all[at]?.isWho);
    if (isAllWho !== (kind === "who")) continue;
    const names = subset.map((at) => all[at]?.name ?? "");
    found.push(...segmentsBy(rows, names, (values) => subset.map((at) => values[at] ?? ""), least));
    await pacer.turnIfDue();
  }
  return found;
}

/** Segments by one dimension of order lines each. */
export async function lineSegments(
  lines: readonly SegmentRows[],
  least: readonly [number, number],
  pacer: Pacer,
): Promise<readonly TotalsSegment[]> {
  const found: TotalsSegment[] = [];
  for (const [at, dimension] of lineSegmentDimensions.entries()) {
    const own = lines[at];
    if (own !== undefined && own.values.length > 1)
      found.push(...segmentsBy(own, [dimension], (values) => values, least));
    await pacer.turnIfDue();
  }
  return found;
}

/** Whether a segment is by what its order lines are, instead of by their customers. */
export function isByLine(where: readonly Filter[]): boolean {
  return lineSegmentDimensions.some((name) => name === where[0]?.dimension);
}

/** The values of the rows that are left. */
function seenValues({ place, values }: SegmentRows): readonly (readonly string[])[] {
  const isSeen = new Uint8Array(values.length);
  for (const at of place) isSeen[at] = 1;
  return values.filter((_, at) => isSeen[at] === 1);
}

/** The segments with enough customers, by some of the values of each row. */
function segmentsBy(
  rows: SegmentRows,
  names: readonly string[],
  valuesOf: (values: readonly string[]) => readonly string[],
  least: readonly [number, number],
): readonly TotalsSegment[] {
  const segments = new Map<string, readonly string[]>();
  const numbers = new Map<string, number>();
  const numberOfPlace = Int32Array.from(rows.values, (all) => {
    const values = valuesOf(all);
    const key = values.join(valueSeparator);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    segments.set(key, values);
    return number;
  });
  const counts = countsBy(rows, numberOfPlace, numbers.size);
  const sums = sumsBy(
    rows,
    numberOfPlace,
    counts.map((own) => (isLarge(own, least) ? emptyBuckets() : undefined)),
  );
  return [...segments.values()].flatMap((values, at) => {
    const own = sums[at];
    if (own === undefined) return [];
    const where = names.map((dimension, index): Filter => ({ dimension, op: "in", values: [values[index] ?? ""] }));
    return [{ ...own, where }];
  });
}

/** The customers on both sides of each number that the places of rows have. */
function countsBy(rows: SegmentRows, numberOfPlace: Int32Array, count: number): readonly [number, number][] {
  const counts = Array.from({ length: count }, (): [number, number] => [0, 0]);
  for (let row = 0; row < rows.place.length; row += 1) {
    const own = counts[numberOfPlace[rows.place[row] ?? 0] ?? 0];
    if (own !== undefined) own[rows.side[row] === 1 ? 1 : 0] += rows.customers[row] ?? 0;
  }
  return counts;
}

/** Adds rows to the sums of their numbers, as far as these are wanted. */
function sumsBy<Sums extends BucketSums | undefined>(
  rows: SegmentRows,
  numberOfPlace: Int32Array,
  sums: readonly Sums[],
): readonly Sums[] {
  for (let row = 0; row < rows.place.length; row += 1) {
    const own = sums[numberOfPlace[rows.place[row] ?? 0] ?? 0];
    if (own === undefined) continue;
    const side = rows.side[row] === 1 ? 1 : 0;
    const bucket = rows.bucket[row] ?? 0;
    const values = own.values[side];
    values[bucket] = (values[bucket] ?? 0) + (rows.value[row] ?? 0);
    own.customers[side] += rows.customers[row] ?? 0;
  }
  return sums;
}

function emptyBuckets(): BucketSums {
  return { values: [new Float64Array(totalsBuckets), new Float64Array(totalsBuckets)], customers: [0, 0] };
}

function isLarge(customers: readonly [number, number], least: readonly [number, number]): boolean {
  return customers[0] >= least[0] || customers[1] >= least[1];
}

/** Sets of one index, and of two and three of the first ones. */
function subsets(places: readonly number[]): readonly (readonly number[])[] {
  const combined = places.slice(0, mostCombined);
  const longer = (sets: readonly (readonly number[])[]) =>
    sets.flatMap((set) => combined.filter((at) => at > (set.at(-1) ?? -1)).map((at) => [...set, at]));
  const one = places.map((at) => [at]);
  const two = longer(combined.map((at) => [at]));
  return [...one, ...two, ...longer(two)];
}
