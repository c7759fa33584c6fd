import { access, constants, mkdir, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { mappingErrors } from "../errors/mapping.ts";
import { writeNewFile } from "../export/write-file.ts";
import { textIfReadable } from "../small-file.ts";
import { ownMappingOf } from "./places.ts";

/** Where a mapping was saved, and what to say about it. */
export interface SavedMapping {
  readonly file: string;
  /** The source's folder, if the mapping belongs there but it may not be written to. */
  readonly lockedFolder: string | undefined;
  /** Whether the program finds it without being told. */
  readonly isFound: boolean;
}

/** Writes next to the source if that may be written to, so that the program finds it; otherwise where the program looks next. */
export async function saveMapping(
  text: string,
  source: string,
  options: { readonly file?: string | undefined; readonly isOverwriting: boolean },
): Promise<SavedMapping> {
  const folder = await folderOf(source);
  const beside = join(folder, "grounds.yml");
  const isWritable = await mayWrite(folder);
  const file = options.file ?? (isWritable ? beside : ownMappingOf(source));
  const isSame = textIfReadable(file) === text;
  if (!isSame && file === ownMappingOf(source)) await refuseNoPlace(folder, file);
  if (!isSame) await writeNewFile(file, text, options.isOverwriting);
  return {
    file,
    lockedFolder: options.file === undefined && !isWritable ? folder : undefined,
    isFound: resolve(file) === resolve(beside) || file === ownMappingOf(source),
  };
}

/** The data folder may not exist yet, if nothing was built, or may not be writable. */
async function refuseNoPlace(folder: string, file: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await access(dirname(file), constants.W_OK);
  } catch {
    throw mappingErrors.noPlace({ folder, file });
  }
}

/** The folder in which a source's mapping is looked for: the source itself, the folder of the file, or the start of a pattern. */
export async function folderOf(source: string): Promise<string> {
  const stats = await stat(source).catch(() => undefined);
  if (stats) return stats.isDirectory() ? source : dirname(source);
  const parts = source.split("/");
  const pattern = parts.findIndex((part) => /[*?{}[\]]/.test(part));
  return pattern < 0 ? dirname(source) : parts.slice(0, pattern).join("/") || (source.startsWith("/") ? "/" : ".");
}

/** A folder marked read-only is left alone, even by users whom the system would let write. */
async function mayWrite(folder: string): Promise<boolean> {
  const stats = await stat(folder).catch(() => undefined);
  if (!stats || (stats.mode & 0o222) === 0) return false;
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
}
