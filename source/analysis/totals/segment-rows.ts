import type { SegmentDimension } from "../../domain/segment-dimension.ts";
import type { Cell } from "../../query/statement.ts";
import { lineSegmentDimensions } from "../../query/totals-scope.ts";
import { valueSeparator } from "../../query/totals-segments.ts";
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

export function emptyColumns(count: number) {
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
