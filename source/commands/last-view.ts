import { basename, dirname, join } from "node:path";
import { writeNewFile } from "../export/write-file.ts";
import { keptBytes, readSmallFile } from "../small-file.ts";

/** The file next to a warehouse that says which view was last open. */
function lastViewFile(warehouse: string): string {
  return join(dirname(warehouse), `${basename(warehouse).replace(/\.duckdb$/, "")}.last-view`);
}

/** The link of the view that was last open; undefined if there is none, or if it cannot be read. */
export function lastViewOf(warehouse: string): string | undefined {
  try {
    return readSmallFile(lastViewFile(warehouse), keptBytes).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the link of the last open view. If it cannot be written, the next launch starts on the first screen. */
export async function keepLastView(warehouse: string, link: string): Promise<void> {
  await writeNewFile(lastViewFile(warehouse), `${link}\n`, true).catch(() => {});
}
