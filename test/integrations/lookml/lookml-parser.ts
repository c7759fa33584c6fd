import { createRequire } from "node:module";
import { join } from "node:path";
import type { Lookml } from "../../export/lookml/parse-lookml.ts";

const required = createRequire(join(import.meta.dirname, "../package.json"));

interface Parsed {
  readonly [name: string]: unknown;
}

interface Project {
  /** By path, without the ending. */
  readonly file: Readonly<Record<string, Parsed>>;
  /** Each with the content of its includes. */
  readonly model: Readonly<Record<string, Parsed>>;
  readonly errors?: readonly unknown[];
}

export const lookmlParserVersion: string = required("lookml-parser/package.json").version;

/** A project as lookml-parser, the parser for Node, reads it. */
export async function readProject(folder: string): Promise<Project> {
  const { parseFiles } = required("lookml-parser");
  return own(await parseFiles({ cwd: folder, source: "**/*.lkml", fileOutput: "by-name" })) as Project;
}

/** Without the parser's notes on positions and names. */
function own(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(own);
  if (typeof value !== "object" || value === null) return typeof value === "string" ? value.trim() : value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) => (name.startsWith("$") ? [] : [[name, own(one)]])),
  );
}

/** lkml's LookML in the form of lookml-parser: named parts by name, yes and no as booleans. */
export function byNames(lookml: Lookml): Parsed {
  return Object.fromEntries(
    Object.entries(lookml).flatMap(([key, value]) => {
      if (key === "name") return [];
      if (key === "filters" && Array.isArray(value) && value.every((one) => typeof one === "string"))
        return [[key, Object.fromEntries(value.map((one) => one.split(/: (.*)/s).slice(0, 2)))]];
      if (Array.isArray(value) && value.some((one) => typeof one === "object"))
        return [[key.replace(/s$/, ""), Object.fromEntries(value.map((one) => [one.name, byNames(one)]))]];
      if (key === "includes" && Array.isArray(value) && value.length === 1) return [["include", value[0]]];
      return [[key, value === "yes" || value === "no" ? value === "yes" : value]];
    }),
  );
}
