import { readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { isStale, takeLock } from "./lock.ts";
import { identityOf, isAlive } from "./process-identity.ts";

/** Files that dead builds left beside the warehouse: unfinished files, copies of inputs, drafts of locks, a lock. */
export async function leftoversOf(file: string): Promise<readonly string[]> {
  const prefix = `${basename(file)}.`;
  const names = await readdir(dirname(file)).catch(() => []);
  const left = names.filter((name) => name.startsWith(prefix) && isLeftOver(name.slice(prefix.length)));
  if (await isStale(`${file}.lock`)) left.push(`${basename(file)}.lock`);
  return left.map((name) => join(dirname(file), name));
}

/** Files that were not a warehouse of ours and were therefore renamed. */
export async function setAsideOf(file: string): Promise<readonly string[]> {
  const names = await readdir(dirname(file)).catch(() => []);
  const aside = names.filter((name) => name.startsWith(`${basename(file)}.`) && /\.set-aside-\d+$/.test(name));
  return aside.map((name) => join(dirname(file), name));
}

/** Folders with copies of inputs that builds in memory and exports left in the system's temporary folder when they died. */
export async function temporaryLeftovers(): Promise<readonly string[]> {
  const left: string[] = [];
  for (const name of await readdir(tmpdir()).catch(() => [])) {
    const pid = Number(/^grounds-(\d+)-/.exec(name)?.[1]);
    if (Number.isNaN(pid) || isAlive(identityOf(pid))) continue;
    const path = join(tmpdir(), name);
    const owner = (await stat(path).catch(() => undefined))?.uid;
    if (owner === process.getuid?.()) left.push(path);
  }
  return left;
}

/** Removes them; the caller holds the lock, so files with our own pid are left over too. */
export async function clearLeftovers(file: string): Promise<void> {
  for (const path of await leftoversOf(file)) {
    if (path !== `${file}.lock`) await rm(path, { recursive: true, force: true });
  }
}

/** Removes them if there are any and no build is running, so that a launch with nothing to build cleans up too. */
export async function tidy(file: string): Promise<void> {
  if ((await leftoversOf(file)).length === 0) return;
  try {
    const release = await takeLock(file);
    await clearLeftovers(file).finally(release);
  } catch {
    // Another build is running, or nothing may be written here: cleaning up can wait, answers cannot.
  }
}

function isLeftOver(ending: string): boolean {
  const [, ofLock, ofBuild] = /^(?:lock\.(\d+)(?:\.stale)?|(\d+)\.(?:tmp|tmp\.wal|work))$/.exec(ending) ?? [];
  const pid = Number(ofLock ?? ofBuild);
  return !Number.isNaN(pid) && (pid === process.pid || !isAlive(identityOf(pid)));
}
