import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { glossary } from "../../source/domain/glossary.ts";
import { toMarkdown } from "../../source/export/markdown.ts";
import { createKeymap, keyTable } from "../../source/ui/keys.ts";
import { root } from "../helpers/places.ts";

it("has docs/keys.md list all keys; refresh with npm run keys", async () => {
  const page = await readFile(join(root, "docs/keys.md"), "utf8");
  const listed = /<!-- keys[^>]*-->\n([\s\S]*?)<!-- \/keys -->/.exec(page)?.[1];
  const rows = keyTable(createKeymap()).map(({ keys, action, description, screens }) => [
    keys,
    action,
    description,
    screens,
  ]);
  const columns = ["keys", "action", "what", "where"].map((name) => ({ name, unit: "text" as const }));
  expect(listed?.trim()).toBe(toMarkdown({ columns, rows }).trim());
});

it("has CONTRIBUTING.md list the words of the glossary; refresh with npm run keys", async () => {
  const page = await readFile(join(root, ".github/CONTRIBUTING.md"), "utf8");
  const rows = glossary.map(({ word, meaning }) => `| ${word} | ${meaning} |\n`).join("");
  expect(page).toContain(`| word | meaning |\n|---|---|\n${rows}<!-- /words -->`);
});
