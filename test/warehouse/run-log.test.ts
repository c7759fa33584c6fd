import { readdirSync } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { built, project, scratch, transactions } from "./support/scratch.ts";

async function place() {
  const rows = transactions("jane@example.org,2024-01-01,10.00", "c-2,2024-01-02,0.50");
  const folder = await scratch({ "raw/transactions.csv": rows });
  return { source: join(folder, "raw"), warehouse: join(folder, "w.duckdb"), logs: join(folder, "logs") };
}

async function linesOf(logs: string): Promise<readonly Record<string, unknown>[]> {
  const text = await readFile(join(logs, "grounds.jsonl"), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

describe("the log of builds", () => {
  it("has a line per event with time, level and run, and no values of records", async () => {
    const options = await place();
    await built(options);
    const lines = await linesOf(options.logs);
    expect(lines.map((line) => `${line.level} ${line.event} ${line.name ?? line.check ?? ""}`.trim())).toEqual([
      "info build started",
      "info step done transactions",
      "info step done stg_transactions",
      "info step done buyers",
      "warn check warned at_least_buyers_net_revenue",
      "info build built",
    ]);
    expect(new Set(lines.map((line) => line.run)).size).toBe(1);
    for (const line of lines) expect(line.time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    const text = await readFile(join(options.logs, "grounds.jsonl"), "utf8");
    expect(text).not.toContain("jane");
    expect((await stat(join(options.logs, "grounds.jsonl"))).mode & 0o077).toBe(0);
    await built({ ...options, full: true });
    expect(new Set((await linesOf(options.logs)).map((line) => line.run)).size).toBe(2);
  });

  it("records a failure with file and line, at the requested level", async () => {
    vi.stubEnv("GROUNDS_LOG", "error");
    onTestFinished(() => void vi.unstubAllEnvs());
    const options = await place();
    const projectDir = await project({
      "models/silver/buyers.sql": "select nonsense\nfrom {{ ref('stg_transactions') }}",
    });
    await expect(built({ ...options, projectDir })).rejects.toThrow();
    expect(await linesOf(options.logs)).toEqual([
      expect.objectContaining({ level: "error", event: "step failed", name: "buyers", line: 1 }),
      expect.objectContaining({ level: "error", event: "build failed", kind: "ModelError", line: 1 }),
    ]);
    vi.stubEnv("GROUNDS_LOG", "off");
    await expect(built({ ...options, projectDir })).rejects.toThrow();
    expect(await linesOf(options.logs)).toHaveLength(2);
  });

  it("continues in a new file when one is full, and keeps four", async () => {
    const options = await place();
    await built(options);
    const file = join(options.logs, "grounds.jsonl");
    for (let round = 0; round < 5; round += 1) {
      await writeFile(file, "x".repeat(1_000_001));
      await built({ ...options, full: true });
    }
    expect(readdirSync(options.logs).sort()).toEqual([
      "grounds.1.jsonl",
      "grounds.2.jsonl",
      "grounds.3.jsonl",
      "grounds.jsonl",
    ]);
    expect(await linesOf(options.logs)).toHaveLength(6);
  });

  it("does not fail a build if it cannot be written", async () => {
    const options = await place();
    await writeFile(options.logs, "a file where the folder should be");
    expect((await built(options)).outcome.status).toBe("built");
  });
});
