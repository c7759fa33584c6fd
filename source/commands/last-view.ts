import { basename, dirname, join } from "node:path";
import { writeNewFile } from "../export/write-file.ts";
import { keptBytes, readSmallFile } from "../small-file.ts";

/** The file beside a warehouse that says which view was left last. */
function lastViewFile(warehouse: string): string {
  return join(dirname(warehouse), `${basename(warehouse).replace(/\.duckdb$/, "")}.last-view`);
}

/** The link of the view that was left last; undefined where none was, or it cannot be read. */
export function lastViewOf(warehouse: string): string | undefined {
  try {
    return readSmallFile(lastViewFile(warehouse), keptBytes).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the link of the view that is left. Where it cannot be written, the next launch begins on the first screen. */
export async function keepLastView(warehouse: string, link: string): Promise<void> {
  await writeNewFile(lastViewFile(warehouse), `${link}\n`, true).catch(() => {});
}
