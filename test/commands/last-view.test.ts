import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { keepLastView, lastViewOf } from "../../source/commands/last-view.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "grounds-last-view-"));
});
afterAll(() => rm(folder, { recursive: true }));

it("is kept next to its warehouse, and undefined before", async () => {
  const [one, other] = [join(folder, "one.duckdb"), join(folder, "other.duckdb")];
  expect(lastViewOf(one)).toBeUndefined();
  await keepLastView(one, "g1.first");
  await keepLastView(one, "g1.second");
  expect(lastViewOf(one)).toBe("g1.second");
  expect(lastViewOf(other)).toBeUndefined();
});

it("is undefined if the file is empty or missing, and quitting works even if it cannot be written", async () => {
  const warehouse = join(folder, "empty.duckdb");
  await writeFile(join(folder, "empty.last-view"), "\n");
  expect(lastViewOf(warehouse)).toBeUndefined();
  await expect(keepLastView(join(folder, "no such folder", "w.duckdb"), "g1.x")).resolves.toBeUndefined();
});
