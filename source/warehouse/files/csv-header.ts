import { isUtf8 } from "node:buffer";
import { sourceErrors } from "../../errors/source.ts";
import type { UserError } from "../../errors.ts";
import type { Newline } from "./csv-scan.ts";

export interface CsvHeader {
  /** Names as the file has them, trimmed; an empty one becomes `column_N`, `_record` and `_line` become `…_own`. */
  readonly columns: readonly string[];
  readonly delimiter: string;
  /** Physical line on which the data begins. */
  readonly dataLine: number;
  /** How the header's line ends; undefined where the file ends with it. */
  readonly newline: Newline | undefined;
  /** Bytes of the data that came with the header. */
  readonly rest: Uint8Array;
}

const longestHeader = 1_000_000;

/** Collects the beginning of a file until its header record is whole. */
export class HeaderReader {
  readonly #file: string;
  readonly #delimiter: string | undefined;
  #bytes: Buffer = Buffer.alloc(0);

  constructor(file: string, delimiter: string | undefined) {
    this.#file = file;
    this.#delimiter = delimiter;
  }

  /** The header once the bytes so far hold it. Throws UserError for an encoding or header that cannot be read. */
  push(bytes: Uint8Array): CsvHeader | undefined {
    this.#bytes = this.#bytes.length === 0 ? Buffer.from(bytes) : Buffer.concat([this.#bytes, bytes]);
    refuseUtf16(this.#file, this.#bytes);
    const end = headerEnd(this.#bytes);
    if (end !== undefined) return this.#parse(end);
    if (this.#bytes.length > longestHeader) throw unreadable(this.#file, "its first line does not end");
    return undefined;
  }

  /** The header of a file that ended without a line of data. */
  end(): CsvHeader {
    const { start } = skipBlank(this.#bytes);
    if (start === this.#bytes.length) throw unreadable(this.#file, "it is empty, not even a header line is there");
    return this.#parse({ ...skipBlank(this.#bytes), end: this.#bytes.length, next: this.#bytes.length });
  }

  #parse(place: HeaderPlace): CsvHeader {
    const record = this.#bytes.subarray(place.start, place.end);
    if (!isUtf8(record)) throw notUtf8(this.#file, place.line);
    const text = record.toString("utf8");
    const delimiter = this.#delimiter ?? likelyDelimiter(text);
    const columns = splitRecord(text, delimiter).map((name, index) => ownName(name.trim() || `column_${index + 1}`));
    refuseDuplicates(this.#file, place.line, columns);
    const lines = text.split(/\r\n|\n|\r/).length;
    const newline = newlineOf(this.#bytes.subarray(place.end, place.next));
    return { columns, delimiter, dataLine: place.line + lines, newline, rest: this.#bytes.subarray(place.next) };
  }
}

function newlineOf({ length, 0: first }: Uint8Array): Newline | undefined {
  if (length === 0) return undefined;
  return length === 2 ? "crlf" : first === 13 ? "cr" : "lf";
}

/** `_record` and `_line` tell a record's place: columns of these names keep their values under others. */
export function ownName(name: string): string {
  return /^_(record|line)$/i.test(name) ? `${name}_own` : name;
}

export function notUtf8(file: string, line: number): UserError {
  return sourceErrors.notUtf8({ file, line });
}

interface HeaderPlace {
  readonly start: number;
  readonly end: number;
  readonly next: number;
  readonly line: number;
}

function headerEnd(bytes: Uint8Array): HeaderPlace | undefined {
  const { start, line } = skipBlank(bytes);
  let isQuoted = false;
  for (let at = start; at < bytes.length; at += 1) {
    if (bytes[at] === 34) isQuoted = !isQuoted;
    else if (!isQuoted && bytes[at] === 10) return { start, end: at, next: at + 1, line };
    else if (!isQuoted && bytes[at] === 13) {
      // Whether this is \r or \r\n shows with the next byte.
      if (at + 1 === bytes.length) return undefined;
      return { start, end: at, next: bytes[at + 1] === 10 ? at + 2 : at + 1, line };
    }
  }
  return undefined;
}

/** Passes the byte order mark and empty lines before the header. */
function skipBlank(bytes: Uint8Array): { start: number; line: number } {
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let line = 1;
  for (; bytes[start] === 10 || bytes[start] === 13; start += 1) {
    if (bytes[start] === 10 || bytes[start + 1] !== 10) line += 1;
  }
  return { start, line };
}

function refuseUtf16(file: string, bytes: Uint8Array): void {
  const [first, second] = bytes;
  const hasMark = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (!hasMark && !(bytes.length > 1 && (first === 0 || second === 0))) return;
  throw sourceErrors.utf16({ file });
}

function likelyDelimiter(header: string): string {
  if (splitRecord(header, ",").length > 1) return ",";
  return [";", "\t", "|"].find((delimiter) => splitRecord(header, delimiter).length > 1) ?? ",";
}

function splitRecord(text: string, delimiter: string): string[] {
  const fields: string[] = [];
  let field = "";
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (isQuoted) {
      if (char !== '"') field += char;
      else if (text.charAt(at + 1) === '"') {
        field += '"';
        at += 1;
      } else isQuoted = false;
    } else if (char === '"' && field.trim() === "") isQuoted = true;
    else if (char === delimiter) {
      fields.push(field);
      field = "";
    } else field += char;
  }
  return [...fields, field];
}

function refuseDuplicates(file: string, line: number, columns: readonly string[]): void {
  const seen = new Set<string>();
  for (const column of columns) {
    const name = column.toLowerCase();
    if (seen.has(name)) {
      throw sourceErrors.columnTwice({ file, column, line });
    }
    seen.add(name);
  }
}

function unreadable(file: string, why: string): UserError {
  return sourceErrors.noHeader({ file, why });
}
