import type { SegmentDimension } from "../../domain/segment-dimension.ts";
import type { Filter } from "../../domain/slice.ts";
import type { Cell } from "../../query/statement.ts";
import { lineSegmentDimensions, totalsBuckets } from "../../query/totals-scope.ts";
import type { SegmentKind } from "../investigation.ts";
import type { Pacer } from "../pacer.ts";

type Row = readonly Cell[];

/** The sums of a segment, or of all customers, by bucket on both sides. */
export interface BucketSums {
  readonly values: readonly [Float64Array, Float64Array];
  readonly customers: [number, number];
}

export interface TotalsSegment extends BucketSums {
  readonly where: readonly Filter[];
}

function emptyBuckets(): BucketSums {
  return { values: [new Float64Array(totalsBuckets), new Float64Array(totalsBuckets)], customers: [0, 0] };
}

/** Index of the first customer dimension in the rows of `totalsSegmentCells`; customers and value are the last two. */
const firstWho = 3;

/** The number of dimensions combined in twos and threes. */
const mostCombined = 8;

function addRow(sums: BucketSums, row: Row): void {
  const side = row[0] === 1 ? 1 : 0;
  const bucket = Number(row[1]);
  const values = sums.values[side];
  values[bucket] = (values[bucket] ?? 0) + Number(row.at(-1) ?? 0);
  sums.customers[side] += Number(row.at(-2) ?? 0);
}

/** Rows by who the customers are. */
export function customerRows(rows: readonly Row[]): readonly Row[] {
  return rows.filter((row) => row[2] === 0);
}

/** All rows together. */
export function wholeOf(rows: readonly Row[]): BucketSums {
  const whole = emptyBuckets();
  for (const row of rows) addRow(whole, row);
  return whole;
}

/** Whether a row of customers is in a segment. */
export function isIn(row: Row, where: readonly Filter[], dimensions: readonly SegmentDimension[]): boolean {
  return where.every(({ dimension, values }) => {
    const at = dimensions.findIndex(({ name }) => name === dimension);
    return String(row[firstWho + at] ?? "") === values[0];
  });
}

/**
 * Segments by one to three dimensions of customers, with enough customers on each side: by who they are, or by what they
 * bought first, alone or combined with who they are.
 */
export async function customerSegments(
  rows: readonly Row[],
  all: readonly SegmentDimension[],
  kind: SegmentKind,
  least: readonly [number, number],
  pacer: Pacer,
): Promise<TotalsSegment[]> {
  const coded = all.map((_, at) => codesOf(rows, firstWho + at));
  const places = all.map((_, at) => at).filter((at) => (coded[at]?.count ?? 0) > 1);
  const found: TotalsSegment[] = [];
  for (const subset of subsets(places)) {
    const isAllWho = subset.every((at) => all[at]?.isWho);
    if (isAllWho !== (kind === "who")) continue;
    const filters = (row: Row) =>
      subset.map(
        (at): Filter => ({
          dimension: all[at]?.name ?? "",
          op: "in",
          values: [String(row[firstWho + at] ?? "")],
        }),
      );
    const columns = subset.flatMap((at) => coded[at] ?? []);
    found.push(...(await grouped(rows, columns, filters, pacer)));
  }
  return found.filter((segment) => isLarge(segment, least));
}

/** Segments by one dimension of order lines each. */
export async function lineSegments(
  rows: readonly Row[],
  least: readonly [number, number],
  pacer: Pacer,
): Promise<readonly TotalsSegment[]> {
  const found: TotalsSegment[] = [];
  const firstLine = (rows[0]?.length ?? 0) - 2 - lineSegmentDimensions.length;
  for (const [at, dimension] of lineSegmentDimensions.entries()) {
    const own = rows.filter((row) => row[2] === at + 1);
    const filter = (row: Row): Filter[] => [{ dimension, op: "in", values: [String(row[firstLine + at] ?? "")] }];
    const codes = codesOf(own, firstLine + at);
    if (codes.count > 1) found.push(...(await grouped(own, [codes], filter, pacer)));
  }
  return found.filter((segment) => isLarge(segment, least));
}

/** A column of the rows by the number of each value. */
interface Codes {
  readonly codes: Int32Array;
  readonly count: number;
}

function codesOf(rows: readonly Row[], at: number): Codes {
  const numbers = new Map<string, number>();
  const codes = new Int32Array(rows.length);
  for (const [index, row] of rows.entries()) {
    const value = String(row[at] ?? "");
    const code = numbers.get(value) ?? numbers.size;
    numbers.set(value, code);
    codes[index] = code;
  }
  return { codes, count: numbers.size };
}

async function grouped(
  rows: readonly Row[],
  columns: readonly Codes[],
  where: (row: Row) => readonly Filter[],
  pacer: Pacer,
): Promise<readonly TotalsSegment[]> {
  const byKey = new Map<number, TotalsSegment>();
  await pacer.each(rows, (row, index) => {
    let key = 0;
    for (const { codes, count } of columns) key = key * count + (codes[index] ?? 0);
    let segment = byKey.get(key);
    if (segment === undefined) {
      segment = { ...emptyBuckets(), where: where(row) };
      byKey.set(key, segment);
    }
    addRow(segment, row);
  });
  return [...byKey.values()];
}

function isLarge({ customers }: BucketSums, least: readonly [number, number]): boolean {
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
