import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { emptyStory } from "../source/analysis/story.ts";
import { openNotes } from "../source/commands/notes-file.ts";
import { keepViewsIn } from "../source/commands/saved-views.ts";
import { loadSettings } from "../source/commands/settings-file.ts";
import { UserError } from "../source/errors.ts";
import { loadScenario } from "../source/generate/scenario.ts";
import { readSmallFile } from "../source/small-file.ts";
import { readMapping } from "../source/warehouse/mapping/mapping.ts";
import { root, scratch } from "./warehouse/support/scratch.ts";

describe("a small file", () => {
  it.each<[string, (path: string) => void, string, boolean]>([
    ["a pipe that nobody writes to", (path) => execFileSync("mkfifo", [path]), "not a plain file", false],
    ["a device without end", (path) => symlinkSync("/dev/zero", path), "not a plain file", false],
    ["a folder", (path) => mkdirSync(path), "not a plain file", false],
    ["one that is too large", (path) => writeFileSync(path, Buffer.alloc(200_000)), "larger than 128 KB", false],
    ["links in a circle", (path) => symlinkSync(path, path), "ELOOP", false],
    ["none", () => {}, "no such file", true],
  ])("is refused at once, with the reason: %s", async (_, make, why, isAbsent) => {
    const path = join(await scratch(), "file");
    make(path);
    const started = Date.now();
    expect(() => readSmallFile(path)).toThrow(
      expect.objectContaining({ name: "UnreadableFile", message: expect.stringContaining(why), isAbsent }),
    );
    expect(Date.now() - started).toBeLessThan(1000);
  });

  it("is read whole, even if the system gives no size", async () => {
    const path = join(await scratch({ file: "é".repeat(60_000) }), "file");
    expect(readSmallFile(path)).toBe("é".repeat(60_000));
    expect(readSmallFile("/proc/self/status")).toContain("Pid:");
  });
});

describe("every file that a user writes or Grounds keeps", () => {
  const readers: Readonly<Record<string, (path: string) => unknown>> = {
    "a mapping": (path) => readMapping(path, "given"),
    "a config file": (path) => loadSettings({ GROUNDS_CONFIG: path }),
    "a scenario": (path) => loadScenario(path),
    "a saved view": (path) =>
      keepViewsIn(dirname(path)).save({ name: basename(path), screen: "cohorts", state: "g1.x" }),
    notes: (path) => openNotes(path.replace(".notes.json", ".duckdb")).then((notes) => notes.save("q", emptyStory)),
  };
  const hostile: Readonly<Record<string, (path: string) => void>> = {
    "a pipe": (path) => execFileSync("mkfifo", [path]),
    "a device": (path) => symlinkSync("/dev/zero", path),
    "100,000 brackets": (path) => writeFileSync(path, "[".repeat(100_000)),
    "100,000 braces": (path) => writeFileSync(path, '{"a":'.repeat(20_000)),
    "20 MB": (path) => writeFileSync(path, Buffer.alloc(20_000_000, " ")),
  };
  const cases = Object.entries(readers).flatMap(([reader, read]) =>
    Object.entries(hostile).map(([what, make]) => ({ reader, what, read, make })),
  );

  it.each(cases)("gets an error of the catalogue: $reader that is $what", async ({ reader, read, make }) => {
    const path = join(await scratch(), reader === "a saved view" ? "own.yml" : "own.notes.json");
    make(path);
    const started = Date.now();
    await expect((async () => read(path))()).rejects.toBeInstanceOf(UserError);
    expect(Date.now() - started).toBeLessThan(5000);
  });

  it("has one reader", () => {
    const folders = ["commands", "ui", "generate"].map((name) => join(root, "source", name));
    const files = folders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
    );
    const others = files.filter(
      (file) => /\.tsx?$/.test(file) && /\breadFile(Sync)?\b/.test(readFileSync(file, "utf8")),
    );
    expect(others).toEqual([]);
  });
});
