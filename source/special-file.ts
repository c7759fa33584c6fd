import { lstat } from "node:fs/promises";
import { fileErrors } from "./errors/file.ts";

/**
 * Refuses to replace anything but a plain file: renamed onto a device, a pipe or a link, a finished file would take its
 * place for every program on the machine. Throws UserError; a path where nothing is yet is fine.
 */
export async function refuseSpecialFile(file: string): Promise<void> {
  const found = await lstat(file).catch(() => undefined);
  if (found !== undefined && !found.isFile()) throw fileErrors.notPlain({ file });
}
