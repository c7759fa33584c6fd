import { fieldCount, fields, treeFields } from "../query/driver-fields.ts";
import type { Pacer } from "./pacer.ts";

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

export function emptyTotals(layout: CellLayout): Totals {
  return {
    programs: layout.programs,
    channels: new Float64Array(layout.channels.length * fieldCount(layout.programs)),
    products: new Float64Array(layout.products.length * 2),
  };
}

/** The non-zero fields of the tree, row after row; for a single customer they are few. */
export interface Sparse {
  /** Where each row's entries begin; one more for the end. */
  readonly starts: Int32Array;
  /** Index in `Totals.channels`. */
  readonly targets: Int32Array;
  readonly values: Float64Array;
}

/** Prepares a period's rows for `addUp`. */
export function sparseRows({ rowUnit, rowChannel, rowValues }: PeriodCells, programs: readonly string[]): Sparse {
  const width = fieldCount(programs);
  const ofTree = treePlaces(programs);
  const starts = new Int32Array(rowUnit.length + 1);
  const targets = new Int32Array(rowUnit.length * ofTree.length);
  const values = new Float64Array(targets.length);
  let count = 0;
  for (let row = 0; row < rowUnit.length; row += 1) {
    for (const field of ofTree) {
      const value = rowValues[row * width + field] ?? 0;
      if (value === 0) continue;
      targets[count] = (rowChannel[row] ?? 0) * width + field;
      values[count++] = value;
    }
    starts[row + 1] = count;
  }
  return { starts, targets: targets.slice(0, count), values: values.slice(0, count) };
}

/** Indexes of the tree's fields in a row of values. */
function treePlaces(programs: readonly string[]): readonly number[] {
  const own = programs.flatMap((_, at) => [fields.length + 2 * at, fields.length + 2 * at + 1]);
  return [...treeFields.keys(), ...own];
}

/** Writes into `totals` the sums that the tree needs, with each unit counted `weights[unit]` times. */
export function addUp(cells: PeriodCells, rows: Sparse, weights: Uint8Array, totals: Totals): void {
  const { channels, products } = totals;
  channels.fill(0);
  products.fill(0);
  for (let row = 0; row < cells.rowUnit.length; row += 1) {
    const weight = weights[cells.rowUnit[row] ?? 0] ?? 0;
    if (weight === 0) continue;
    const end = rows.starts[row + 1] ?? 0;
    for (let entry = rows.starts[row] ?? 0; entry < end; entry += 1) {
      const to = rows.targets[entry] ?? 0;
      channels[to] = (channels[to] ?? 0) + weight * (rows.values[entry] ?? 0);
    }
  }
  for (let cell = 0; cell < cells.cellUnit.length; cell += 1) {
    const weight = weights[cells.cellUnit[cell] ?? 0] ?? 0;
    if (weight === 0) continue;
    const to = (cells.cellProduct[cell] ?? 0) * 2;
    products[to] = (products[to] ?? 0) + weight * (cells.cellValues[cell * 2] ?? 0);
    products[to + 1] = (products[to + 1] ?? 0) + weight * (cells.cellValues[cell * 2 + 1] ?? 0);
  }
}

/** Sums of both periods with every unit counted once, of all fields. */
export async function plainTotals(cells: Cells, pacer: Pacer): Promise<readonly [Totals, Totals]> {
  const sum = async (period: 0 | 1): Promise<Totals> => {
    const own = cells.periods[period];
    const totals = emptyTotals(cells.layout);
    const rows = sparseRows(own, cells.layout.programs);
    await pacer.turnIfDue();
    addUp(own, rows, new Uint8Array(own.units).fill(1), totals);
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
