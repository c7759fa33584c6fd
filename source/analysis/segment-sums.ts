import type { Pacer } from "./pacer.ts";
import { ratioOf } from "./segment-score.ts";
import {
  codesOf,
  dimensionSubsets,
  emptySums,
  type Segment,
  type SegmentTable,
  type UnitSums,
} from "./segment-table.ts";

/** Sums by unit of all rows that are kept (all, where undefined). */
export function allUnits(table: SegmentTable, kept: Uint8Array | undefined): UnitSums {
  const sums = emptySums(table.units);
  for (let row = 0; row < table.unit.length; row += 1) if (!kept || kept[row] === 1) addRow(table, row, sums);
  return sums;
}

/** Every segment of one to three dimensions that enough customers of both periods are in, and enough are not. */
export async function rollUp(
  table: SegmentTable,
  kept: Uint8Array,
  whole: UnitSums,
  everyone: UnitSums,
  pacer: Pacer,
): Promise<readonly Segment[]> {
  const least = ([0, 1] as const).map((period) => Math.max(50, ratioOf(everyone, period, "all").customers * 0.01));
  const totals = ([0, 1] as const).map((period) => ratioOf(whole, period, "all").customers);
  const isEnough = (counts: readonly number[]) =>
    counts.every((count, period) => count >= (least[period] ?? 50)) &&
    counts.every((count, period) => (totals[period] ?? 0) - count >= (least[period] ?? 50));
  const segments: Segment[] = [];
  for (const subset of dimensionSubsets(table.dimensions.length)) {
    const { codes, radix } = codesOf(table, subset);
    const counts = countCustomers(table, kept, codes, radix);
    const own = new Map<number, Segment>();
    for (let code = 0; code < radix; code += 1) {
      if (isEnough([counts[code * 2] ?? 0, counts[code * 2 + 1] ?? 0])) {
        own.set(code, { subset, code, sums: emptySums(table.units) });
      }
    }
    if (own.size > 0) addRows(table, kept, codes, own);
    segments.push(...own.values());
    await pacer.turnIfDue();
  }
  return segments;
}

/** What is left of `whole` without the segment. */
export function restOf(segment: UnitSums, whole: UnitSums): UnitSums {
  const less = (a: Float64Array, b: Float64Array) => a.map((value, unit) => value - (b[unit] ?? 0));
  return {
    customers: [less(whole.customers[0], segment.customers[0]), less(whole.customers[1], segment.customers[1])],
    value: [less(whole.value[0], segment.value[0]), less(whole.value[1], segment.value[1])],
  };
}

function countCustomers(table: SegmentTable, kept: Uint8Array, codes: Int32Array, radix: number): Float64Array {
  const counts = new Float64Array(radix * 2);
  for (let row = 0; row < codes.length; row += 1) {
    if (kept[row] === 0) continue;
    const at = (codes[row] ?? 0) * 2 + (table.period[row] ?? 0);
    counts[at] = (counts[at] ?? 0) + (table.customers[row] ?? 0);
  }
  return counts;
}

function addRows(table: SegmentTable, kept: Uint8Array, codes: Int32Array, own: ReadonlyMap<number, Segment>): void {
  for (let row = 0; row < codes.length; row += 1) {
    if (kept[row] === 0) continue;
    const segment = own.get(codes[row] ?? -1);
    if (segment) addRow(table, row, segment.sums);
  }
}

function addRow(table: SegmentTable, row: number, sums: UnitSums): void {
  const period = table.period[row] === 1 ? 1 : 0;
  const unit = table.unit[row] ?? 0;
  const [customers, value] = [sums.customers[period], sums.value[period]];
  customers[unit] = (customers[unit] ?? 0) + (table.customers[row] ?? 0);
  value[unit] = (value[unit] ?? 0) + (table.value[row] ?? 0);
}
