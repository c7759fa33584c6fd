import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { followErrors } from "../../errors/follow.ts";

/** A file of all order lines would hide the folder of parts next to it. */
export async function refuseWholeFile(source: string): Promise<void> {
  const names = await readdir(source).catch(() => []);
  const file = names.find((name) => /^transactions\.\w+/i.test(name));
  if (file !== undefined) throw followErrors.wholeFile({ file, folder: join(source, "transactions") });
}
