import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const source = resolve(import.meta.dirname, "../../source");
const imported = /^(?:import|export) (?!type )[^;]*?from "(\.[^"]+)"/gm;

/** The modules that a module of ours loads with it: what is imported only when it is used is left out. */
function loadedWith(file: string, seen = new Set<string>()): ReadonlySet<string> {
  const path = join(source, file);
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, next = ""] of readFileSync(path, "utf8").matchAll(imported))
    loadedWith(relative(source, join(dirname(path), next)), seen);
  return seen;
}

/** What only a target, an address of S3, a topic or an audience needs. */
const remote = /^(engine|lake|follow|activate)\/|^(network|peer)\.ts$/;
const local = ["open", "slice", "cohorts", "rows", "investigate", "build", "check", "summary", "doctor", "export"];

describe("work on this machine alone", () => {
  it.each(["cli.ts", ...local.map((name) => `commands/${name}.ts`)])(
    "loads nothing for what is elsewhere: %s",
    (file) => {
      const found = [...loadedWith(file)].filter((one) => remote.test(one));
      // How SQL is written, and what an address on S3 looks like: a few lines each.
      expect(found.filter((one) => one !== "engine/dialect.ts" && one !== "lake/address.ts")).toEqual([]);
    },
  );

  it("would be seen to load it", () => {
    expect(
      [...loadedWith("commands/publish.ts"), ...loadedWith("commands/open-target.ts")].some((one) => remote.test(one)),
    ).toBe(true);
  });
});
