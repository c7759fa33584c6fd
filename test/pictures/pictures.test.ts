import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../helpers/places.ts";
import { drawPictures, pictures } from "./draw.ts";

it("shows in the README what the screens draw today; refresh with npm run pictures", async () => {
  const drawn = await drawPictures();
  const readme = await readFile(join(root, "README.md"), "utf8");
  for (const { file } of pictures) {
    const kept = await readFile(join(root, "pictures", file), "utf8").catch(() => "");
    expect(kept === drawn.get(file), `pictures/${file} is stale: run npm run pictures`).toBe(true);
    expect(readme).toContain(`pictures/${file}`);
  }
}, 120_000);
