import { crc32 } from "node:zlib";
import { type Entry, fromFdPromise, openPromise, type ZipFile } from "yauzl";
import { sourceErrors } from "../../errors/source.ts";
import { ExpansionLimit } from "./expansion-limit.ts";

/** A zip with more files than this is not an export. */
const mostEntries = 10_000;

/** A file within a zip. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: number;
  readonly isEncrypted: boolean;
}

/** The files in a zip, in order, without folders. Rejects with UserError for a file that is not a complete zip. */
export async function zipEntries(path: string, name: string): Promise<readonly ZipEntry[]> {
  const zip = await readable(name, () => openPromise(path, { lazyEntries: true, autoClose: false }));
  try {
    const entries = await readable(name, () => allEntries(name, zip));
    return entries.map((entry) => ({
      name: entry.fileName,
      bytes: entry.uncompressedSize,
      isEncrypted: entry.isEncrypted(),
    }));
  } finally {
    zip.close();
  }
}

/**
 * The bytes of one file in an open zip; the handle stays open. Rejects with UserError if the file is missing, encrypted,
 * expands too far or does not match its checksum.
 */
export async function* zipEntryBytes(descriptor: number, name: string, entryName: string): AsyncGenerator<Buffer> {
  const zip = await readable(name, () => fromFdPromise(descriptor, { lazyEntries: true, autoClose: false }));
  const entry = (await readable(name, () => allEntries(name, zip))).find((each) => each.fileName === entryName);
  if (entry === undefined) throw sourceErrors.unreadable({ file: name, why: `${entryName} is not in it` });
  if (entry.isEncrypted()) throw sourceErrors.encrypted({ file: name });
  const limit = new ExpansionLimit(name, entry.compressedSize);
  const stream = await readable(name, () => zip.openReadStreamPromise(entry));
  let checksum = 0;
  try {
    for await (const piece of stream) {
      const data: Buffer = piece;
      checksum = crc32(data, checksum);
      limit.add(data.length);
      yield data;
    }
  } catch (error) {
    throw damaged(name, error);
  }
  if (checksum !== entry.crc32)
    throw sourceErrors.damagedArchive({ file: name, why: "its checksum does not fit its content" });
}

async function allEntries(name: string, zip: ZipFile): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    if (!entry.fileName.endsWith("/")) entries.push(entry);
    if (entries.length > mostEntries)
      throw sourceErrors.damagedArchive({ file: name, why: `it holds more than ${mostEntries} files` });
  }
  return entries;
}

async function readable<Result>(name: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    throw damaged(name, error);
  }
}

function damaged(name: string, error: unknown): unknown {
  if (!(error instanceof Error) || error.name === "UserError" || "id" in error) return error;
  return sourceErrors.damagedArchive({ file: name, why: error.message.split("\n")[0]?.replace(/\.$/, "") ?? "" });
}
