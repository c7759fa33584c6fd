import { mkdir, readdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileErrors } from "../errors/file.ts";
import { checkName, isNotOfFile, unwritable } from "./write-file.ts";

/** The text of each file of a folder, by its path within the folder. */
export type FolderTexts = ReadonlyMap<string, string>;

/**
 * Writes a whole folder or nothing: first next to it under another name, then renamed. Throws UserError if the folder is
 * not empty, its name is not plain, or its parent cannot be written to.
 */
export async function writeNewFolder(folder: string, texts: FolderTexts): Promise<void> {
  const place = resolve(folder);
  checkName(place);
  await refuseFilledFolder(place, folder);
  const draft = join(dirname(place), `.${basename(place)}.${process.pid}.tmp`);
  try {
    await mkdir(dirname(place), { recursive: true });
    for (const [path, text] of texts) await writeInto(join(draft, path), text);
    // Removes an empty folder first, since not every system renames onto one.
    await rmdir(place).catch(() => {});
    await rename(draft, place);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw isNotOfFile(error) ? error : unwritable(folder, error);
  }
}

async function refuseFilledFolder(place: string, folder: string): Promise<void> {
  const entries = await readdir(place).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    if (error.code === "ENOTDIR") throw fileErrors.notFolder({ folder });
    throw unwritable(folder, error);
  });
  if (entries.length > 0) throw fileErrors.folderNotEmpty({ folder, entries: entries.length });
}

async function writeInto(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, text, { flag: "wx", mode: 0o600, flush: true });
}
