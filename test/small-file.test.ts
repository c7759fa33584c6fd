import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSmallFile } from "../source/small-file.ts";
import { scratch } from "./warehouse/support/scratch.ts";

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

  it("is read whole, also where the system tells no size", async () => {
    const path = join(await scratch({ file: "é".repeat(60_000) }), "file");
    expect(readSmallFile(path)).toBe("é".repeat(60_000));
    expect(readSmallFile("/proc/self/status")).toContain("Pid:");
  });
});
