import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { LeftOut } from "../../domain/file-reading.ts";
import type { Layout } from "./layout.ts";
import { RowFilter } from "./row-filter.ts";
import { ShiftFile } from "./shift-file.ts";
import { RecordSplitter, type TextRecord } from "./split-records.ts";

/** A copy in the one form that is always read alike: UTF-8, commas, double quotes, LF, no header, nothing but records. */
export interface NormalCopy {
  readonly records: number;
  readonly leftOut: readonly LeftOut[];
  /** See CsvFacts. */
  readonly shifts: string | undefined;
  /** First line of a record whose quoted value never ends. */
  readonly unterminatedLine: number | undefined;
}

const pieceLength = 2 ** 18;

/** What the reader rejects as the damaged record would be: text after a closing quote. */
function damagedLine({ columns }: Layout): string {
  return `"damaged"record${",".repeat(columns.length - 1)}\n`;
}

/** Writes the records of a table's text, of which the header is off already, in the normal form; `lead` bytes are not its. */
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

/** A normal copy that is written record by record. */
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
      const leftOut = filter.end();
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
 * Blank cells too many at the end are taken off, those too few added where lines of this table end early; other records of
 * another width stay so, for the quarantine to name.
 */
function normalLine(cells: readonly string[], { columns: { length: width }, isRagged }: Layout): string {
  let length = cells.length;
  while (length > width && (cells[length - 1] ?? "").trim() === "") length -= 1;
  const own = length === cells.length ? cells : cells.slice(0, length);
  const missing = isRagged && length < width ? ",".repeat(width - length) : "";
  const text = own.map(quoted).join(",") + missing;
  return text === "" ? '""\n' : `${text}\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
