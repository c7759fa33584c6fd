import { mkdir, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { writeNewFolder } from "../../source/export/new-folder.ts";
import { scratch } from "../warehouse/support/scratch.ts";

const texts = new Map([
  ["a.txt", "one\n"],
  ["deep/b.txt", "two\n"],
]);

it("writes all files of a folder, private, into a new folder or an empty one", async () => {
  const place = await scratch();
  await mkdir(join(place, "empty"));
  for (const name of ["new/deeper", "empty"]) {
    const folder = join(place, name);
    await writeNewFolder(folder, texts);
    expect(await readFile(join(folder, "deep/b.txt"), "utf8")).toBe("two\n");
    expect((await stat(join(folder, "a.txt"))).mode & 0o077).toBe(0);
  }
  expect((await readdir(place)).toSorted()).toEqual(["empty", "new"]);
});

it("leaves nothing behind if a file cannot be written, and touches no folder that is not empty", async () => {
  const place = await scratch({ "full/mine.txt": "mine" });
  await expect(writeNewFolder(join(place, "full"), texts)).rejects.toMatchObject({ id: "file.folderNotEmpty" });
  await expect(
    writeNewFolder(
      join(place, "bad"),
      new Map([
        ["a", "1"],
        ["a/b", "2"],
      ]),
    ),
  ).rejects.toMatchObject({ id: "file.unwritable" });
  expect(await readdir(place)).toEqual(["full"]);
  expect(await readdir(join(place, "full"))).toEqual(["mine.txt"]);
});
