import { lakeErrors } from "../errors/lake.ts";
import { version } from "../version.ts";
import { isPublishedPath, type Manifest, manifestText, type PublishedTable, parseManifest } from "./manifest.ts";
import type { Store } from "./store.ts";

/** A table to be published, and where its file is now. */
export interface TableToPublish extends PublishedTable {
  readonly localFile: string;
}

export interface PublishOptions {
  readonly tables: readonly TableToPublish[];
  readonly build: Manifest["build"];
  readonly now?: Date;
  readonly signal?: AbortSignal | undefined;
  /** Called before each upload. */
  readonly onUpload?: (table: PublishedTable) => void;
}

export interface Publication {
  /** "unchanged" if exactly these tables were published already. */
  readonly status: "published" | "unchanged";
  readonly uploaded: number;
  readonly uploadedBytes: number;
  readonly removed: number;
}

/** For this long, a file that no manifest names may belong to a publication in progress. */
const dayMs = 24 * 3_600_000;

/**
 * Publishes tables: first files that are not there yet, then the manifest that names them, atomically. Readers see the
 * previous tables or all of the new ones. Rejects with UserError if someone else published in the meantime (theirs stays)
 * or the place contains something else, AbortError when stopped; the previous tables are then untouched.
 */
export async function publish(store: Store, options: PublishOptions): Promise<Publication> {
  const { tables, build, signal, now = new Date() } = options;
  const found = await store.manifest(signal);
  const before = found === undefined ? undefined : parseManifest(found.text, store.place);
  const old = new Date(now.getTime() - dayMs);
  if (before?.build.run_id === build.run_id && hasSameFiles(before, tables))
    return { status: "unchanged", uploaded: 0, uploadedBytes: 0, removed: 0 };
  const uploaded = await upload(store, before, old, options);
  const manifest: Manifest = {
    ...{ format: 1, program: `grounds ${version}`, published_at: now.toISOString(), build },
    tables: tables.map(({ localFile: _, ...table }) => table),
    previous: pathsOf(before),
  };
  signal?.throwIfAborted();
  if (!(await store.replaceManifest(manifestText(manifest), found?.version)))
    throw lakeErrors.overtaken({ place: store.place });
  const removed = await clear(store, manifest, old);
  return { status: "published", uploaded: uploaded.length, uploadedBytes: bytesOf(uploaded), removed };
}

function hasSameFiles(before: Manifest, tables: readonly PublishedTable[]): boolean {
  const paths = (of: readonly PublishedTable[]) => JSON.stringify(of.map(({ file }) => file.path).toSorted());
  return paths(before.tables) === paths(tables);
}

/** Uploads files that are neither published nor recent enough to be kept; resolves to the uploaded ones. */
async function upload(store: Store, before: Manifest | undefined, old: Date, options: PublishOptions) {
  const { tables, signal, onUpload } = options;
  const young = (await store.files(signal)).filter(({ modified }) => modified > old).map(({ path }) => path);
  const there = new Set([...young, ...pathsOf(before)]);
  const missing = tables.filter(({ file }) => !there.has(file.path));
  for (const table of missing) {
    signal?.throwIfAborted();
    onUpload?.(table);
    await store.put(table.file.path, table.localFile, signal);
  }
  return missing;
}

/** Removes old files that neither this manifest nor the previous one names. */
async function clear(store: Store, manifest: Manifest, old: Date): Promise<number> {
  const kept = new Set([...pathsOf(manifest), ...manifest.previous]);
  const isDone = ({ path, modified }: { path: string; modified: Date }) =>
    isPublishedPath(path) && !kept.has(path) && modified < old;
  const done = (await store.files()).filter(isDone).map(({ path }) => path);
  await store.remove(done);
  await store.clearBrokenOff(old);
  return done.length;
}

function pathsOf(manifest: Manifest | undefined): readonly string[] {
  return manifest?.tables.map(({ file }) => file.path) ?? [];
}

function bytesOf(tables: readonly PublishedTable[]): number {
  return tables.reduce((sum, { file }) => sum + file.bytes, 0);
}
