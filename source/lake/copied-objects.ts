import { readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SourceObject } from "./source-objects.ts";

/** What is known about a copy: its object, and the file as written. */
interface CopiedObject {
  readonly etag: string;
  readonly bytes: number;
  readonly modifiedMs: number;
}

/** Copies by their paths. */
export type CopiedObjects = Map<string, CopiedObject>;

/** What was copied before; empty if unknown. */
export async function readCopied(file: string): Promise<CopiedObjects> {
  try {
    const entries = Object.entries<CopiedObject>(JSON.parse(await readFile(file, "utf8")));
    return new Map(entries.filter(([, { etag, bytes }]) => typeof etag === "string" && typeof bytes === "number"));
  } catch {
    return new Map();
  }
}

export async function writeCopied(file: string, copied: CopiedObjects): Promise<void> {
  await writeFile(`${file}.tmp`, JSON.stringify(Object.fromEntries(copied), undefined, 1), {
    mode: 0o600,
    flush: true,
  });
  await rename(`${file}.tmp`, file);
}

/** Whether the copy of an object exists unchanged and is of the object's current version. */
export async function isCopied(folder: string, { path, etag, bytes }: SourceObject, known: CopiedObjects) {
  const copy = known.get(path);
  if (copy?.etag !== etag || copy.bytes !== bytes) return false;
  const stats = await stat(join(folder, path)).catch(() => undefined);
  return stats?.isFile() === true && stats.size === bytes && stats.mtimeMs === copy.modifiedMs;
}

export async function copiedAs(folder: string, { path, etag, bytes }: SourceObject): Promise<CopiedObject> {
  return { etag, bytes, modifiedMs: (await stat(join(folder, path))).mtimeMs };
}
