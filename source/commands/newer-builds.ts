import { statSync, watch } from "node:fs";
import { basename, dirname } from "node:path";
import type { Core } from "../ui/state/core.ts";

/**
 * Hands over the builds by which other processes replace an open warehouse, one at a time; if several arrive while one is
 * being opened, the newest. Returns a function that stops it. If the system cannot watch the folder, nothing is reported.
 *
 * @param open opens the current file; undefined if it cannot be used
 */
export function onNewerBuilds(
  warehouse: string,
  open: () => Promise<Core | undefined>,
  take: (core: Core) => void,
): () => void {
  let seen = stampOf(warehouse);
  let isOpening = false;
  let isOver = false;
  const look = async () => {
    if (isOpening) return;
    isOpening = true;
    while (!isOver && stampOf(warehouse) !== seen) {
      seen = stampOf(warehouse);
      const core = await open().catch(() => undefined);
      if (isOver) await core?.close();
      else if (core !== undefined) take(core);
    }
    isOpening = false;
  };
  const stop = watching(warehouse, () => void look());
  return () => {
    isOver = true;
    stop();
  };
}

/** Identifies the file of a build: each build is a new file. */
function stampOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined ? "" : `${stats.ino} ${stats.mtimeMs}`;
}

function watching(file: string, onChange: () => void): () => void {
  try {
    const watcher = watch(dirname(file), { persistent: false }, (_, name) => {
      if (name === null || name === basename(file)) onChange();
    });
    watcher.on("error", () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => {};
  }
}
