import type { LinePart } from "../../query/statement.ts";
import { tooLong } from "./cells.ts";
import { type Row, rowsOfSheet, type SheetBody } from "./sheet-body.ts";
import { firstRow, tooLongIn } from "./sheet-row.ts";

/** Rows that the database has written as XML, with the numbers that they have in their sheets. */
export class WrittenBody implements SheetBody {
  readonly #head: () => Promise<readonly Row[]>;
  readonly #parts: AsyncIterator<LinePart>;
  #waiting: LinePart | undefined;
  /** Rows so far. */
  count = 0;

  constructor(head: () => Promise<readonly Row[]>, parts: AsyncIterable<LinePart>) {
    this.#head = head;
    this.#parts = parts[Symbol.asyncIterator]();
  }

  head() {
    return this.#head();
  }

  async isOver() {
    this.#waiting ??= await this.#take();
    return this.#waiting === undefined;
  }

  async *next(): AsyncGenerator<Uint8Array, number> {
    let room = rowsOfSheet;
    while (room > 0 && !(await this.isOver())) {
      const { here, after } = split(this.#waiting, room);
      this.#waiting = after;
      this.count += here.count;
      room -= here.count;
      yield here.bytes;
    }
    return rowsOfSheet - room;
  }

  async close() {
    await this.#parts.return?.();
  }

  async #take(): Promise<LinePart | undefined> {
    const { value, done } = await this.#parts.next();
    if (done === true) return undefined;
    const found = tooLongIn(value.bytes);
    if (found !== undefined) throw tooLong(found.cell, found.characters);
    return value;
  }
}

const nothing: LinePart = { count: 0, bytes: new Uint8Array() };

/** The rows of a part that have room in this sheet, and those of the next one. */
function split(part: LinePart = nothing, room: number): { readonly here: LinePart; readonly after?: LinePart } {
  if (part.count <= room) return { here: part };
  const cut = Buffer.from(part.bytes.buffer, part.bytes.byteOffset, part.bytes.byteLength).indexOf(firstRow);
  return {
    here: { count: room, bytes: part.bytes.subarray(0, cut) },
    after: { count: part.count - room, bytes: part.bytes.subarray(cut) },
  };
}
