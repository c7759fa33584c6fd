import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../helpers/places.ts";

it("tests a key of every model: one column in its properties, or several in every_grain_holds", () => {
  const models = join(root, "sql/models");
  const files = readdirSync(models, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".sql"));
  const composite = readFileSync(join(root, "sql/tests/every_grain_holds.sql"), "utf8");
  const untested = files.filter((file) => {
    const properties = readFileSync(join(models, file.replace(/sql$/, "yml")), "utf8");
    const name = file.split("/").at(-1)?.replace(".sql", "");
    return !/^ +- unique$/m.test(properties) && !composite.includes(`ref('${name}')`);
  });
  expect(files.length).toBeGreaterThan(20);
  expect(untested).toEqual([]);
});
