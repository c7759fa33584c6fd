import { fields } from "../query/driver-fields.ts";
import type { Units } from "../query/driver-scope.ts";
import { bucketCount } from "../query/driver-scope.ts";
import type { Cells, PeriodCells, Product } from "./period-cells.ts";

export type Row = readonly (string | number | boolean | null)[];

/** Cells of both periods from the rows of `channelCells` and `productCells`; `customers` is the number per period. */
export function readCells(
  channelRows: readonly Row[],
  productRows: readonly Row[],
  units: Units,
  customers: readonly [number, number],
): Cells {
  const channels = new Names([...channelRows.map((row) => text(row[2])), ...productRows.map((row) => text(row[2]))]);
  const sizes = new Names(productRows.map((row) => text(row[3])));
  const profiles = new Names(productRows.map((row) => text(row[4])));
  const keyOf = (row: Row) =>
    (channels.at(text(row[2])) * sizes.names.length + sizes.at(text(row[3]))) * profiles.names.length +
    profiles.at(text(row[4]));
  const keys = productRows.map(keyOf);
  const sorted = [...new Set(keys)].sort((a, b) => a - b);
  const productAt = new Map(sorted.map((key, index) => [key, index]));
  const products = sorted.map((key): Product => {
    const node = Math.floor(key / profiles.names.length);
    const size = node % sizes.names.length;
    return { channel: Math.floor(node / sizes.names.length), size, profile: key % profiles.names.length };
  });
  const layout = { channels: channels.names, sizes: sizes.names, profiles: profiles.names, products };
  const period = (index: 0 | 1): PeriodCells => ({
    units: units[index] === "buckets" ? bucketCount : customers[index],
    ...readRows(
      channelRows.filter((row) => row[0] === index),
      channels,
    ),
    ...readProducts(productRows, keys, index, productAt),
  });
  return { layout, periods: [period(0), period(1)] };
}

function readRows(rows: readonly Row[], channels: Names) {
  const rowValues = new Float64Array(rows.length * fields.length);
  for (const [index, row] of rows.entries()) {
    for (let field = 0; field < fields.length; field += 1) {
      rowValues[index * fields.length + field] = Number(row[3 + field] ?? 0);
    }
  }
  return {
    rowUnit: Int32Array.from(rows, (row) => Number(row[1])),
    rowChannel: Int32Array.from(rows, (row) => channels.at(text(row[2]))),
    rowValues,
  };
}

function readProducts(
  rows: readonly Row[],
  keys: readonly number[],
  period: 0 | 1,
  productAt: ReadonlyMap<number, number>,
) {
  const own = rows.flatMap((row, index) => (row[0] === period ? [{ row, key: keys[index] ?? 0 }] : []));
  return {
    cellUnit: Int32Array.from(own, ({ row }) => Number(row[1])),
    cellProduct: Int32Array.from(own, ({ key }) => productAt.get(key) ?? 0),
    cellValues: Float64Array.from(own.flatMap(({ row }) => [Number(row[5] ?? 0), Number(row[6] ?? 0)])),
  };
}

/** Distinct texts in sorted order (by code unit: the same everywhere), and the place of each. */
export class Names {
  readonly names: readonly string[];
  readonly #places: ReadonlyMap<string, number>;

  constructor(texts: Iterable<string>) {
    this.names = [...new Set(texts)].sort();
    this.#places = new Map(this.names.map((name, index) => [name, index]));
  }

  at(name: string): number {
    return this.#places.get(name) ?? -1;
  }
}

export function text(value: Row[number] | undefined): string {
  return value === null || value === undefined ? "" : String(value);
}
