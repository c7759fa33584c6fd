import type { SegmentDimension } from "../../domain/segment-dimension.ts";
import type { Filter } from "../../domain/slice.ts";
import { lineSegmentDimensions, totalsBuckets } from "../../query/totals-scope.ts";
import { valueSeparator } from "../../query/totals-segments.ts";
import type { SegmentKind } from "../investigation.ts";
import type { Pacer } from "../pacer.ts";
import { emptyColumns, type SegmentRows } from "./segment-rows.ts";

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
  const isOut = Uint8Array.from(rows.values, (values) => (isIn(values, where, dimensions) ? 0 : 1));
  let left = 0;
  for (const place of rows.place) left += isOut[place] ?? 0;
  const kept = emptyColumns(left);
  let at = 0;
  for (let row = 0; row < rows.place.length; row += 1) {
    if (isOut[rows.place[row] ?? 0] === 0) continue;
    kept.side[at] = rows.side[row] ?? 0;
    kept.bucket[at] = rows.bucket[row] ?? 0;
    kept.place[at] = rows.place[row] ?? 0;
    kept.customers[at] = rows.customers[row] ?? 0;
    kept.value[at] = rows.value[row] ?? 0;
    at += 1;
  }
  return { ...kept, values: rows.values };
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
  const counts = placeCounts(rows);
  const varied = all.flatMap((_, at) => (new Set(seen.map((values) => values[at])).size > 1 ? [at] : []));
  const found: TotalsSegment[] = [];
  for (const subset of subsets(varied)) {
    const isAllWho = subset.every((at) => all[at]?.isWho);
    if (isAllWho !== (kind === "who")) continue;
    const names = subset.map((at) => all[at]?.name ?? "");
    found.push(...segmentsBy({ rows, counts }, names, (values) => subset.map((at) => values[at] ?? ""), least));
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
      found.push(...segmentsBy({ rows: own, counts: placeCounts(own) }, [dimension], (values) => values, least));
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
  { rows, counts: ofPlaces }: { readonly rows: SegmentRows; readonly counts: PlaceCounts },
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
  const counts = countsBy(ofPlaces, numberOfPlace, numbers.size);
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

/** The customers at each place, on both sides. */
type PlaceCounts = readonly [Float64Array, Float64Array];

/** Counted once, since there are far fewer places than rows. */
function placeCounts({ side, place, customers, values }: SegmentRows): PlaceCounts {
  const counts = [new Float64Array(values.length), new Float64Array(values.length)] as const;
  for (let row = 0; row < place.length; row += 1) {
    const own = counts[side[row] === 1 ? 1 : 0];
    own[place[row] ?? 0] = (own[place[row] ?? 0] ?? 0) + (customers[row] ?? 0);
  }
  return counts;
}

/** The customers on both sides of each number that places have. */
function countsBy(ofPlaces: PlaceCounts, numberOfPlace: Int32Array, count: number): readonly [number, number][] {
  const counts = Array.from({ length: count }, (): [number, number] => [0, 0]);
  for (const side of [0, 1] as const)
    for (const [place, customers] of ofPlaces[side].entries()) {
      const own = counts[numberOfPlace[place] ?? 0];
      if (own !== undefined) own[side] += customers;
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
