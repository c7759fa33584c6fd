import type { Cell } from "../../query/statement.ts";
import { type CustomerKind, emptySums, fieldCount, kindFields, type TotalsLayout, type TotalsSums } from "./sums.ts";

type Row = readonly Cell[];

/** One side by resampling unit, each row an addend of `TotalsSums`: what to add, where, and for which unit. */
interface Addends {
  readonly unit: Int32Array;
  /** The first index in the sums; a row adds `width` values from there. */
  readonly place: Int32Array;
  readonly values: Float64Array;
  readonly width: number;
}

/** Both sides as they are resampled. A unit has one weight on both sides, since it holds the same people. */
export interface TotalsCells {
  readonly layout: TotalsLayout;
  readonly units: number;
  readonly sides: readonly [TotalsSide, TotalsSide];
}

interface TotalsSide {
  readonly kinds: Addends;
  readonly products: Addends;
}

const kindOrder: readonly CustomerKind[] = ["retained", "lost", "new", "returned", "all", "guests"];
/** Index of the kind's first field in a row of `kindCells`, after side, unit and kind. */
const firstField = 3;

/**
 * Cells from the rows of `kindCells` and `productCells`. In the rows net revenue as booked follows the plug; it is not a
 * field of the tree.
 */
export function readTotalsCells(
  kindRows: readonly Row[],
  productRows: readonly Row[],
  programs: readonly string[],
  units: number,
): TotalsCells {
  const present = new Set(kindRows.map((row) => String(row[2])));
  const kinds = kindOrder.filter((kind) => present.has(kind));
  const products = [...new Set(productRows.map((row) => String(row[3])))].sort();
  const layout = { kinds, programs, products };
  const side = (at: 0 | 1): TotalsSide => ({
    kinds: kindAddends(
      layout,
      kindRows.filter((row) => row[0] === at),
    ),
    products: productAddends(
      layout,
      productRows.filter((row) => row[0] === at),
    ),
  });
  return { layout, units, sides: [side(0), side(1)] };
}

function kindAddends(layout: TotalsLayout, rows: readonly Row[]): Addends {
  const width = fieldCount(layout);
  const addends = emptyAddends(rows.length, width);
  for (const [index, row] of rows.entries()) {
    addends.unit[index] = Number(row[1]);
    addends.place[index] = layout.kinds.indexOf(String(row[2]) as CustomerKind) * width;
    for (let field = 0; field < width; field += 1) {
      const skipped = field < kindFields.length ? 0 : 1;
      addends.values[index * width + field] = Number(row[firstField + field + skipped] ?? 0);
    }
  }
  return addends;
}

function productAddends(layout: TotalsLayout, rows: readonly Row[]): Addends {
  const addends = emptyAddends(rows.length, 2);
  const placeOf = new Map(layout.products.map((product, index) => [product, index]));
  for (const [index, row] of rows.entries()) {
    const kind = layout.kinds.indexOf(String(row[2]) as CustomerKind);
    addends.unit[index] = Number(row[1]);
    addends.place[index] = (kind * layout.products.length + (placeOf.get(String(row[3])) ?? 0)) * 2;
    addends.values[index * 2] = Number(row[4] ?? 0);
    addends.values[index * 2 + 1] = Number(row[5] ?? 0);
  }
  return addends;
}

function emptyAddends(rows: number, width: number): Addends {
  return {
    unit: new Int32Array(rows),
    place: new Int32Array(rows),
    values: new Float64Array(rows * width),
    width,
  };
}

export function emptyBoth(layout: TotalsLayout): readonly [TotalsSums, TotalsSums] {
  return [emptySums(layout), emptySums(layout)];
}

/** Writes the sums of both sides with each unit counted `weights[unit]` times. */
export function addUp(cells: TotalsCells, weights: ArrayLike<number>, into: readonly [TotalsSums, TotalsSums]): void {
  for (const side of [0, 1] as const) {
    add(cells.sides[side].kinds, weights, into[side].kinds);
    add(cells.sides[side].products, weights, into[side].products);
  }
}

function add({ unit, place, values, width }: Addends, weights: ArrayLike<number>, sums: Float64Array): void {
  sums.fill(0);
  for (let row = 0; row < unit.length; row += 1) {
    const weight = weights[unit[row] ?? 0] ?? 0;
    if (weight === 0) continue;
    const to = place[row] ?? 0;
    for (let field = 0; field < width; field += 1)
      sums[to + field] = (sums[to + field] ?? 0) + weight * (values[row * width + field] ?? 0);
  }
}

/** The sums of both sides, each unit counted once. */
export function wholeSums(cells: TotalsCells): readonly [TotalsSums, TotalsSums] {
  const whole = emptyBoth(cells.layout);
  addUp(cells, new Uint8Array(cells.units).fill(1), whole);
  return whole;
}
