import { lstat, stat } from "node:fs/promises";
import { fileErrors } from "./errors/file.ts";

/**
 * Refuses to replace anything but a plain file: renamed onto a device, a pipe or a link, a finished file would take its
 * place for every program on the machine. Throws UserError; a path where nothing is yet is fine.
 */
export async function refuseSpecialFile(file: string): Promise<void> {
  const found = await lstat(file).catch(() => undefined);
  if (found !== undefined && !found.isFile()) throw fileErrors.notPlain({ file });
}

/**
 * Refuses a device or a pipe as the place of a warehouse, also behind a link. A link to a file and a folder are no
 * warehouse either, but they can be set aside under another name, and nothing is lost. Throws UserError.
 */
export async function refuseDevice(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found !== undefined && !found.isFile() && !found.isDirectory()) throw fileErrors.notPlain({ file });
}
