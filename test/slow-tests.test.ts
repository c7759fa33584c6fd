import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "./helpers/places.ts";
import { ownCommand, slowTests } from "./slow-tests.ts";

it("leaves out of npm test only files that exist", () => {
  expect([...slowTests, ...ownCommand].filter((file) => !existsSync(join(root, file)))).toEqual([]);
});
