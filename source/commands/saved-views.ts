import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import * as z from "zod";
import type { SavedView } from "../domain/saved-view.ts";
import { fileErrors } from "../errors/file.ts";
import { writeNewFile } from "../export/write-file.ts";
import { keptBytes, readSmallFile } from "../small-file.ts";
import type { ViewKeeper } from "../ui/state/core.ts";

const savedFile = z.object({
  version: z.literal(1),
  views: z.array(z.object({ name: z.string(), screen: z.string(), state: z.string() })),
});

/** The file of named views beside a warehouse: a build replaces the warehouse, never this. */
export function viewsFileOf(warehouse: string): string {
  return join(dirname(warehouse), `${basename(warehouse).replace(/\.duckdb$/, "")}.views.json`);
}

/**
 * Named views in a JSON file, by name. Each change reads the file anew, so that two programs do not lose each other's
 * views. Throws UserError where the file is not one of views: it is left as it is.
 */
export function keepViewsIn(file: string): ViewKeeper {
  const write = async (views: readonly SavedView[]) => {
    const sorted = [...views].sort((a, b) => (a.name < b.name ? -1 : 1));
    await mkdir(dirname(file), { recursive: true });
    await writeNewFile(file, `${JSON.stringify({ version: 1, views: sorted }, undefined, 2)}\n`, true);
    return sorted;
  };
  const without = (name: string) => readViews(file).filter((view) => view.name !== name);
  return {
    all: existing(file),
    save: async (view) => write([...without(view.name), view]),
    remove: async (name) => write(without(name)),
  };
}

/** What can be read at launch; a broken file is told when something is to be saved in it. */
function existing(file: string): readonly SavedView[] {
  try {
    return readViews(file);
  } catch {
    return [];
  }
}

function readViews(file: string): readonly SavedView[] {
  if (!existsSync(file)) return [];
  try {
    return savedFile.parse(JSON.parse(readSmallFile(file, keptBytes))).views;
  } catch {
    throw fileErrors.noViews({ file });
  }
}
