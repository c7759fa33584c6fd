import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { LeftOut } from "../../domain/file-reading.ts";
import { RowFilter } from "./row-filter.ts";
import { ShiftFile } from "./shift-file.ts";
import { RecordSplitter, type TextRecord } from "./split-records.ts";
import type { Layout } from "./table-layout.ts";

/** A copy in a single form that can always be read the same way: UTF-8, commas, double quotes, LF, no header, only records. */
export interface NormalCopy {
  readonly records: number;
  readonly leftOut: readonly LeftOut[];
  /** See CsvFacts. */
  readonly shifts: string | undefined;
  /** First line of a record with an unclosed quoted value. */
  readonly unterminatedLine: number | undefined;
}

const pieceLength = 2 ** 18;

/** Rejected by the reader like the damaged record: text after a closing quote. */
function damagedLine({ columns }: Layout): string {
  return `"damaged"record${",".repeat(columns.length - 1)}\n`;
}

/**
 * Writes the records of a table's text, whose header is already removed, in the normal form; the first `lead` bytes are not
 * part of it.
 */
export async function writeNormalText(
  from: { readonly path: string; readonly lead: number },
  layout: Layout,
  to: string,
): Promise<NormalCopy> {
  const splitter = new RecordSplitter(layout.dialect, layout.dataLine);
  const copy = await openNormalCopy(layout, to);
  try {
    for await (const piece of createReadStream(from.path, {
      start: from.lead,
      encoding: "utf8",
      highWaterMark: 2 ** 20,
    }))
      for (const record of splitter.push(String(piece))) await copy.push(record);
    for (const record of splitter.end()) await copy.push(record);
    return { ...(await copy.end()), unterminatedLine: splitter.unterminatedLine };
  } finally {
    await copy.close();
  }
}

/** A normal copy written record by record. */
export interface NormalWriter {
  push(record: TextRecord): Promise<void> | undefined;
  end(): Promise<Omit<NormalCopy, "unterminatedLine">>;
  close(): Promise<void>;
}

export async function openNormalCopy(layout: Layout, to: string): Promise<NormalWriter> {
  const target = await open(to, "wx", 0o600);
  const shifts = new ShiftFile(`${to}.shifts`);
  const filter = new RowFilter(layout);
  const lines = new LineBuffer(target);
  let records = 0;
  const write = ({ cells, line, isDamaged }: TextRecord) => {
    records += 1;
    shifts.note(records, line - records - layout.dataLine + 1);
    lines.add(isDamaged ? damagedLine(layout) : normalLine(cells, layout));
  };
  return {
    push(record) {
      for (const each of filter.push(record)) write(each);
      return lines.isFull ? lines.flush() : undefined;
    },
    async end() {
      const { records: last, leftOut } = filter.end();
      for (const each of last) write(each);
      await lines.flush();
      return { records, leftOut, shifts: await shifts.end() };
    },
    async close() {
      await target.close();
      await shifts.close();
    },
  };
}

class LineBuffer {
  readonly #target: FileHandle;
  #text = "";

  constructor(target: FileHandle) {
    this.#target = target;
  }

  get isFull(): boolean {
    return this.#text.length > pieceLength;
  }

  add(line: string): void {
    this.#text += line;
  }

  async flush(): Promise<void> {
    const text = this.#text;
    this.#text = "";
    await this.#target.write(text);
  }
}

/**
 * Removes extra blank cells at the end, and adds missing ones if lines of this table end early; other records of another width
 * stay as they are, for the quarantine to report.
 */
function normalLine(cells: readonly string[], { columns: { length: width }, isRagged, hasTabs }: Layout): string {
  let length = cells.length;
  while (length > width && (cells[length - 1] ?? "").trim() === "") length -= 1;
  const own = length === cells.length ? cells : cells.slice(0, length);
  const missing = isRagged && length < width ? ",".repeat(width - length) : "";
  const text = (hasTabs ? own.map((cell) => cell.replace(/\t+$/, "")) : own).map(quoted).join(",") + missing;
  return text === "" ? '""\n' : `${text}\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
