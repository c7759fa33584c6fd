import { execFileSync } from "node:child_process";
import { lstatSync, symlinkSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runHere } from "./helpers/command-line.ts";
import { tinySource } from "./helpers/places.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "grounds-special-"));
  await writeFile(join(folder, "mine.txt"), "mine");
});
afterAll(() => rm(folder, { recursive: true }));

/** Commands that end in a rename onto the path that the user named. */
const writers: Readonly<Record<string, (path: string) => readonly string[]>> = {
  "--out of an answer": (path) => [
    "slice",
    "--by",
    "region",
    "--source",
    tinySource,
    "--memory",
    "--overwrite",
    "--out",
    path,
  ],
  "--out of a mapping": (path) => ["map", tinySource, "--overwrite", "--out", path],
  "--warehouse": (path) => ["build", "--source", tinySource, "--warehouse", path],
  "--warehouse of a reading command": (path) => ["slice", "--source", tinySource, "--warehouse", path],
  "--landing": (path) => ["build", "--full", "--source", tinySource, "--memory", "--landing", path],
};

const specials: Readonly<Record<string, (path: string) => void>> = {
  "a pipe": (path) => void execFileSync("mkfifo", [path]),
  "a link to a device": (path) => symlinkSync("/dev/null", path),
  "a link to a file": (path) => symlinkSync(join(folder, "mine.txt"), path),
};

/** What is in a warehouse's place is set aside if that loses nothing. */
const isSetAside = (what: string, kind: string) => what.startsWith("--warehouse") && kind === "a link to a file";

const cases = Object.entries(writers).flatMap(([what, words]) =>
  Object.entries(specials)
    .filter(([kind]) => !isSetAside(what, kind))
    .map(([kind, make]) => [what, kind, words, make] as const),
);

describe("a path that is not a plain file", () => {
  it.each(cases)("is unchanged when named by %s: %s", async (what, kind, words, make) => {
    const path = join(folder, `${what}-${kind}.csv`.replaceAll(" ", "-"));
    make(path);
    const before = lstatSync(path);
    const { code, log } = await runHere(...words(path));
    expect([code, log]).toEqual([1, expect.stringContaining("is not a plain file")]);
    const after = lstatSync(path);
    expect([after.ino, after.mode]).toEqual([before.ino, before.mode]);
    expect((await readdir(folder)).filter((name) => /set-aside|\.tmp|\.work|\.lock/.test(name))).toEqual([]);
  });

  it("is set aside from a warehouse's place when it is a link to a file", async () => {
    const path = join(folder, "linked.duckdb");
    symlinkSync(join(folder, "mine.txt"), path);
    const { code, log } = await runHere("build", "--source", tinySource, "--warehouse", path);
    expect([code, log]).toEqual([0, expect.stringContaining("set aside")]);
    expect(lstatSync(`${path}.set-aside-1`).isSymbolicLink()).toBe(true);
    expect(await readFile(join(folder, "mine.txt"), "utf8")).toBe("mine");
  });
});
