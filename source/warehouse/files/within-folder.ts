import { opendir, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import { namePattern } from "./name-pattern.ts";

/** Whether a path leads into a folder once all links are followed; undefined where nothing is there. */
export async function isWithin(folder: string, path: string): Promise<boolean | undefined> {
  const real = await realpath(path).catch(() => undefined);
  if (real === undefined) return undefined;
  const base = await realpath(folder);
  return real === base || real.startsWith(base.endsWith(sep) ? base : base + sep);
}

/** Whether a name cannot but stay within the folder that it is looked up in, links apart. */
export function staysWithin(name: string): boolean {
  return !/^[\\/~]|^[A-Za-z]:/.test(name) && !name.split(/[\\/]/).includes("..");
}

const mostEntries = 100_000;

/**
 * The files of a folder that a pattern names, sorted; undefined where looking would take more than a hundred thousand
 * entries, or the pattern stands for too many others. Links to folders are not entered.
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
