import { statSync, watch } from "node:fs";
import { basename, dirname } from "node:path";
import type { Core } from "../ui/state/core.ts";

/**
 * Hands over what other processes build in place of a warehouse that is open, one state at a time; where several come while
 * one is opened, the newest. Returns what ends it. Where the system cannot watch the folder, there is nothing to hear.
 *
 * @param open opens the file as it is; undefined where it cannot be used
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

/** Tells the file of one build from that of another: each is a new file. */
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
