import { constants } from "node:fs";
import { access, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileErrors } from "../errors/file.ts";
import { UserError } from "../errors.ts";
import { refuseSpecialFile } from "../special-file.ts";

/**
 * Writes a whole file or none: first next to it under another name (exclusive, private, no link followed), synced, then
 * renamed. Throws UserError if a file exists there, the name is not plain, or the folder cannot be written to.
 */
export async function writeNewFile(
  file: string,
  content: string | Uint8Array | AsyncIterable<Uint8Array>,
  isOverwriting: boolean,
): Promise<void> {
  await replaceFile(file, isOverwriting, async (draft) => {
    const handle = await open(
      draft,
      constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW,
      0o600,
    );
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
  });
}

/** Lets `write` make a draft next to the file and renames it; the draft is removed if that fails. */
export async function replaceFile(
  file: string,
  isOverwriting: boolean,
  write: (draft: string) => Promise<void>,
): Promise<void> {
  checkName(file);
  if (!isOverwriting) await checkAbsent(file);
  await refuseSpecialFile(file);
  const draft = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
  try {
    await write(draft);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw isNotOfFile(error) ? error : unwritable(file, error);
  }
}

/** Throws UserError for a name that is empty, is `..`, or contains control characters. */
export function checkName(file: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what the check is for
  if (!/[\u0000-\u001f\u007f-\u009f]/.test(file) && basename(file) !== ".." && basename(file) !== "") return;
  throw fileErrors.noName();
}

async function checkAbsent(file: string): Promise<void> {
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (!isThere) return;
  throw fileErrors.exists({ file });
}

/** Whether an error has its own message or is an abort, and so is not about the file. */
export function isNotOfFile(error: unknown): boolean {
  return error instanceof UserError || (error instanceof Error && error.name === "AbortError");
}

/** The system's error about a path that cannot be written to, as a failure the user can act on. */
export function unwritable(file: string, error: unknown): UserError {
  const code = (error as NodeJS.ErrnoException).code;
  const why =
    code === "ENOENT"
      ? "Its folder is not there."
      : code === "ENOSPC"
        ? "The disk is full."
        : code === "EACCES" || code === "EPERM"
          ? "Its folder may not be written to."
          : `The system said ${code ?? String(error)}.`;
  return fileErrors.unwritable({ file, why });
}
