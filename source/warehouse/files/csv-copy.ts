import { type FileHandle, open } from "node:fs/promises";
import { sourceErrors } from "../../errors/source.ts";
import type { UserError } from "../../errors.ts";
import { type CsvHeader, HeaderReader } from "./csv-header.ts";
import { CsvScan, type ScanResult } from "./csv-scan.ts";
import type { SourceFile } from "./source-file.ts";

export interface CsvFacts {
  readonly columns: readonly string[];
  readonly delimiter: string;
  /** Physical line on which the data begins. */
  readonly dataLine: number;
  /** Bytes of the copy before the data, on a line of their own; the copy holds nothing else besides the data. */
  readonly lead: number;
  /** Whether the header's line ends otherwise than those of the data. */
  readonly endsHeaderOtherwise: boolean;
  readonly scan: ScanResult;
  /** A file of `record,shift` lines where a record's line runs ahead; none when line = record + dataLine - 1 throughout. */
  readonly shifts: string | undefined;
}

/** Takes the header off a CSV file and counts its records while the data is copied. */
export class CsvCopy {
  readonly #file: SourceFile;
  readonly #shifts: ShiftFile;
  readonly #reader: HeaderReader;
  #header: CsvHeader | undefined;
  #scan: CsvScan | undefined;

  constructor(file: SourceFile, path: string) {
    this.#file = file;
    this.#shifts = new ShiftFile(`${path}.shifts`);
    this.#reader = new HeaderReader(file.name, file.delimiter);
  }

  /** The part of these bytes that is data. */
  push(bytes: Uint8Array): Uint8Array {
    if (this.#scan) {
      this.#scan.push(bytes);
      return bytes;
    }
    const header = this.#reader.push(bytes);
    return header ? this.#begin(header) : new Uint8Array(0);
  }

  /** Throws UserError for a quoted value that never ends: how many records it swallowed cannot be known. */
  async end(write: (rest: Uint8Array) => Promise<unknown>): Promise<CsvFacts> {
    if (!this.#scan) await write(this.#begin(this.#reader.end()));
    const header = this.#header;
    const scan = this.#scan?.end();
    if (!header || !scan) throw new Error("a CSV copy ended before it began");
    if (scan.unterminatedLine !== undefined) throw unterminated(this.#file, scan.unterminatedLine);
    if (scan.mixedNewlines) throw mixedNewlines(this.#file);
    const { columns, delimiter, dataLine, newline } = header;
    const endsHeaderOtherwise = scan.newline !== undefined && scan.newline !== newline;
    const lead = leadOf(header).length;
    return { columns, delimiter, dataLine, lead, endsHeaderOtherwise, scan, shifts: await this.#shifts.end() };
  }

  close(): Promise<void> {
    return this.#shifts.close();
  }

  #begin(header: CsvHeader): Uint8Array {
    this.#header = header;
    const shifts = this.#shifts;
    const scan = new CsvScan({
      delimiter: header.delimiter,
      firstLine: header.dataLine,
      countsBlankLines: header.columns.length === 1,
      onRecord: (_start, record, line) => shifts.note(record, line - record - header.dataLine + 1),
    });
    this.#scan = scan;
    scan.push(header.rest);
    const lead = leadOf(header);
    return lead.length === 0 ? header.rest : Buffer.concat([lead, header.rest]);
  }
}

/**
 * DuckDB takes the first line end of a file for that of all lines, be it within quotes, and cannot be told that it is CRLF:
 * so the copy begins with one. An empty line of a table of one column would be a record.
 */
function leadOf({ newline, columns }: CsvHeader): Uint8Array {
  return new TextEncoder().encode(newline === "crlf" && columns.length > 1 ? "\r\n" : "");
}

/** Writes down where lines and records part company; kept on disk so that memory stays flat whatever the file. */
class ShiftFile {
  readonly #path: string;
  #handle: Promise<FileHandle> | undefined;
  #writing: Promise<unknown> = Promise.resolve();
  #pending = "";
  #last = 0;

  constructor(path: string) {
    this.#path = path;
  }

  note(record: number, shift: number): void {
    if (shift === this.#last) return;
    this.#last = shift;
    this.#pending += `${record},${shift}\n`;
    if (this.#pending.length > 64_000) this.#flush();
  }

  async end(): Promise<string | undefined> {
    if (this.#pending.length > 0) this.#flush();
    await this.#writing;
    return this.#handle ? this.#path : undefined;
  }

  async close(): Promise<void> {
    await this.#writing.catch(() => {});
    await (await this.#handle)?.close();
    this.#handle = undefined;
  }

  #flush(): void {
    const text = this.#pending;
    this.#pending = "";
    this.#handle ??= open(this.#path, "wx", 0o600);
    const handle = this.#handle;
    this.#writing = this.#writing.then(async () => (await handle).write(text));
  }
}

function unterminated(file: SourceFile, line: number): UserError {
  return sourceErrors.openQuote({ file: file.name, line });
}

function mixedNewlines(file: SourceFile): UserError {
  return sourceErrors.mixedLineEnds({ file: file.name });
}
