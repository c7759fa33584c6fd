import { fields, treeFields } from "../query/driver-fields.ts";

/** A bag size and coffee profile sold through a channel: a leaf of the tree. Numbers point into the layout's names. */
export interface Product {
  readonly channel: number;
  readonly size: number;
  readonly profile: number;
}

/** What both periods' cells are numbered by. Products are sorted by channel, size, profile. */
export interface CellLayout {
  readonly channels: readonly string[];
  readonly sizes: readonly string[];
  readonly profiles: readonly string[];
  readonly products: readonly Product[];
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
  readonly channels: Float64Array;
  readonly products: Float64Array;
}

export function emptyTotals(layout: CellLayout): Totals {
  return {
    channels: new Float64Array(layout.channels.length * fields.length),
    products: new Float64Array(layout.products.length * 2),
  };
}

/** The fields of the tree that are not 0, row after row: few of them are not, of a customer. */
export interface Sparse {
  /** Where each row's entries begin; one more for the end. */
  readonly starts: Int32Array;
  /** Place in `Totals.channels`. */
  readonly targets: Int32Array;
  readonly values: Float64Array;
}

/** Prepares a period's rows for `addUp`. */
export function sparseRows({ rowUnit, rowChannel, rowValues }: PeriodCells): Sparse {
  const starts = new Int32Array(rowUnit.length + 1);
  const targets: number[] = [];
  const values: number[] = [];
  for (let row = 0; row < rowUnit.length; row += 1) {
    for (let field = 0; field < treeFields.length; field += 1) {
      const value = rowValues[row * fields.length + field] ?? 0;
      if (value === 0) continue;
      targets.push((rowChannel[row] ?? 0) * fields.length + field);
      values.push(value);
    }
    starts[row + 1] = targets.length;
  }
  return { starts, targets: Int32Array.from(targets), values: Float64Array.from(values) };
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
export function plainTotals(cells: Cells): readonly [Totals, Totals] {
  const sum = (period: 0 | 1): Totals => {
    const own = cells.periods[period];
    const totals = emptyTotals(cells.layout);
    addUp(own, sparseRows(own), new Uint8Array(own.units).fill(1), totals);
    for (let row = 0; row < own.rowUnit.length; row += 1) {
      const to = (own.rowChannel[row] ?? 0) * fields.length;
      for (let field = treeFields.length; field < fields.length; field += 1) {
        const value = own.rowValues[row * fields.length + field] ?? 0;
        totals.channels[to + field] = (totals.channels[to + field] ?? 0) + value;
      }
    }
    return totals;
  };
  return [sum(0), sum(1)];
}
