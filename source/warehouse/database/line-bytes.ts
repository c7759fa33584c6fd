import type { DuckDBDataChunk } from "@duckdb/node-api";
import duckdb from "@duckdb/node-bindings";

const lineEnd = 10;
/**
 * A `duckdb_string_t`: its length, then the text itself up to 12 bytes, otherwise its address
 * (https://duckdb.org/docs/stable/clients/c/types).
 */
const [slotBytes, textAt, maxInline, addressAt, highAt] = [16, 4, 12, 8, 12] as const;
/** The texts of a vector are stored one after another, each aligned to a multiple of eight. */
const maxPadding = 15;

/** Texts that are adjacent in memory, and where the first one starts in `bytes`. */
interface Run {
  readonly end: number;
  readonly bytes: Buffer;
  readonly offset: (row: number) => number;
}

/**
 * The bytes of the chunk's only column, BLOBs without nulls, each followed by a line end. Adjacent values are fetched together,
 * because fetching each value by itself takes longer than the database takes to produce it.
 */
export function lineBytes(chunk: DuckDBDataChunk): Uint8Array {
  const count = chunk.rowCount;
  const slots = new Slots(duckdb.vector_get_data(duckdb.data_chunk_get_vector(chunk.chunk, 0), count * slotBytes));
  const bytes = Buffer.allocUnsafe(slots.totalOf(count) + count);
  let at = 0;
  for (let row = 0; row < count; ) {
    const run = slots.runFrom(row, count);
    for (; row < run.end; row++) {
      const from = run.offset(row);
      at += run.bytes.copy(bytes, at, from, from + slots.lengthOf(row));
      bytes[at++] = lineEnd;
    }
  }
  return bytes;
}

class Slots {
  readonly #data: Uint8Array;
  readonly #view: DataView<ArrayBuffer>;

  constructor(data: Uint8Array) {
    this.#data = data;
    this.#view = new DataView(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
  }

  lengthOf(row: number): number {
    return this.#view.getUint32(row * slotBytes, true);
  }

  totalOf(count: number): number {
    let total = 0;
    for (let row = 0; row < count; row++) total += this.lengthOf(row);
    return total;
  }

  /** The texts from a row on, as long as they are adjacent. */
  runFrom(row: number, count: number): Run {
    const slot = row * slotBytes;
    if (this.lengthOf(row) <= maxInline) {
      const bytes = Buffer.from(this.#data.buffer, this.#data.byteOffset + slot + textAt, maxInline);
      return { end: row + 1, bytes, offset: () => 0 };
    }
    let end = row + 1;
    while (end < count && this.#isAdjacent(end)) end += 1;
    const first = this.#low(row);
    const span = this.#low(end - 1) + this.lengthOf(end - 1) - first;
    const found = duckdb.get_data_from_pointer(this.#view.buffer, this.#view.byteOffset + slot + addressAt, span);
    const bytes = Buffer.from(found.buffer, found.byteOffset, found.byteLength);
    return { end, bytes, offset: (each) => this.#low(each) - first };
  }

  /** Whether a text starts where the previous one ends, apart from padding to a multiple of eight. */
  #isAdjacent(row: number): boolean {
    if (this.lengthOf(row) <= maxInline || this.#high(row) !== this.#high(row - 1)) return false;
    const between = this.#low(row) - this.#low(row - 1) - this.lengthOf(row - 1);
    return between >= 0 && between <= maxPadding;
  }

  #low(row: number): number {
    return this.#view.getUint32(row * slotBytes + addressAt, true);
  }

  #high(row: number): number {
    return this.#view.getUint32(row * slotBytes + highAt, true);
  }
}
