import { open } from "node:fs/promises";
import { sourceErrors } from "../../errors/source.ts";
import { abortError } from "../database/abort.ts";
import type { CsvFacts } from "./csv-copy.ts";
import { layoutOf } from "./layout.ts";
import { type NormalWriter, openNormalCopy } from "./normal-copy.ts";
import type { SourceFile } from "./source-file.ts";
import type { TextRecord } from "./split-records.ts";
import type { Layout } from "./table-layout.ts";
import { sheetNames, sheetRecords } from "./workbook.ts";

/** Rows from which the layout is determined. */
const headRows = 500;

/** Writes a sheet of a workbook's private copy as normal text. Rejects with UserError for a workbook that cannot be read. */
export async function copySheetAsText(
  file: SourceFile,
  path: string,
  signal?: AbortSignal,
): Promise<{ readonly csv: CsvFacts; readonly path: string }> {
  const handle = await open(path);
  try {
    const [first = ""] = file.sheet === undefined ? await sheetNames(path, file.name) : [file.sheet];
    const copy = new SheetCopy(file, `${path}.normal`);
    try {
      for await (const record of sheetRecords(path, handle.fd, file.name, first)) {
        if (signal?.aborted) throw abortError();
        await copy.push(record);
      }
      return await copy.end();
    } finally {
      await copy.close();
    }
  } finally {
    await handle.close();
  }
}

/** Holds the first rows back until they determine the layout. */
class SheetCopy {
  readonly #file: SourceFile;
  readonly #path: string;
  #head: TextRecord[] = [];
  #open: { readonly layout: Layout; readonly writer: NormalWriter } | undefined;

  constructor(file: SourceFile, path: string) {
    this.#file = file;
    this.#path = path;
  }

  async push(record: TextRecord): Promise<void> {
    if (this.#open) return this.#open.writer.push(record);
    this.#head.push(record);
    if (this.#head.length === headRows) await this.#begin();
  }

  async end(): Promise<{ readonly csv: CsvFacts; readonly path: string }> {
    const { layout, writer } = this.#open ?? (await this.#begin());
    const { records, leftOut, shifts } = await writer.end();
    const { columns, dataLine } = layout;
    const form = { delimiter: ",", lead: 0, newline: "lf", isNormal: true, encoding: undefined } as const;
    return { csv: { ...form, columns, dataLine, layout, records, leftOut, shifts }, path: this.#path };
  }

  async close(): Promise<void> {
    await this.#open?.writer.close();
  }

  async #begin() {
    const found = layoutOf(this.#head, { delimiter: ",", quote: '"', escapedBy: '"' }, this.#file.given.headerLine);
    if (found === undefined) throw sourceErrors.noHeader({ file: this.#file.name, why: "the sheet is empty" });
    // A sheet has no cells where nothing was written, so its rows always end early.
    const layout = { ...found, isRagged: true };
    const opened = { layout, writer: await openNormalCopy(layout, this.#path) };
    this.#open = opened;
    const data = this.#head.filter(({ line }) => line >= layout.dataLine);
    this.#head = [];
    for (const record of data) await opened.writer.push(record);
    return opened;
  }
}
