import { open } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sampledBytes } from "../../../source/warehouse/files/sampled-bytes.ts";
import { scratch } from "../support/scratch.ts";

async function sampleOf(text: string | Buffer, bytes: number): Promise<readonly string[] | undefined> {
  const handle = await open(join(await scratch({ "a.csv": text }), "a.csv"));
  try {
    return (await sampledBytes(handle, Buffer.byteLength(text), bytes))?.map(String);
  } finally {
    await handle.close();
  }
}

const lines = Array.from({ length: 90 }, (_, at) => `line ${at + 10}\n`);

describe("a sample of a text file", () => {
  it("has whole lines from its beginning, its middle and its end", async () => {
    const parts = (await sampleOf(lines.join(""), 120)) ?? [];
    expect(parts.map((part) => part.split("\n").length - 1)).toEqual([5, 4, 4]);
    expect(parts.map((part) => part.slice(0, 7))).toEqual(["line 10", "line 53", "line 96"]);
    for (const line of parts.join("").split("\n").slice(0, -1)) expect(lines).toContain(`${line}\n`);
    expect(parts.at(-1)?.endsWith("line 99\n")).toBe(true);
  });

  it("has the last line also if no line end follows it", async () => {
    expect((await sampleOf(lines.join("").trimEnd(), 120))?.at(-1)).toMatch(/line 99$/);
  });

  it("is of its beginning alone if values contain line ends, and ends with a record", async () => {
    const records = Array.from({ length: 90 }, (_, at) => `${at},"two\nlines"\n`);
    const [only, ...others] = (await sampleOf(records.join(""), 100)) ?? [];
    expect(others).toEqual([]);
    expect(records.join("").startsWith(only ?? "-")).toBe(true);
    expect(only).toMatch(/lines"\n$/);
  });

  it.each([
    ["two bytes are a character", Buffer.from(lines.join(""), "utf16le")],
    ["a line is longer than it", `${"a".repeat(500)}\n${"b".repeat(500)}\n`],
  ])("is not taken if %s", async (_, text) => {
    expect(await sampleOf(text, 120)).toBeUndefined();
  });
});
