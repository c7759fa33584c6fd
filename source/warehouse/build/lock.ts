import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import type { BuildEvent } from "../../domain/build-event.ts";
import { warehouseErrors } from "../../errors/warehouse.ts";
import { UserError } from "../../errors.ts";
import type { BuildOptions } from "./build-options.ts";
import { identityOf, isAlive, type ProcessIdentity } from "./process-identity.ts";

/**
 * Takes the lock for building this warehouse; resolves to a function that releases it. A lock of a dead process is removed.
 * Rejects with UserError while another build runs. The lock appears complete at once, because a written file is linked to its
 * name: link, like O_EXCL, fails if the name is taken.
 */
export async function takeLock(file: string): Promise<() => Promise<void>> {
  const lock = `${file}.lock`;
  const own = `${lock}.${process.pid}`;
  await writeFile(own, JSON.stringify(identityOf(process.pid)), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      if (await tryLink(own, lock)) return () => release(lock);
      await removeStale(lock);
    }
    throw inUse(undefined);
  } finally {
    await release(own);
  }
}

const betweenTriesMs = 200;

/**
 * As takeLock, but waits up to `waitMs` for another build, and reports that once. Rejects with UserError when the time
 * is up, with AbortError when stopped.
 */
export async function* waitForLock(
  file: string,
  { waitMs: mostMs = 0, signal }: Pick<BuildOptions, "waitMs" | "signal">,
): AsyncGenerator<BuildEvent, () => Promise<void>> {
  const until = performance.now() + mostMs;
  for (let isReported = false; ; isReported = true) {
    try {
      return await takeLock(file);
    } catch (error) {
      if (performance.now() >= until || !(error instanceof UserError)) throw error;
    }
    if (!isReported) yield { type: "waiting", pid: (await holderOf(`${file}.lock`))?.pid, mostMs };
    await setTimeout(betweenTriesMs, undefined, signal === undefined ? {} : { signal });
  }
}

/** A lock that cannot be removed is no reason to fail, because it is stale as soon as this process ends. */
async function release(lock: string): Promise<void> {
  await rm(lock, { force: true }).catch(() => {});
}

async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** Moves the lock of a dead process out of the way; if another process took it meanwhile, it is put back. */
async function removeStale(lock: string): Promise<void> {
  const holder = await holderOf(lock);
  if (holder === undefined) return;
  if (isAlive(holder)) throw inUse(holder.pid);
  const aside = `${lock}.${process.pid}.stale`;
  await rename(lock, aside).catch(() => {});
  const moved = await holderOf(aside);
  if (moved && isAlive(moved)) await tryLink(aside, lock);
  await rm(aside, { force: true });
}

/** Whether a process that no longer runs left this lock. */
export async function isStale(lock: string): Promise<boolean> {
  const holder = await holderOf(lock);
  return holder !== undefined && !isAlive(holder);
}

/** Undefined if there is no lock any more. */
async function holderOf(lock: string): Promise<ProcessIdentity | undefined> {
  const text = await readFile(lock, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const { pid, start } = JSON.parse(text);
    return { pid: Number(pid) || -1, start: String(start ?? "") };
  } catch {
    // Not in our format, so there is no process to wait for.
    return { pid: -1, start: "" };
  }
}

function inUse(pid: number | undefined): UserError {
  return warehouseErrors.locked({ pid });
}
