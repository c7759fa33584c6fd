import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { toMarkdown } from "../../source/export/markdown.ts";
import { createKeymap, keyTable } from "../../source/ui/keys.ts";
import { root } from "../helpers/places.ts";

it("has docs/keys.md list the keys that there are; refresh with npm run keys", async () => {
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
