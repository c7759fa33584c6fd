import { globSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, it } from "vitest";
import { root } from "./helpers/places.ts";

/** Names imported by a script from our own modules, with those modules' paths. */
function importsOf(file: string) {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/import(?:\s+|\s*\{([^}]*)\}\s*from\s+)"(\.[^"]+)"/g)].map(([, names = "", path = ""]) => ({
    module: resolve(dirname(join(root, file)), path),
    names: names
      .split(",")
      .map((name) => name.trim().replace(/ as .*/, ""))
      .filter(Boolean),
  }));
}

const scripts = globSync("{scripts,test/bench,test/torture}/**/*.mjs", { cwd: root });

it("finds the scripts, and imports of our own modules in them", () => {
  expect(scripts).toContain("scripts/projection.mjs");
  expect(importsOf("scripts/projection.mjs").flatMap(({ names }) => names)).toContain("cohortGrid");
});

it.each(scripts)("%s imports only what its modules export", (file) => {
  const wrong = importsOf(file).flatMap(({ module, names }) => {
    const text = readFileSync(module, "utf8");
    return names.filter((name) => !exports(text, name)).map((name) => `${module}: ${name}`);
  });
  expect(wrong).toEqual([]);
});

function exports(text: string, name: string): boolean {
  const declared = new RegExp(`^export (?:async )?(?:const|let|class|function\\*?|enum) ${name}\\b`, "m");
  const listed = [...text.matchAll(/^export \{([^}]*)\}/gm)].some(([, names = ""]) =>
    names.split(",").some((one) => one.trim().split(" as ").at(-1) === name),
  );
  return declared.test(text) || listed;
}
