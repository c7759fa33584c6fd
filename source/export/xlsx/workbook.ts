import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import type { ZipFile } from "yazl";
import { cell } from "../../domain/cell.ts";
import type { Sheet } from "../sheet.ts";
import type { WorkbookColumn } from "./cells.ts";
import { contentTypes, relationships, workbookXml } from "./package-parts.ts";
import { type Rows, type SheetBody, ValueBody } from "./sheet-body.ts";
import { sheetXml } from "./sheet-xml.ts";
import { stylesXml } from "./styles.ts";

/** A table of a workbook, and the name on its tab. */
export interface NamedSheet {
  readonly name: string;
  readonly sheet: {
    readonly currency?: string;
    readonly columns: readonly WorkbookColumn[];
    /** Read once, when the sheet is written. */
    readonly rows: Rows | SheetBody;
    /** False if the rows must keep their order. */
    readonly hasFilter?: boolean;
    readonly rowUnits?: Sheet["rowUnits"];
  };
}

/**
 * Fixed times, so that the same sheets give the same bytes. Compressed less than usual: a file of rows is a sixth larger, and
 * takes half the time.
 */
const options = { mtime: new Date(2000, 0, 1), mode: 0o100644, forceDosTimestamp: true, compressionLevel: 3 };

/**
 * A workbook of these sheets as .xlsx: a bold, frozen header with filters, numbers and days as such, money in its currency,
 * texts as texts. What is longer than a sheet continues in another one. Rows are streamed, and none is kept.
 */
export async function* toXlsx(sheets: readonly NamedSheet[]): AsyncGenerator<Uint8Array> {
  const yazl = (await import("yazl")).default;
  const zip = new yazl.ZipFile();
  const out = zip.outputStream as Readable;
  const stop = new AbortController();
  const filling = fill(zip, sheets, stop.signal).catch((error: Error) => out.destroy(error));
  try {
    yield* out as AsyncIterable<Uint8Array>;
  } finally {
    stop.abort();
    await filling;
  }
}

async function fill(zip: ZipFile, sheets: readonly NamedSheet[], signal: AbortSignal): Promise<void> {
  const add = (name: string, xml: string) => zip.addBuffer(Buffer.from(xml), name, options);
  add("[Content_Types].xml", contentTypes());
  add("_rels/.rels", relationships([["officeDocument", "xl/workbook.xml"]]));
  const names: string[] = [];
  for (const { name, sheet } of sheets) {
    const body = "head" in sheet.rows ? sheet.rows : new ValueBody(sheet, sheet.rows);
    try {
      for (let part = 1; part === 1 || !(await body.isOver()); part += 1) {
        names.push(tabName(name, part, names));
        const xml = Readable.from(sheetXml(sheet.columns, body, sheet.hasFilter !== false));
        zip.addReadStream(xml, `xl/worksheets/sheet${names.length}.xml`, options);
        await finished(xml, { signal });
      }
    } finally {
      await body.close();
    }
  }
  add("xl/workbook.xml", workbookXml(names));
  const parts = names.map((_, index) => ["worksheet", `worksheets/sheet${index + 1}.xml`] as const);
  add("xl/_rels/workbook.xml.rels", relationships([...parts, ["styles", "styles.xml"]]));
  add("xl/styles.xml", stylesXml(sheets.find(({ sheet }) => sheet.currency !== undefined)?.sheet.currency));
  zip.end();
}

/** A valid and unique tab name: at most 31 characters, none of those that Excel reserves. */
function tabName(name: string, part: number, taken: readonly string[]): string {
  const plain = cell(name)
    .replaceAll(/[[\]:*?/\\]/g, " ")
    .replace(/^'|'$/g, " ")
    .trim();
  const lower = taken.map((one) => one.toLowerCase());
  for (let count = part; ; count += 1) {
    const behind = count === 1 ? "" : ` (${count})`;
    const found = (plain || "Sheet").slice(0, 31 - behind.length) + behind;
    if (!lower.includes(found.toLowerCase())) return found;
  }
}
