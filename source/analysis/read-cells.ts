import { fieldCount } from "../query/driver-fields.ts";
import type { Units } from "../query/driver-scope.ts";
import { bucketCount } from "../query/driver-scope.ts";
import type { Pacer } from "./pacer.ts";
import type { Cells, PeriodCells, Product } from "./period-cells.ts";

export type Row = readonly (string | number | boolean | null)[];

/**
 * Cells of both periods from the rows of `channelCells` and `productCells`; `customers` is the number per period,
 * `programs` are the source's own.
 */
export async function readCells(
  channelRows: readonly Row[],
  productRows: readonly Row[],
  units: Units,
  { customers, programs }: { readonly customers: readonly [number, number]; readonly programs: readonly string[] },
  pacer: Pacer,
): Promise<Cells> {
  const texts = { channels: new Set<string>(), sizes: new Set<string>(), profiles: new Set<string>() };
  await pacer.each(channelRows, (row) => texts.channels.add(text(row[2])));
  await pacer.each(productRows, (row) => {
    texts.channels.add(text(row[2]));
    texts.sizes.add(text(row[3]));
    texts.profiles.add(text(row[4]));
  });
  const [channels, sizes, profiles] = [new Names(texts.channels), new Names(texts.sizes), new Names(texts.profiles)];
  const keys = new Float64Array(productRows.length);
  const used = new Set<number>();
  await pacer.each(productRows, (row, index) => {
    const node = channels.at(text(row[2])) * sizes.names.length + sizes.at(text(row[3]));
    const key = node * profiles.names.length + profiles.at(text(row[4]));
    keys[index] = key;
    used.add(key);
  });
  const sorted = [...used].sort((a, b) => a - b);
  const productAt = new Map(sorted.map((key, index) => [key, index]));
  const products = sorted.map((key): Product => {
    const node = Math.floor(key / profiles.names.length);
    const size = node % sizes.names.length;
    return { channel: Math.floor(node / sizes.names.length), size, profile: key % profiles.names.length };
  });
  const layout = { channels: channels.names, sizes: sizes.names, profiles: profiles.names, products, programs };
  const period = async (index: 0 | 1): Promise<PeriodCells> => ({
    units: units[index] === "buckets" ? bucketCount : customers[index],
    ...(await readRows(channelRows, index, { channels, width: fieldCount(programs) }, pacer)),
    ...(await readProducts(productRows, keys, index, productAt, pacer)),
  });
  return { layout, periods: [await period(0), await period(1)] };
}

async function readRows(
  all: readonly Row[],
  period: 0 | 1,
  { channels, width }: { readonly channels: Names; readonly width: number },
  pacer: Pacer,
) {
  const rows = all.filter((row) => row[0] === period);
  const read = {
    rowUnit: new Int32Array(rows.length),
    rowChannel: new Int32Array(rows.length),
    rowValues: new Float64Array(rows.length * width),
  };
  await pacer.each(rows, (row, index) => {
    read.rowUnit[index] = Number(row[1]);
    read.rowChannel[index] = channels.at(text(row[2]));
    for (let field = 0; field < width; field += 1) {
      read.rowValues[index * width + field] = Number(row[3 + field] ?? 0);
    }
  });
  return read;
}

async function readProducts(
  all: readonly Row[],
  keys: Float64Array,
  period: 0 | 1,
  productAt: ReadonlyMap<number, number>,
  pacer: Pacer,
) {
  let count = 0;
  for (const row of all) if (row[0] === period) count += 1;
  const read = {
    cellUnit: new Int32Array(count),
    cellProduct: new Int32Array(count),
    cellValues: new Float64Array(count * 2),
  };
  let at = 0;
  await pacer.each(all, (row, index) => {
    if (row[0] !== period) return;
    read.cellUnit[at] = Number(row[1]);
    read.cellProduct[at] = productAt.get(keys[index] ?? 0) ?? 0;
    read.cellValues[at * 2] = Number(row[5] ?? 0);
    read.cellValues[at * 2 + 1] = Number(row[6] ?? 0);
    at += 1;
  });
  return read;
}

/** Distinct texts in sorted order (by code unit, so the same everywhere), and the index of each. */
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
