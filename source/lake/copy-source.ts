import { chmod, mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { CopyEvent } from "../domain/build-event.ts";
import { lakeErrors } from "../errors/lake.ts";
import { s3Address } from "./address.ts";
import { type CopiedObjects, copiedAs, isCopied, readCopied, writeCopied } from "./copied-objects.ts";
import { download } from "./download.ts";
import { connectS3, type S3 } from "./s3.ts";
import { type SourceObject, type SourcePlace, sourceObjects } from "./source-objects.ts";

export interface CopyOptions {
  /** As `s3://bucket/prefix`. */
  readonly address: string;
  /** Where the copies go; the record of them is kept next to it. */
  readonly folder: string;
  /** Whether a file of this path has a supported format. */
  readonly isRead: (path: string) => boolean;
  readonly signal?: AbortSignal | undefined;
}

export interface Copied {
  /** The number of objects of the source, and how many of them were fetched this time. */
  readonly objects: number;
  readonly fetched: number;
  readonly bytes: number;
}

/** The number of objects fetched at once. */
const width = 8;
/** How often to list a source again that is being written to. */
const mostListings = 3;

/**
 * Makes a folder a copy of a source on S3, fetching only objects that changed, and yields its progress. The folder is
 * read-only, so that decisions about the source (its mapping) are kept elsewhere. Rejects with UserError if the source
 * cannot be copied completely, AbortError when stopped; what was fetched until then is not fetched again.
 */
export async function* copySource(options: CopyOptions): AsyncGenerator<CopyEvent, Copied> {
  const place: SourcePlace = { ...s3Address(options.address), text: options.address };
  const s3 = await connectS3(options.address, "Reading from S3");
  try {
    await mkdir(options.folder, { recursive: true, mode: 0o700 });
    await chmod(options.folder, 0o700);
    for (let listing = 1; listing <= mostListings; listing += 1) {
      const copied = yield* copyOnce(s3, place, options);
      if (copied !== undefined) return copied;
    }
    throw lakeErrors.changing({ place: options.address });
  } finally {
    await chmod(options.folder, 0o500).catch(() => {});
    s3.close();
  }
}

/** Undefined if an object changed between listing and copying. */
async function* copyOnce(
  s3: S3,
  place: SourcePlace,
  { folder, isRead, signal }: CopyOptions,
): AsyncGenerator<CopyEvent, Copied | undefined> {
  const record = join(dirname(folder), "objects.json");
  const [objects, known] = await Promise.all([sourceObjects(s3, place, isRead, signal), readCopied(record)]);
  const missing: SourceObject[] = [];
  for (const object of objects) if (!(await isCopied(folder, object, known))) missing.push(object);
  await removeOthers(folder, objects, known);
  let bytes = 0;
  let isWhole = true;
  try {
    for (let at = 0; at < missing.length && isWhole; at += width) {
      yield { type: "copying", from: place.text, files: at, of: missing.length, bytes };
      const batch = missing.slice(at, at + width);
      const from = { s3, bucket: place.bucket, place: place.text, signal };
      const fetched = await settled(batch.map((object) => copyOne(object, folder, known, from)));
      isWhole = fetched.every(Boolean);
      bytes += batch.reduce((sum, object) => sum + object.bytes, 0);
    }
  } finally {
    await writeCopied(record, known);
  }
  return isWhole ? { objects: objects.length, fetched: missing.length, bytes } : undefined;
}

async function copyOne(
  object: SourceObject,
  folder: string,
  known: CopiedObjects,
  from: Parameters<typeof download>[2],
): Promise<boolean> {
  const isFetched = await download(object, join(folder, object.path), from);
  if (isFetched) known.set(object.path, await copiedAs(folder, object));
  return isFetched;
}

/** All results, or the first failure once none is running any more. */
async function settled<Value>(running: readonly Promise<Value>[]): Promise<readonly Value[]> {
  await Promise.allSettled(running);
  return Promise.all(running);
}

/** Removes the copies of objects that are gone. */
async function removeOthers(folder: string, objects: readonly SourceObject[], known: CopiedObjects): Promise<void> {
  const paths = new Set(objects.map(({ path }) => path));
  for (const path of [...known.keys()].filter((each) => !paths.has(each))) {
    await rm(join(folder, path), { force: true });
    known.delete(path);
  }
}
