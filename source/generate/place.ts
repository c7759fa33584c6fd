import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { generateErrors } from "../errors/generate.ts";
import { tables } from "./contract.ts";
import { hasStoresMapping, mappingName } from "./stores.ts";

const ourFiles: ReadonlySet<string> = new Set([
  ...tables.flatMap((table) => [`${table}.csv`, `${table}.parquet`]),
  "truth.json",
]);

/**
 * Rejects a folder that contains anything but an earlier data set of ours, then makes a temporary folder next to it.
 * @throws UserError when replacing would lose somebody's files.
 */
export async function openPlace(outDir: string): Promise<{ folder: string; target: string }> {
  const target = resolve(outDir);
  const files = await filesOf(target);
  const isOwnMapping = files.includes(mappingName) && hasStoresMapping(target);
  const foreign = files.find((file) => !ourFiles.has(file) && !(file === mappingName && isOwnMapping));
  if (foreign !== undefined) throw generateErrors.notReplaced({ folder: outDir, foreign });
  await mkdir(dirname(target), { recursive: true });
  return { folder: await mkdtemp(join(dirname(target), `.${basename(target)}-`)), target };
}

async function filesOf(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw generateErrors.unusableFolder({ folder, why: error instanceof Error ? error.message : String(error) });
  }
}

/** Moves the finished folder into place; an earlier data set is removed only after the new one is complete. */
export async function settle({ folder, target }: { folder: string; target: string }): Promise<void> {
  const old = `${folder}-old`;
  const hadOld = await rename(target, old).then(
    () => true,
    () => false,
  );
  try {
    await rename(folder, target);
  } catch (error) {
    if (hadOld) await rename(old, target);
    throw error;
  }
  if (hadOld) await rm(old, { recursive: true, force: true });
}
