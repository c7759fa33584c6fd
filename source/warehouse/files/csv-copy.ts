import type { LeftOut } from "../../domain/file-reading.ts";
import { sourceErrors } from "../../errors/source.ts";
import type { UserError } from "../../errors.ts";
import { CsvScan } from "./csv-scan.ts";
import { findLayout } from "./layout.ts";
import { writeNormalText } from "./normal-copy.ts";
import { Oddities } from "./oddities.ts";
import { ShiftFile } from "./shift-file.ts";
import type { SourceFile } from "./source-file.ts";
import type { Layout } from "./table-layout.ts";
import { Utf8Stream } from "./text-encoding.ts";

/** Facts about a copy of delimited text and its original. */
export interface CsvFacts {
  readonly columns: readonly string[];
  readonly delimiter: string;
  /** Physical line on which the data starts. */
  readonly dataLine: number;
  /** Bytes of the copy before the data, on a separate line; apart from them the copy holds only the data. */
  readonly lead: number;
  readonly newline: "lf" | "crlf" | undefined;
  readonly records: number;
  /** A file of `record,shift` lines for records whose line runs ahead; undefined if line = record + dataLine - 1 throughout. */
  readonly shifts: string | undefined;
  /** Whether the copy is in the normal form, with its own line numbers. */
  readonly isNormal: boolean;
  readonly layout: Layout;
  /** Undefined if the file is not text, such as a workbook. */
  readonly encoding: string | undefined;
  readonly leftOut: readonly LeftOut[];
}

/** Enough to determine the layout; also the greatest length of a header. */
const headBytes = 2 ** 18;
const longestHeader = 2 ** 22;

/** Copies delimited text as UTF-8 without its header, and counts its records on the way. Anything but plain CSV is rewritten. */
export class CsvCopy {
  readonly #file: SourceFile;
  readonly #path: string;
  readonly #shifts: ShiftFile;
  readonly #text: Utf8Stream;
  #head: Buffer = Buffer.alloc(0);
  #body: Body | undefined;

  constructor(file: SourceFile, path: string) {
    this.#file = file;
    this.#path = path;
    this.#shifts = new ShiftFile(`${path}.shifts`);
    this.#text = new Utf8Stream(file.given.encoding);
  }

  /** The part of these bytes that is data, in UTF-8. */
  push(bytes: Buffer): Uint8Array {
    return this.#take(this.#text.push(bytes));
  }

