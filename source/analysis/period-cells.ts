import { fieldCount, fields, treeFields } from "../query/driver-fields.ts";
import type { Pacer } from "./pacer.ts";
import { AddendList, type Addends, addUp, emptyWeights } from "./weighted-sums.ts";

/** A bag size and coffee profile sold through a channel: a leaf of the tree. Numbers point into the layout's names. */
export interface Product {
  readonly channel: number;
  readonly size: number;
  readonly profile: number;
}

/** The names that both periods' cells refer to by number. Products are sorted by channel, size, profile. */
export interface CellLayout {
  readonly channels: readonly string[];
  readonly sizes: readonly string[];
  readonly profiles: readonly string[];
  readonly products: readonly Product[];
  /** Discount programs that the source names besides those of every source. */
  readonly programs: readonly string[];
}

/**
 * One period by resampling unit (a bucket of customers, or a customer): rows per channel with all fields, and sparse cells
 * of bags and list value per product. Money in whole cents.
 */
export interface PeriodCells {
  readonly units: number;
  readonly rowUnit: Int32Array;
  readonly rowChannel: Int32Array;
  /** rows x fields */
  readonly rowValues: Float64Array;
  readonly cellUnit: Int32Array;
  readonly cellProduct: Int32Array;
  /** cells x (bags, list) */
  readonly cellValues: Float64Array;
}

export interface Cells {
  readonly layout: CellLayout;
  readonly periods: readonly [PeriodCells, PeriodCells];
}

/** Sums over units: channels x fields, and products x (bags, list). */
export interface Totals {
  readonly programs: readonly string[];
  readonly channels: Float64Array;
  readonly products: Float64Array;
}

/** Totals to be summed into. */
export interface OpenTotals extends Totals {
  /** The channels' and then the products' sums, in the same memory. */
  readonly all: Float64Array;
}

export function emptyTotals({ channels, products, programs }: CellLayout): OpenTotals {
  const ofChannels = channels.length * fieldCount(programs);
  const all = new Float64Array(ofChannels + products.length * 2);
  return { programs, channels: all.subarray(0, ofChannels), products: all.subarray(ofChannels), all };
}

/** A period's addends of `Totals`: of the rows the fields of the tree, then those of the products. */
export function totalsAddends(period: PeriodCells, layout: CellLayout): Addends {
  const { rowUnit, rowChannel, rowValues, cellUnit, cellProduct, cellValues } = period;
  const width = fieldCount(layout.programs);
  const ofTree = treePlaces(layout.programs);
  const ofChannels = layout.channels.length * width;
  const addends = new AddendList();
  for (let row = 0; row < rowUnit.length; row += 1) {
    for (const field of ofTree) {
      addends.add((rowChannel[row] ?? 0) * width + field, rowUnit[row] ?? 0, rowValues[row * width + field] ?? 0);
    }
  }
  for (let at = 0; at < cellValues.length; at += 1) {
    const cell = at >> 1;
    addends.add(ofChannels + (cellProduct[cell] ?? 0) * 2 + (at & 1), cellUnit[cell] ?? 0, cellValues[at] ?? 0);
  }
  return addends.sorted(ofChannels + layout.products.length * 2);
}

/** Indexes of the tree's fields in a row of values. */
function treePlaces(programs: readonly string[]): readonly number[] {
  const own = programs.flatMap((_, at) => [fields.length + 2 * at, fields.length + 2 * at + 1]);
  return [...treeFields.keys(), ...own];
}

/** Sums of both periods with every unit counted once, of all fields. */
export async function plainTotals(cells: Cells, pacer: Pacer): Promise<readonly [Totals, Totals]> {
  const sum = async (period: 0 | 1): Promise<Totals> => {
    const own = cells.periods[period];
    const totals = emptyTotals(cells.layout);
    const addends = totalsAddends(own, cells.layout);
    await pacer.turnIfDue();
    addUp(addends, emptyWeights(own.units).fill(1), [totals.all]);
    await pacer.turnIfDue();
    addOthers(own, totals);
    await pacer.turnIfDue();
    return totals;
  };
  return [await sum(0), await sum(1)];
}

/** Adds the fields beside the tree's. */
function addOthers({ rowUnit, rowChannel, rowValues }: PeriodCells, { channels, programs }: Totals): void {
  const width = fieldCount(programs);
  const ofTree = new Set(treePlaces(programs));
  const others = Array.from({ length: width }, (_, field) => field).filter((field) => !ofTree.has(field));
  for (let row = 0; row < rowUnit.length; row += 1) {
    const to = (rowChannel[row] ?? 0) * width;
    for (const field of others) {
      channels[to + field] = (channels[to + field] ?? 0) + (rowValues[row * width + field] ?? 0);
    }
  }
}
