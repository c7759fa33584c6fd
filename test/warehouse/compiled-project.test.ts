import { join } from "node:path";
import { expect, it } from "vitest";
import { compileProject } from "../../source/warehouse/project/compile.ts";
import { projectToBundle } from "../../source/warehouse/project/compiled-project.ts";
import { readProjectFiles } from "../../source/warehouse/project/project-files.ts";
import { root } from "./support/scratch.ts";

const sql = join(root, "sql");

it("the bundled project equals what would be rendered now, also as plain data", async () => {
  const files = await readProjectFiles(sql);
  const bundled = await projectToBundle(files);
  expect(JSON.parse(JSON.stringify(bundled?.project))).toEqual(
    JSON.parse(JSON.stringify(await compileProject(files, {}))),
  );
  expect(JSON.parse(JSON.stringify(bundled?.project))).toEqual(bundled?.project);
});

it("a project that reads the environment is not bundled, and an edited one is a different project", async () => {
  const files = await readProjectFiles(sql);
  const path = "models/silver/dim_date.sql";
  const withText = (text: string) => ({ ...files, texts: new Map([...files.texts, [path, text]]) });
  const own = files.texts.get(path) ?? "";
  expect(await projectToBundle(withText(`${own} -- {{ env_var('HOME', '') }}`))).toBeUndefined();
  expect((await projectToBundle(withText(`${own} `)))?.sha256).not.toBe((await projectToBundle(files))?.sha256);
});
