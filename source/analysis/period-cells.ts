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

/** Writes into `totals` the sums with each unit counted `weights[unit]` times; `all` includes what the tree does not need. */
export function addUp(cells: PeriodCells, weights: ArrayLike<number>, totals: Totals, all = false): void {
  const stride = fields.length;
  const width = all ? stride : treeFields.length;
  const { channels, products } = totals;
  channels.fill(0);
  products.fill(0);
  for (let row = 0; row < cells.rowUnit.length; row += 1) {
    const weight = weights[cells.rowUnit[row] ?? 0] ?? 0;
    if (weight === 0) continue;
    const to = (cells.rowChannel[row] ?? 0) * stride;
    const from = row * stride;
    for (let field = 0; field < width; field += 1) {
      channels[to + field] = (channels[to + field] ?? 0) + weight * (cells.rowValues[from + field] ?? 0);
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

/** Sums of both periods with every unit counted once. */
export function plainTotals(cells: Cells): readonly [Totals, Totals] {
  const sums = ([0, 1] as const).map((period) => {
    const totals = emptyTotals(cells.layout);
    addUp(cells.periods[period], new Float64Array(cells.periods[period].units).fill(1), totals, true);
    return totals;
  });
  return [sums[0] ?? emptyTotals(cells.layout), sums[1] ?? emptyTotals(cells.layout)];
}
