import { rmSync } from "node:fs";
import { mkdir, mkdtemp, open, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { refuseDevice } from "../../special-file.ts";
import { clearLeftovers, temporaryLeftovers } from "./leftovers.ts";

/** Where a build puts its copies and its unfinished database. */
export interface BuildFolder {
  /** The unfinished warehouse; undefined if it is built in memory. */
  readonly unfinished: string | undefined;
  /** The unfinished file of raw tables; undefined if they are not kept. */
  readonly unfinishedLanding: string | undefined;
  /** Private: copies of inputs. */
  readonly copies: string;
  /** Private: what does not fit into memory. */
  readonly spill: string;
  /** Private: the raw tables, if they are too large for memory. */
  readonly raw: string;
  remove(): Promise<void>;
}

/** Creates the folder for the warehouse and its lock. */
export async function prepareDirectory(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
}

/** Creates the buildFolder beside the warehouse (or in the system's temporary folder), after clearing what dead builds left there. */
export async function makeBuildFolder(file: string | undefined, landing?: string): Promise<BuildFolder> {
  const root = file === undefined ? await temporaryFolder() : `${file}.${process.pid}.work`;
  if (file !== undefined) {
    await clearLeftovers(file);
    await mkdir(root, { mode: 0o700 });
  }
  const unfinished = file === undefined ? undefined : `${file}.${process.pid}.tmp`;
  const unfinishedLanding = landing === undefined ? undefined : `${landing}.${process.pid}.tmp`;
  const [copies, spill] = [join(root, "copies"), join(root, "spill")];
  await mkdir(copies, { mode: 0o700 });
  await mkdir(spill, { mode: 0o700 });
  const files = [unfinished, unfinishedLanding].filter((path) => path !== undefined);
  const paths = [root, ...files.flatMap((path) => [path, `${path}.wal`])];
  const forget = removeAtExit(paths);
  return {
    unfinished,
    unfinishedLanding,
    copies,
    spill,
    raw: join(root, "raw.duckdb"),
    remove: async () => {
      await removeAll(paths);
      forget();
    },
  };
}

/**
 * Removes these if the process exits before the function that is returned is called: one that must leave does not wait for
 * native work, whose files would stay until the next build.
 */
export function removeAtExit(paths: readonly string[]): () => void {
  const remove = () => {
    for (const path of paths) {
      try {
        rmSync(path, { recursive: true, force: true });
      } catch {
        // In use, where that forbids it: the next build removes it.
      }
    }
  };
  process.once("exit", remove);
  return () => process.off("exit", remove);
}

/** Private, and named by the process, so that a later one knows whether it is still needed. */
export async function temporaryFolder(): Promise<string> {
  await removeAll(await temporaryLeftovers());
  return mkdtemp(join(tmpdir(), `grounds-${process.pid}-`));
}

/** What cannot be removed now is removed by the next build; that does not fail this one. */
async function removeAll(paths: readonly string[]): Promise<void> {
  await Promise.allSettled(paths.map((path) => rm(path, { recursive: true, force: true })));
}

/**
 * Replaces the warehouse with the finished file so that it is complete at every moment: its bytes reach the disk before the
 * rename, and a write-ahead log of the old file cannot be mistaken for one of the new.
 */
export async function putInPlace(unfinished: string, file: string): Promise<void> {
  if (await exists(`${unfinished}.wal`)) throw new Error("the unfinished warehouse still has a write-ahead log");
  await refuseDevice(file);
  await sync(unfinished, "r+");
  await rm(`${file}.wal`, { force: true });
  await rename(unfinished, file);
  if (process.platform !== "win32") await sync(dirname(file), "r");
}

/** Renames a file that is not a warehouse of ours to `<file>.set-aside-<n>`, and resolves to the new name. */
export async function setAside(file: string): Promise<string> {
  await refuseDevice(file);
  for (let number = 1; ; number += 1) {
    const aside = `${file}.set-aside-${number}`;
    if (await exists(aside)) continue;
    await rename(file, aside);
    return aside;
  }
}

/** Whether a file exists, directly or through a link. */
export async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() === true;
}

export async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

/** Resolves once everything written to the path is on disk. */
export async function sync(path: string, flags: string): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
