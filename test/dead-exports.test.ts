import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "./helpers/places.ts";

it("exports no value that no other file uses", () => {
  const files = globSync("{source,scripts,test}/**/*.{ts,tsx,mjs}", { cwd: root });
  const texts = files.map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));
  const filesOf = new Map<string, Set<string>>();
  for (const { file, text } of texts)
    for (const [word] of text.matchAll(/[A-Za-z_]\w*/g)) filesOf.set(word, (filesOf.get(word) ?? new Set()).add(file));
  const dead = texts
    .filter(({ file }) => file.startsWith("source/"))
    .flatMap(({ file, text }) =>
      [...text.matchAll(/^export (?:async )?(?:const|class|function\*?) (\w+)/gm)]
        .filter(([, name = ""]) => filesOf.get(name)?.size === 1)
        .map(([, name]) => `${file}: ${name}`),
    );
  expect(dead).toEqual([]);
});
