import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runHere } from "../helpers/command-line.ts";
import { tinySource } from "../helpers/places.ts";
import { scratchFolder } from "../helpers/tiny-warehouse.ts";

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let file: string;
let words: readonly string[];

beforeAll(async () => {
  scratch = await scratchFolder();
  process.env.GROUNDS_DATA = scratch.path;
  file = join(scratch.path, "tiny.duckdb");
  words = ["--source", tinySource, "--warehouse", file];
});
afterAll(() => scratch.remove());

async function doctor(...more: readonly string[]) {
  return runHere("doctor", ...words, ...more);
}

describe("grounds doctor", () => {
  it("finds nothing wrong before anything is built, and says what does not exist yet", async () => {
    const { code, out } = await doctor();
    expect(code).toBe(0);
    expect(out).toMatch(/· warehouse .* is not built yet\n +fix: Run "grounds build"/);
  });

  it("reads a warehouse in full", async () => {
    expect((await runHere("build", ...words)).code).toBe(0);
    // The program sets umask 077 when run as a process.
    chmodSync(file, 0o600);
    const { code, out } = await doctor();
    expect(code).toBe(0);
    expect(out).toMatch(/✓ warehouse .* \d+ tables, \d+ rows read/);
    expect(out).toMatch(/✓ sources .*transactions \(transactions\.csv\)/);
    expect(out).toMatch(/✓ versions .*DuckDB v\d/);
  });

  it("finds leftovers of crashed builds, files that others can read and a missing source, each with a fix", async () => {
    writeFileSync(`${file}.999999999.tmp`, "");
    chmodSync(file, 0o644);
    const { code, out } = await runHere("doctor", "--source", join(scratch.path, "gone"), "--warehouse", file);
    chmodSync(file, 0o600);
    expect(code).toBe(1);
    const wrong = out.split("\n").flatMap((line, index, all) => (line.startsWith("✗") ? [[line, all[index + 1]]] : []));
    expect(wrong.map(([line]) => line?.split(/\s+/)[1])).toEqual(["orphans", "sources", "permissions"]);
    for (const [, fix] of wrong) expect(fix).toMatch(/^ +fix: ./);
  });

  it("clears leftovers of crashed builds at the next launch", async () => {
    expect((await runHere("build", ...words)).code).toBe(0);
    expect((await doctor("--format", "json")).out).toContain('"none"');
  });

  it("finds a file that is not a warehouse, and leaves it where it is", async () => {
    writeFileSync(file, "not a database", { mode: 0o600 });
    const { code, out } = await doctor();
    expect(code).toBe(1);
    expect(out).toMatch(/✗ warehouse .* is not a complete warehouse/);
    const figures = /\d+ MB/g;
    expect((await doctor()).out.replaceAll(figures, "")).toBe(out.replaceAll(figures, ""));
  });
});
