import { open, readFile } from "node:fs/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { streamOdsRows } from "hucre/ods";
import { type CellValue, streamXlsxRows } from "hucre/xlsx";
import { sourceErrors } from "../../errors/source.ts";
import type { TextRecord } from "./split-records.ts";
import { zipEntries, zipEntryBytes } from "./zip.ts";

/** The texts and styles of a workbook are kept in memory while it is read, at twenty times their size until they are parsed. */
const mostTextBytes = 2 ** 24;
const mostSheetBytes = 2 ** 32;
/** All sheets of an OpenDocument workbook are one text. */
const mostContentBytes = 2 ** 27;

/** The names of a workbook's cell sheets, in order. Rejects with UserError if it is encrypted or broken. */
export async function sheetNames(path: string, name: string): Promise<readonly string[]> {
  await refuseEncrypted(path, name);
  if (isOpenDocument(path)) return tableNames(await partText(path, name, "content.xml"));
  const text = await partText(path, name, "xl/workbook.xml");
  const links = await partText(path, name, "xl/_rels/workbook.xml.rels");
  const cells = new Set(
    [...links.matchAll(/<Relationship\b[^>]*>/g)]
      .filter(([tag]) => /relationships\/worksheet"/.test(tag))
      .map(([tag]) => attribute(tag, "Id")),
  );
  return [...text.matchAll(/<(?:\w+:)?sheet\b[^>]*>/g)]
    .filter(([tag]) => cells.has(attribute(tag, "\\w+:id")))
    .map(([tag]) => attribute(tag, "name"));
}

/** The rows of a sheet as texts of their values: dates in ISO format, numbers with a point, booleans as true and false. */
export async function* sheetRecords(
  path: string,
  descriptor: number,
  name: string,
  sheet: string,
): AsyncGenerator<TextRecord> {
  await checkParts(path, descriptor, name);
  try {
    const bytes = await readFile(path);
    let isFirst = true;
    const rows = isOpenDocument(path) ? streamOdsRows(bytes, { sheets: [sheet] }) : streamXlsxRows(bytes, { sheet });
    for await (const { index, values } of rows) {
      if (isFirst) collectGarbage();
      isFirst = false;
      yield { cells: values.map(textOf), line: index + 1 };
    }
  } catch (error) {
    if (!(error instanceof Error) || "id" in error) throw error;
    throw sourceErrors.damagedArchive({ file: name, why: error.message.split("\n")[0]?.replace(/\.$/, "") ?? "" });
  }
}

function isOpenDocument(path: string): boolean {
  return /\.ods$/i.test(path);
}

function tableNames(content: string): readonly string[] {
  return [...content.matchAll(/<table:table(?=[\s>])[^>]*>/g)].map(([tag]) => attribute(tag, "table:name"));
}

/** Reads every part once, because the reader of the cells does not check checksums, and a flipped bit changes a figure. */
async function checkParts(path: string, descriptor: number, name: string): Promise<void> {
  for (const { name: part, bytes } of await zipEntries(path, name)) {
    const most = /sharedStrings|styles/.test(part)
      ? mostTextBytes
      : part === "content.xml"
        ? mostContentBytes
        : mostSheetBytes;
    if (bytes > most) throw sourceErrors.tooLarge({ file: name, size: sizeOf(bytes), most: sizeOf(most) });
    for await (const _piece of zipEntryBytes(descriptor, name, part));
  }
}

/**
 * V8 would keep the memory left over from parsing the texts, and the system its pages, until long after the rows are in the
 * database.
 */
function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect({ type: "major", execution: "sync", flavor: "last-resort" });
}

/** An encrypted workbook is not a zip but the container of old Office files, which starts with these bytes. */
async function refuseEncrypted(path: string, name: string): Promise<void> {
  const handle = await open(path);
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    if (buffer.equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) throw sourceErrors.encrypted({ file: name });
  } finally {
    await handle.close();
  }
}

async function partText(path: string, name: string, part: string): Promise<string> {
  const handle = await open(path);
  try {
    const pieces: Buffer[] = [];
    for await (const piece of zipEntryBytes(handle.fd, name, part)) pieces.push(piece);
    return Buffer.concat(pieces).toString("utf8");
  } finally {
    await handle.close();
  }
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(tag)?.[1] ?? "";
  const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return value.replaceAll(/&(\w+|#\d+|#x[0-9a-f]+);/gi, (whole, entity: string) =>
    entity.startsWith("#")
      ? String.fromCodePoint(Number(entity.slice(1).replace(/^x/i, "0x")))
      : (entities[entity] ?? whole),
  );
}

function textOf(value: CellValue): string {
  if (value === null) return "";
  return value instanceof Date ? timeText(value) : String(value);
}

/** A time of day alone is a fraction of the day from which spreadsheets count. */
function timeText(value: Date): string {
  const [day = "", clock = ""] = value.toISOString().replace("Z", "").split("T");
  const time = clock.replace(/\.\d+$/, "");
  if (value.getUTCFullYear() < 1900) return time;
  return time === "00:00:00" ? day : `${day} ${time}`;
}

/** `12.3 MB`. */
function sizeOf(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
