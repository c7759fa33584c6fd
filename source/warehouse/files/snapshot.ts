import { createHash } from "node:crypto";
import { type BigIntStats, constants } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { sourceErrors } from "../../errors/source.ts";
import type { UserError } from "../../errors.ts";
import { abortError } from "../database/abort.ts";
import { CsvCopy, type CsvFacts } from "./csv-copy.ts";
import { ExpansionLimit } from "./expansion-limit.ts";
import { type FileStamp, stampOf } from "./file-stamp.ts";
import { JsonCount } from "./json-count.ts";
import { NewlineCount } from "./newline-count.ts";
import type { FileWords } from "./period-columns.ts";
import { sampledBytes } from "./sampled-bytes.ts";
import { isWorkbook, type SourceFile } from "./source-file.ts";

/** A private copy of an input under a plain name, so that it cannot change or be mixed up while being read. */
export interface Snapshot {
  readonly file: SourceFile;
  readonly path: string;
  /** Of the file as stored (compressed if it is). */
  readonly sha256: string;
  readonly stamp: FileStamp;
  readonly modifiedAt: Date;
  /** The share of its bytes that the copy has: 1 unless a sample was asked for. */
  readonly share: number;
  /** For CSV: header, delimiter, counted records. */
  readonly csv: CsvFacts | undefined;
  /** Records counted while copying: non-blank lines of NDJSON, values of a JSON file. */
  readonly lines: number | undefined;
}

/** What a file's name and the lines before its header say of its table. */
export function wordsOf({ file, csv }: Snapshot): FileWords {
  return { file: file.name, years: csv?.layout.years ?? [] };
}

const pieceBytes = 1024 * 1024;

/**
 * Copies, hashes, expands and counts one file in a single pass, or a sample of about so many bytes. Rejects with UserError for a
 * file that cannot be read, is a truncated gz, or changes meanwhile.
 */
export async function takeSnapshot(
  file: SourceFile,
  directory: string,
  number: number,
  signal?: AbortSignal,
  sample?: number,
): Promise<Snapshot> {
  const handle = await openInput(file);
  try {
    const before = await handle.stat({ bigint: true });
    if (!before.isFile()) throw cannotRead(file, "it is not a plain file");
    const path = join(directory, `input-${number}.${file.format}`);
    const copied = await copy(file, handle, path, { packed: Number(before.size), signal, sample });
    await refuseChanged(file, before, handle);
    return { file, stamp: stampOf(before), modifiedAt: new Date(Number(before.mtimeMs)), ...copied };
  } finally {
    await handle.close();
  }
}

interface CopyOptions {
  /** Size of the file as stored, in bytes. */
  readonly packed: number;
  readonly signal: AbortSignal | undefined;
  /** Bytes to copy if not all. */
  readonly sample: number | undefined;
}

async function copy(file: SourceFile, handle: FileHandle, path: string, { packed, signal, sample }: CopyOptions) {
  const hash = createHash("sha256");
  const target = await open(path, "wx", 0o600);
  const csv = file.format === "csv" ? new CsvCopy(file, path) : undefined;
  const count = file.format === "ndjson" ? new NewlineCount() : file.format === "json" ? new JsonCount() : undefined;
  try {
    const some = sample === undefined ? undefined : await sampledBytes(handle, packed, sample);
    for await (const piece of some ?? expanded(file, handle, packed, (bytes) => hash.update(bytes))) {
      if (signal?.aborted) throw abortError();
      const data = csv ? csv.push(piece) : piece;
      count?.push(piece);
      if (data.length > 0) await target.write(data);
    }
    const ended = isWorkbook(file) ? await copySheet(file, path, signal) : await csv?.end((rest) => target.write(rest));
    const share = some === undefined ? 1 : some.reduce((sum, { length }) => sum + length, 0) / packed;
    return { path: ended?.path ?? path, sha256: hash.digest("hex"), csv: ended?.csv, lines: count?.end(), share };
  } finally {
    await target.close();
    await csv?.close();
  }
}

async function copySheet(file: SourceFile, path: string, signal: AbortSignal | undefined) {
  const { copySheetAsText } = await import("./sheet-copy.ts");
  return copySheetAsText(file, path, signal);
}

async function* expanded(
  file: SourceFile,
  handle: FileHandle,
  packed: number,
  onBytes: (bytes: Buffer) => void,
): AsyncGenerator<Buffer> {
  const raw = hashed(await packedBytes(file, handle), onBytes);
  try {
    yield* file.isGzip ? gunzipped(raw, new ExpansionLimit(file.name, packed)) : raw;
  } catch (error) {
    throw readError(file, error);
  }
}

async function packedBytes({ entry, format, name }: SourceFile, handle: FileHandle): Promise<AsyncIterable<unknown>> {
  if (entry === undefined && format !== "zip")
    return handle.createReadStream({ autoClose: false, start: 0, highWaterMark: pieceBytes });
  const { zipEntryBytes } = await import("./zip.ts");
  return zipEntryBytes(handle.fd, name, entry ?? "");
}

async function* hashed(raw: AsyncIterable<unknown>, onBytes: (bytes: Buffer) => void): AsyncGenerator<Buffer> {
  for await (const piece of raw) {
    const bytes = piece as Buffer;
    onBytes(bytes);
    yield bytes;
  }
}

async function* gunzipped(raw: AsyncGenerator<Buffer>, limit: ExpansionLimit): AsyncGenerator<Buffer> {
  const source = Readable.from(raw);
  const gunzip = createGunzip({ chunkSize: pieceBytes });
  source.on("error", (error) => gunzip.destroy(error));
  for await (const piece of source.pipe(gunzip)) {
    limit.add(piece.length);
    yield piece;
  }
}

async function openInput(file: SourceFile): Promise<FileHandle> {
  try {
    // For a named pipe, a plain open would wait for the other end.
    return await open(file.path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw readError(file, error);
  }
}

function readError(file: SourceFile, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "Z_BUF_ERROR") return damagedGzip(file, "it ends too early: it was cut off while copied or written");
  if (code.startsWith("Z_")) return damagedGzip(file, "its content is not valid gzip");
  if (code === "EACCES" || code === "EPERM") return cannotRead(file, "you may not read it");
  if (code === "ENOENT") return cannotRead(file, "it is not there");
  if (code === "EISDIR") return cannotRead(file, "it is a folder");
  return error;
}

function damagedGzip(file: SourceFile, why: string): UserError {
  return sourceErrors.damagedGzip({ file: file.name, why });
}

function cannotRead(file: SourceFile, why: string): UserError {
  return sourceErrors.unreadable({ file: file.name, why });
}

async function refuseChanged(file: SourceFile, before: BigIntStats, handle: FileHandle): Promise<void> {
  const sameFile = stampOf(await handle.stat({ bigint: true }));
  const samePath = await stat(file.path, { bigint: true }).then(stampOf, () => undefined);
  const first = JSON.stringify(stampOf(before));
  if (JSON.stringify(sameFile) === first && JSON.stringify(samePath) === first) return;
  throw sourceErrors.changing({ file: file.name });
}
