import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../helpers/places.ts";
import { drawPictures, pictures } from "./draw.ts";

it("shows in README and docs what the screens draw today; refresh with npm run pictures", async () => {
  const drawn = await drawPictures();
  const pages = ["README.md", "docs/investigation.md", "docs/own-data.md", "docs/tutorial.md"];
  const texts = (await Promise.all(pages.map((page) => readFile(join(root, page), "utf8")))).join("\n");
  for (const { file } of pictures) {
    const kept = await readFile(join(root, "docs/pictures", file), "utf8").catch(() => "");
    expect(kept === drawn.get(file), `docs/pictures/${file} is stale: run npm run pictures`).toBe(true);
    expect(texts).toContain(`pictures/${file}`);
  }
}, 120_000);
