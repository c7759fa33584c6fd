import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { RecordBytes } from "./record-bytes.ts";

/** A CSV file that grows by chunks: records accumulate in memory until `flush`. */
export interface CsvFile {
  readonly name: string;
  rows(): number;
  /** Receives the parts of the next record. */
  readonly record: RecordBytes;
  /** Ends the record. */
  end(): void;
  /** Starts to write what has accumulated, once it is enough for a write and the previous write is done. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

const chunkSize = 262_144;

/** Creates `<table>.csv` in a folder, with its header. */
export async function createCsv(folder: string, table: string, columns: readonly string[]): Promise<CsvFile> {
  const name = `${table}.csv`;
  const handle: FileHandle = await open(join(folder, name), "wx");
  const record = new RecordBytes();
  record.text(columns.join(",")).end();
  let count = 0;
  let writing: Promise<void> | undefined;
  const write = async () => {
    await writing;
    writing = handle.appendFile(record.take());
    // The next one to await it, if only the close, gets the failure.
    writing.catch(() => {});
  };
  return {
    name,
    rows: () => count,
    record,
    end: () => {
      record.end();
      count++;
    },
    flush: async () => {
      if (record.size >= chunkSize) await write();
    },
    close: async () => {
      try {
        await write();
        await writing;
        await handle.datasync();
      } finally {
        await handle.close();
      }
    },
  };
}

/** Quotes a text if CSV requires it. */
export function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
