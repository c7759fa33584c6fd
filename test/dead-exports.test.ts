import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, it } from "vitest";
import { root } from "./helpers/places.ts";

it("exports no value that no other file uses", () => {
  const files = globSync("{source,scripts,test}/**/*.{ts,tsx,mjs}", { cwd: root });
  const texts = files.map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));
  const used = new Map<string, Set<string>>();
  for (const { text } of texts)
    for (const [place, name] of importsIn(text)) used.set(place, (used.get(place) ?? new Set()).add(name));
  const dead = texts
    .filter(({ file }) => file.startsWith("source/"))
    .flatMap(({ file, text }) =>
      [...text.matchAll(/^export (?:async )?(?:const|class|function\*?) (\w+)/gm)]
        .filter(([, name = ""]) => used.get(basename(file))?.has(name) !== true)
        .map(([, name]) => `${file}: ${name}`),
    );
  expect(dead).toEqual([]);
});

/** The names that a file takes from others, with the base names of those; of whole modules, every word that it has. */
function importsIn(text: string): readonly (readonly [place: string, name: string])[] {
  const named = [...text.matchAll(/^(?:import|export) \{([^}]*)\} from "[^"]*?([^/"]+)"/gm)].flatMap(
    ([, names = "", place = ""]) =>
      names.split(",").map((name) => [place, name.replace(/ as .*/s, "").trim()] as const),
  );
  const words = new Set(text.match(/[A-Za-z_]\w*/g));
  const whole = [...text.matchAll(/import(?: \* as \w+ from |\()\s*(?:`[^`]*?|"[^"]*?)([^/"`]+)["`]/g)].flatMap(
    ([, place = ""]) => [...words].map((word) => [place, word] as const),
  );
  return [...named, ...whole];
}
