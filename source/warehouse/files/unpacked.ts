import { createWriteStream } from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { SourceFile } from "./source-file.ts";
import { zipEntryBytes } from "./zip.ts";

/** Reads a file of a zip from a private copy, which is removed afterwards. Rejects with UserError as `zipEntryBytes` does. */
export async function unpacked<Result>(
  { path, name, entry = "", format }: SourceFile,
  read: (copy: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "grounds-"));
  const handle = await open(path);
  try {
    const copy = join(folder, `input.${format}`);
    await pipeline(Readable.from(zipEntryBytes(handle.fd, name, entry)), createWriteStream(copy, { mode: 0o600 }));
    return await read(copy);
  } finally {
    await handle.close();
    await rm(folder, { recursive: true, force: true });
  }
}
