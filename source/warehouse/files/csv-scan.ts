const lf = 10;
const cr = 13;
const quote = 34;

/** Called once per data record: the offset just after it, its number from 1 and the physical line it starts on. */
export type OnRecord = (end: number, record: number, line: number) => void;

export interface ScanResult {
  readonly records: number;
  /** First line of a record with an unclosed quoted value. */
  readonly unterminatedLine: number | undefined;
  /** The line end outside of quoted values, if all are the same. */
  readonly newline: Newline | undefined;
}

export type Newline = "lf" | "cr" | "crlf";

/**
 * Counts the records of CSV data (without its header) independently of DuckDB, and knows the physical line of each, because
 * quoted newlines and blank lines make lines run ahead of records. Bytes come in pieces of any size.
 */
export class CsvScan {
  readonly #delimiter: number;
  readonly #onRecord: OnRecord | undefined;
  /** In a table of one column an empty line is a record without a value. */
  readonly #countsBlankLines: boolean;
  #offset = 0;
  #records = 0;
  #line: number;
  #recordLine: number;
  #isBlank = true;
  #state: "start" | "plain" | "quoted" | "after" = "start";
  #afterCr = false;
  #newlines = { lf: 0, cr: 0, crlf: 0 };

  constructor(options: { delimiter: string; firstLine: number; countsBlankLines?: boolean; onRecord?: OnRecord }) {
    this.#delimiter = options.delimiter.charCodeAt(0);
    this.#line = options.firstLine;
    this.#recordLine = options.firstLine;
    this.#countsBlankLines = options.countsBlankLines ?? false;
    this.#onRecord = options.onRecord;
  }

  push(bytes: Uint8Array): void {
    let at = this.#lines(bytes);
    while (at < bytes.length) at = this.#state === "quoted" ? this.#quoted(bytes, at) : this.#outside(bytes, at);
    this.#offset += bytes.length;
  }

  end(): ScanResult {
    const isOpen = this.#state === "quoted";
    if (!this.#isBlank) this.#endRecord(this.#offset);
    if (this.#afterCr) this.#newlines.cr += 1;
    const kinds = (["lf", "cr", "crlf"] as const).filter((kind) => this.#newlines[kind] > 0);
    return {
      records: this.#records,
      unterminatedLine: isOpen ? this.#recordLine : undefined,
      newline: kinds.length === 1 ? kinds[0] : undefined,
    };
  }

  /** In a piece without quotes and carriage returns, records are lines. Returns how far it got. */
  #lines(bytes: Uint8Array): number {
    const isPlain = this.#state !== "quoted" && !this.#afterCr && !bytes.includes(quote) && !bytes.includes(cr);
    if (!isPlain) return 0;
    let from = 0;
    for (let at = bytes.indexOf(lf); at >= 0; at = bytes.indexOf(lf, from)) {
      if (at > from) this.#isBlank = false;
      this.#newline(lf, at + 1);
      from = at + 1;
    }
    this.#state = from === 0 ? this.#state : "start";
    return from;
  }

  #quoted(bytes: Uint8Array, from: number): number {
    let at = from;
    while (at < bytes.length) {
      const byte = bytes[at++];
      if (byte === quote) {
        this.#state = "after";
        this.#afterCr = false;
        return at;
      }
      if (byte === lf) {
        if (!this.#afterCr) this.#line += 1;
        this.#afterCr = false;
      } else if (byte === cr) {
        this.#line += 1;
        this.#afterCr = true;
      } else this.#afterCr = false;
    }
    return at;
  }

  #outside(bytes: Uint8Array, from: number): number {
    const delimiter = this.#delimiter;
    let state = this.#state;
    let at = from;
    while (at < bytes.length) {
      const byte = bytes[at++] ?? 0;
      if (byte === lf || byte === cr) {
        this.#newline(byte, at);
        state = "start";
        continue;
      }
      if (this.#afterCr) this.#loneCr();
      this.#isBlank = false;
      if (byte === delimiter) state = "start";
      else if (byte === quote) {
        // A quote opens a value only at its start; doubled within a quoted value it is one character of it.
        if (state === "start" || state === "after") {
          this.#state = "quoted";
          return at;
        }
      } else if (byte !== 32 || state !== "start") state = state === "after" && byte === 32 ? "after" : "plain";
      if (state === "plain") at = skipPlain(bytes, at, delimiter);
    }
    this.#state = state;
    return at;
  }

  #newline(byte: number, end: number): void {
    if (byte === lf && this.#afterCr) {
      this.#afterCr = false;
      this.#newlines.crlf += 1;
      return;
    }
    if (this.#afterCr) this.#loneCr();
    if (!this.#isBlank || this.#countsBlankLines) this.#endRecord(this.#offset + end);
    if (byte === lf) this.#newlines.lf += 1;
    this.#afterCr = byte === cr;
    this.#line += 1;
    this.#recordLine = this.#line;
    this.#isBlank = true;
  }

  #loneCr(): void {
    this.#newlines.cr += 1;
    this.#afterCr = false;
  }

  #endRecord(end: number): void {
    this.#records += 1;
    this.#onRecord?.(end, this.#records, this.#recordLine);
  }
}

/** The next byte that can end an unquoted value: most bytes of a file pass through this loop only. */
function skipPlain(bytes: Uint8Array, from: number, delimiter: number): number {
  let at = from;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (byte === delimiter || byte === lf || byte === cr) return at;
    at += 1;
  }
  return at;
}
