import { mkdir, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Files added and removed together, by their paths within the folder. */
export interface Change {
  /** Where each file is, and where it goes. */
  readonly added: readonly (readonly [from: string, to: string])[];
  readonly removed: readonly string[];
}

const journal = join(".singer", "change.json");

/** Makes a change atomically: it is recorded first, so that an interrupted one can be finished. */
export async function commitChange(folder: string, change: Change): Promise<void> {
  const file = join(folder, journal);
  await writeFile(`${file}.tmp`, JSON.stringify(change), { mode: 0o600, flush: true });
  await rename(`${file}.tmp`, file);
  await synced(dirname(file));
  await finishChange(folder);
}

/** Finishes the last recorded change, if it was interrupted. */
export async function finishChange(folder: string): Promise<void> {
  const file = join(folder, journal);
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return;
  const { added, removed }: Change = JSON.parse(text);
  for (const [from, to] of added) {
    const place = join(folder, to);
    await mkdir(dirname(place), { recursive: true, mode: 0o700 });
    await rename(join(folder, from), place).catch(refuseAllBut("ENOENT"));
    await synced(dirname(place));
  }
  for (const path of removed) await rm(join(folder, path), { force: true });
  await synced(folder);
  await rm(file);
}

/** A file that is missing from its old place was moved before the change was interrupted. */
function refuseAllBut(code: string) {
  return (error: NodeJS.ErrnoException): void => {
    if (error.code !== code) throw error;
  };
}

async function synced(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}
