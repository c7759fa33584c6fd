import { columnsAt, type Sheet } from "../sheet.ts";
import { rowXml, type WorkbookColumn } from "./cells.ts";
import type { WorkbookValue } from "./rich-cell.ts";
import { RowQueue } from "./row-queue.ts";

export type Row = readonly WorkbookValue[];
export type Rows = Iterable<Row> | AsyncIterable<Row>;

/** Rows that an Excel sheet holds below its header. */
export const rowsOfSheet = 1_048_575;

/** The rows of a table as XML, for as many sheets as they need. */
export interface SheetBody {
  /** The first rows, by which columns get their widths. */
  head(): Promise<readonly Row[]>;
  isOver(): Promise<boolean>;
  /** The XML of the next sheet's rows; returns their number. */
  next(): AsyncGenerator<Uint8Array, number>;
  /** Closes its source before its end. */
  close(): Promise<void>;
}

const rowsAtOnce = 500;
const headRows = 50;

interface ValueSheet extends Pick<Sheet, "rowUnits"> {
  readonly columns: readonly WorkbookColumn[];
}

/** Rows that become XML here; none is kept. */
export class ValueBody implements SheetBody {
  readonly #sheet: ValueSheet;
  readonly #rows: RowQueue<Row>;
  #done = 0;

  constructor(sheet: ValueSheet, rows: Rows) {
    this.#sheet = sheet;
    this.#rows = new RowQueue(rows);
  }

  head() {
    return this.#rows.peek(headRows);
  }

  isOver() {
    return this.#rows.isEmpty();
  }

  async *next(): AsyncGenerator<Uint8Array, number> {
    let count = 0;
    while (count < rowsOfSheet) {
      const some = await this.#rows.take(Math.min(rowsAtOnce, rowsOfSheet - count));
      if (some.length === 0) break;
      let xml = "";
      for (const values of some) {
        count += 1;
        xml += rowXml(count + 1, columnsAt(this.#sheet, this.#done), values);
        this.#done += 1;
      }
      yield Buffer.from(xml);
    }
    return count;
  }

  close() {
    return this.#rows.close();
  }
}
