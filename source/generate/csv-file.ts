import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";

/** A CSV file that grows by chunks: rows gather in memory until `flush`. */
export interface CsvFile {
  readonly name: string;
  rows(): number;
  /** One record, already joined by commas. */
  add(record: string): void;
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** Creates `<table>.csv` in a folder, with its header. */
export async function createCsv(folder: string, table: string, columns: readonly string[]): Promise<CsvFile> {
  const name = `${table}.csv`;
  const handle: FileHandle = await open(join(folder, name), "wx");
  let text = `${columns.join(",")}\n`;
  let count = 0;
  const flush = async () => {
    if (text.length === 0) return;
    const chunk = text;
    text = "";
    await handle.appendFile(chunk);
  };
  return {
    name,
    rows: () => count,
    add: (record) => {
      text += `${record}\n`;
      count++;
    },
    flush,
    close: async () => {
      await flush();
      await handle.datasync();
      await handle.close();
    },
  };
}

/** Writes cents as a decimal with two places. */
export function money(cents: number): string {
  const size = cents < 0 ? -cents : cents;
  const whole = Math.floor(size / 100);
  const rest = size - whole * 100;
  return `${cents < 0 ? "-" : ""}${whole}.${rest < 10 ? "0" : ""}${rest}`;
}

/** Quotes a text where CSV asks for it. */
export function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