  #take(text: Buffer): Uint8Array {
    if (this.#body) {
      this.#body.scan.push(text);
      this.#body.oddities.look(text);
      return text;
    }
    this.#head = this.#head.length === 0 ? Buffer.from(text) : Buffer.concat([this.#head, text]);
    const isEnough = this.#head.length >= headBytes && (lineEnds(this.#head) > 2 || this.#head.length >= longestHeader);
    return isEnough ? this.#begin(false) : new Uint8Array(0);
  }

  /**
   * The facts, and the path of the copy. Throws UserError for an empty file, one that is not text, and an unclosed quoted
   * value, because it is unknown how many records it swallowed.
   */
  async end(write: (rest: Uint8Array) => Promise<unknown>): Promise<{ readonly csv: CsvFacts; readonly path: string }> {
    await write(this.#take(this.#text.end()));
    if (!this.#body) await write(this.#begin(true));
    if (!this.#body) throw new Error("a CSV copy ended before it began");
    const { layout, lead, scan, oddities } = this.#body;
    const scanned = scan.end();
    if (scanned.unterminatedLine !== undefined) throw unterminated(this.#file, scanned.unterminatedLine);
    const shifts = await this.#shifts.end();
    const { columns, dialect, dataLine } = layout;
    const known = { columns, dataLine, layout, encoding: this.#text.encoding, lead: lead.length };
    const isPlain = scanned.newline !== "cr" && (scanned.newline !== undefined || scanned.records === 0);
    if (isPlain && !oddities.end() && lead.length > 0 === (scanned.newline === "crlf" && columns.length > 1)) {
      const plain = { delimiter: dialect.delimiter, records: scanned.records, newline: scanned.newline, shifts };
      return { csv: { ...known, ...plain, isNormal: false, leftOut: [] }, path: this.#path };
    }
    return this.#normal(known, lead.length);
  }

  close(): Promise<void> {
    return this.#shifts.close();
  }

  async #normal(known: Pick<CsvFacts, "columns" | "dataLine" | "layout" | "encoding">, lead: number) {
    const path = `${this.#path}.normal`;
    const { unterminatedLine, ...copy } = await writeNormalText({ path: this.#path, lead }, known.layout, path);
    if (unterminatedLine !== undefined) throw unterminated(this.#file, unterminatedLine);
    return { csv: { ...known, ...copy, delimiter: ",", lead: 0, newline: "lf", isNormal: true } as const, path };
  }

  #begin(isWhole: boolean): Uint8Array {
    const head = withoutMark(this.#head);
    if (isBinary(head)) throw sourceErrors.notText({ file: this.#file.name });
    const layout = findLayout(head.toString("utf8"), isWhole, this.#file.given);
    if (layout === undefined) throw noHeader(this.#file, "it is empty, not even a header line is there");
    const start = lineStart(head, layout.dataLine);
    const [headerStart, data] = [lineStart(head, layout.headerLine ?? layout.dataLine), head.subarray(start)];
    const lead = leadOf(head.subarray(0, start), data, layout);
    const scan = new CsvScan({
      delimiter: layout.dialect.delimiter,
      firstLine: layout.dataLine,
      countsBlankLines: layout.columns.length === 1,
      onRecord: (_start, record, line) => this.#shifts.note(record, line - record - layout.dataLine + 1),
    });
    this.#body = { layout, lead, scan, oddities: new Oddities(layout, head.subarray(headerStart, start)) };
    this.#head = Buffer.alloc(0);
    const rest = this.#take(data);
    return lead.length === 0 ? rest : Buffer.concat([lead, rest]);
  }
}

interface Body {
  readonly layout: Layout;
  readonly lead: Uint8Array;
  readonly scan: CsvScan;
  readonly oddities: Oddities;
}

/**
 * DuckDB takes the first line end of a file, even within quotes, as that of all lines, and cannot be told that it is CRLF; so
 * the copy starts with one. In a table of one column, an empty line would be a record.
 */
function leadOf(before: Buffer, data: Buffer, { columns }: Layout): Uint8Array {
  const end = data.indexOf(10);
  const isCrlf = before.length > 0 ? before.at(-2) === 13 && before.at(-1) === 10 : end > 0 && data[end - 1] === 13;
  return new TextEncoder().encode(isCrlf && columns.length > 1 ? "\r\n" : "");
}

function lineEnds(bytes: Buffer): number {
  let count = 0;
  for (const byte of bytes) if (byte === 10 || byte === 13) count += 1;
  return count;
}

/** Offset of a physical line, from 1. */
function lineStart(bytes: Buffer, line: number): number {
  let at = 0;
  for (let number = 1; number < line && at < bytes.length; at += 1) {
    if (bytes[at] === 10 || (bytes[at] === 13 && bytes[at + 1] !== 10)) number += 1;
  }
  return at;
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/** A picture or a program: zero bytes or other control characters near the start. */
function isBinary(head: Buffer): boolean {
  const some = head.subarray(0, 1024);
  const odd = some.filter((byte) => byte < 9 || (byte > 13 && byte < 27)).length;
  return some.includes(0) && odd > some.length / 8;
}

function unterminated(file: SourceFile, line: number): UserError {
  return sourceErrors.openQuote({ file: file.name, line });
}

function noHeader(file: SourceFile, why: string): UserError {
  return sourceErrors.noHeader({ file: file.name, why });
}
