import { readdir } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ExpansionLimit } from "../../source/warehouse/files/expansion-limit.ts";
import { takeSnapshot } from "../../source/warehouse/files/snapshot.ts";
import { sourceFile } from "../../source/warehouse/files/source-file.ts";
import { scratch, transactions } from "./support/scratch.ts";

const megabyte = 1e6;

afterEach(() => vi.unstubAllEnvs());

/** Megabytes that a compressed file of a given size may expand to before it is refused. */
function allowed(packedMegabytes: number, given?: string): number {
  const limit = new ExpansionLimit("a.gz", packedMegabytes * megabyte, given);
  for (let out = 0; ; out += 1) {
    try {
      limit.add(megabyte);
    } catch {
      return out;
    }
    if (out > 20_000) return Number.POSITIVE_INFINITY;
  }
}

describe("what a compressed file may expand to", () => {
  it.each([
    [0.001, undefined, 256],
    [1, undefined, 256],
    [2, undefined, 400],
    [10, undefined, 2000],
    [1000, undefined, 16_000],
    [0.001, "1GB", 1000],
    [0.001, "500 MB", 500],
    [0.001, "as much as there is", 256],
  ])("of %s MB, with a limit of %s, is %s MB", (packed, given, expected) => {
    expect(allowed(packed, given)).toBe(expected);
  });

  it("is reported by name and size, and the copy stops there", async () => {
    vi.stubEnv("GROUNDS_EXPAND_LIMIT", "3MB");
    const folder = await scratch({
      "transactions.csv.gz": gzipSync(transactions("c,2024-01-01,1\n".repeat(2_000_000))),
    });
    const file = sourceFile(`${folder}/transactions.csv.gz`, "transactions.csv.gz");
    const copies = await scratch();
    await expect(file && takeSnapshot(file, copies, 1)).rejects.toMatchObject({
      id: "source.expandsTooFar",
      message: "transactions.csv.gz expands to more than 3 MB",
      next: expect.stringContaining("GROUNDS_EXPAND_LIMIT"),
    });
    expect(await readdir(copies)).toHaveLength(1);
  });
});
