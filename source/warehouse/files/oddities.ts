import { filledIn } from "./cell-kind.ts";
import { RecordSplitter } from "./split-records.ts";
import type { Layout } from "./table-layout.ts";
import { totalTraces } from "./total-words.ts";

/** Up to this size the whole file is searched for rows that are not records; in a larger one its end, and headers throughout. */
const searched = 2 ** 26;
const tailBytes = 8192;
const longestNeedle = 200;

/**
 * Whether delimited text may contain more than plain records, detected while it passes: repeated headers, totals, empty rows,
 * other tables, notes at the end, records of another width. If it may, each record is checked.
 */
export class Oddities {
  readonly #layout: Layout;
  readonly #header: Buffer;
  readonly #emptyRow: Buffer;
  readonly #tableStart: RegExp;
  #tail: Buffer = Buffer.alloc(0);
  #bytes = 0;
  #isOdd: boolean;

  constructor(layout: Layout, header: Buffer) {
    const { dialect, columns, width } = layout;
    this.#layout = layout;
    // With the line end before it, because a header of one short name is the beginning of many lines.
    const line = Buffer.from(header.toString("latin1").trimEnd(), "latin1");
    this.#header = Buffer.concat([Buffer.from("\n"), line.subarray(0, longestNeedle)]);
    this.#emptyRow = Buffer.from(`\n${dialect.delimiter}${dialect.delimiter}`);
    this.#tableStart = tableStart(dialect.delimiter);
    this.#isOdd =
      dialect.quote !== '"' ||
      dialect.escapedBy !== '"' ||
      width !== columns.length ||
      layout.isRagged ||
      layout.hasTabs ||
      dialect.starts !== undefined ||
      !isPlainDelimiter(dialect.delimiter);
  }

  look(bytes: Buffer): void {
    const joined = this.#bytes === 0 ? Buffer.concat([Buffer.from("\n"), bytes]) : Buffer.concat([this.#tail, bytes]);
    this.#tail = Buffer.from(joined.subarray(-tailBytes));
    this.#bytes += bytes.length;
    if (this.#isOdd) return;
    const isAgain = this.#layout.header !== undefined && this.#header.length > 2 && joined.includes(this.#header);
    this.#isOdd = isAgain || (this.#bytes <= searched && this.#hasTraces(joined));
  }

  /** Called once all bytes have passed. */
  end(): boolean {
    return this.#isOdd || this.#hasTraces(this.#tail) || this.#endsOddly();
  }

  #hasTraces(bytes: Buffer): boolean {
    const text = bytes.toString("latin1");
    return bytes.includes(this.#emptyRow) || totalTraces.test(text) || this.#tableStart.test(text);
  }

  #endsOddly(): boolean {
    const splitter = new RecordSplitter(this.#layout.dialect);
    const records = [...splitter.push(this.#tail.toString("utf8")), ...splitter.end()];
    const isBlank = (cells: readonly string[]) => cells.length === 1 && cells[0] === "";
    // The first one may be cut off.
    return records
      .slice(1)
      .some(
        ({ cells }) =>
          !isBlank(cells) &&
          (cells.length !== this.#layout.width || filledIn(cells) < 2) &&
          cells.length + this.#layout.width > 2,
      );
  }
}

/** What may stand above another table, or be its header: a blank line between lines, or a line without digits above one with. */
function tableStart(delimiter: string): RegExp {
  const own = delimiter.replace(/[^\w\s]/g, "\\$&");
  return new RegExp(`\\n\\r?\\n\\r?[^\\r\\n]|\\n[^\\d\\n]*${own}[^\\d\\n]*\\n[^\\d\\n]*\\d`);
}

function isPlainDelimiter(delimiter: string): boolean {
  return delimiter.length === 1 && !/["\r\n\\]/.test(delimiter);
}
