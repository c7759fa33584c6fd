import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const source = resolve(import.meta.dirname, "../../source");
const imported = /^(?:import|export) (?!type )[^;]*?from "(\.[^"]+)"/gm;

/** The modules that a module of ours loads statically, without dynamic imports. */
function loadedWith(file: string, seen = new Set<string>()): ReadonlySet<string> {
  const path = join(source, file);
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, next = ""] of readFileSync(path, "utf8").matchAll(imported))
    loadedWith(relative(source, join(dirname(path), next)), seen);
  return seen;
}

/** What is only needed by a target, an address on S3, a topic or an audience. */
const remote = /^(engine|lake|follow|activate)\/|^(network|peer)\.ts$/;
const local = ["open", "slice", "cohorts", "rows", "investigate", "build", "check", "summary", "doctor", "export"];

describe("work on this machine alone", () => {
  it.each(["cli.ts", ...local.map((name) => `commands/${name}.ts`)])(
    "loads nothing that only remote work needs: %s",
    (file) => {
      const found = [...loadedWith(file)].filter((one) => remote.test(one));
      // The SQL dialect and the form of an S3 address: a few lines each.
      expect(found.filter((one) => one !== "engine/dialect.ts" && one !== "lake/address.ts")).toEqual([]);
    },
  );

  // What the bundle's chunks for a question and its warehouse are made of: asking Node how texts are segmented takes it 35 ms.
  it.each(["cli.ts", "commands/slice.ts", "commands/session-core.ts", "warehouse/build/build.ts"])(
    "does not measure texts before it draws any: %s",
    (file) => {
      expect([...loadedWith(file)]).not.toContain("domain/width.ts");
    },
  );

  it("would be caught loading it", () => {
    expect(
      [...loadedWith("commands/publish.ts"), ...loadedWith("commands/open-target.ts")].some((one) => remote.test(one)),
    ).toBe(true);
  });
});
