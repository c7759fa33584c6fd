import { opendir, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import { namePattern } from "./name-pattern.ts";

/** Whether a path is in a folder once all links are resolved; undefined if nothing is there. */
export async function isWithin(folder: string, path: string): Promise<boolean | undefined> {
  const real = await realpath(path).catch(() => undefined);
  if (real === undefined) return undefined;
  const base = await realpath(folder);
  return real === base || real.startsWith(base.endsWith(sep) ? base : base + sep);
}

/** Whether a name always stays within the folder that it is looked up in, apart from links. */
export function staysWithin(name: string): boolean {
  return !/^[\\/~]|^[A-Za-z]:/.test(name) && !name.split(/[\\/]/).includes("..");
}

const mostEntries = 100_000;

/**
 * The files of a folder that match a pattern, sorted; undefined if the search would visit more than a hundred thousand entries,
 * or the pattern expands to too many others. Links to folders are not followed.
 */
export async function matchesWithin(folder: string, text: string): Promise<readonly string[] | undefined> {
  const pattern = namePattern(text);
  if (pattern === undefined) return undefined;
  const found: string[] = [];
  const open = [""];
  let entries = 0;
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    for await (const entry of await opendir(join(folder, part))) {
      entries += 1;
      if (entries > mostEntries) return undefined;
      const name = part === "" ? entry.name : `${part}/${entry.name}`;
      const depth = name.split("/").length;
      if (entry.isDirectory()) {
        if (depth <= pattern.depth) open.push(name);
      } else if (pattern.matches(name)) found.push(join(folder, name));
    }
  }
  return found.sort();
}
