import type { Pacer } from "./pacer.ts";
import { ratioOf } from "./segment-score.ts";
import {
  codesOf,
  countCustomers,
  emptySums,
  type Segment,
  type SegmentTable,
  type Subset,
  type UnitSums,
} from "./segment-table.ts";

/** Sums by unit of all rows that are kept (of all rows if undefined). */
export function allUnits(table: SegmentTable, kept: Uint8Array | undefined): UnitSums {
  const sums = emptySums(table.units);
  for (let row = 0; row < table.unit.length; row += 1) if (!kept || kept[row] === 1) addRow(table, row, sums);
  return sums;
}

/** Fewest customers of a segment, and of its rest, in each period: 50, or 1 % of all. */
export function leastCustomers(everyone: UnitSums): readonly [number, number] {
  const least = (period: 0 | 1) => Math.max(50, ratioOf(everyone, period, "all").customers * 0.01);
  return [least(0), least(1)];
}

/** Every segment of the subsets with enough customers of both periods inside and outside it. */
export async function rollUp(
  table: SegmentTable,
  subsets: readonly Subset[],
  kept: Uint8Array,
  { whole, least }: { readonly whole: UnitSums; readonly least: readonly [number, number] },
  pacer: Pacer,
): Promise<readonly Segment[]> {
  const totals = ([0, 1] as const).map((period) => ratioOf(whole, period, "all").customers);
  const isEnough = (counts: readonly [number, number]) =>
    ([0, 1] as const).every(
      (period) => counts[period] >= least[period] && (totals[period] ?? 0) - counts[period] >= least[period],
    );
  const segments: Segment[] = [];
  for (const subset of subsets) {
    const { codes, radix } = codesOf(table, subset);
    const counts = countCustomers(table, codes, radix, kept);
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

function addRows(table: SegmentTable, kept: Uint8Array, codes: Int32Array, own: ReadonlyMap<number, Segment>): void {
  for (let row = 0; row < codes.length; row += 1) {
    if (kept[row] === 0) continue;
    const segment = own.get(codes[row] ?? -1);
    if (segment) addRow(table, row, segment.sums);
  }
}

/** Adds a row of the table to the sums of its unit. */
export function addRow(table: SegmentTable, row: number, sums: UnitSums): void {
  const period = table.period[row] === 1 ? 1 : 0;
  const unit = table.unit[row] ?? 0;
  const [customers, value] = [sums.customers[period], sums.value[period]];
  customers[unit] = (customers[unit] ?? 0) + (table.customers[row] ?? 0);
  value[unit] = (value[unit] ?? 0) + (table.value[row] ?? 0);
}
