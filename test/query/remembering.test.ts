import { describe, expect, it } from "vitest";
import { remembering } from "../../source/query/remembering.ts";
import type { Cell } from "../../source/query/statement.ts";

/** A runner that answers on demand, and records what it was asked and what was stopped. */
function slowRun() {
  const jobs: { sql: string; answer: (rows: Cell[][]) => void; signal: AbortSignal | undefined }[] = [];
  return {
    jobs,
    run: ({ sql }: { sql: string }, signal?: AbortSignal) =>
      new Promise<Cell[][]>((resolve, reject) => {
        jobs.push({ sql, answer: resolve, signal });
        signal?.addEventListener("abort", () => reject(signal.reason));
      }),
  };
}

const statement = (sql: string) => ({ sql, params: [] });

describe("a runner that remembers", () => {
  it("runs the same statement once, also for those who ask while it is running", async () => {
    const { run, jobs } = slowRun();
    const remembered = remembering(run);
    const both = [remembered(statement("a")), remembered(statement("a"))];
    jobs[0]?.answer([[1]]);
    expect(await Promise.all(both)).toEqual([[[1]], [[1]]]);
    expect(await remembered(statement("a"))).toEqual([[1]]);
    expect(jobs).toHaveLength(1);
  });

  it("stops a statement only when all who wait for it have left", async () => {
    const { run, jobs } = slowRun();
    const remembered = remembering(run);
    const [first, second] = [new AbortController(), new AbortController()];
    const one = remembered(statement("a"), first.signal);
    const two = remembered(statement("a"), second.signal);
    first.abort();
    await expect(one).rejects.toMatchObject({ name: "AbortError" });
    expect(jobs[0]?.signal?.aborted).toBe(false);
    second.abort();
    await expect(two).rejects.toMatchObject({ name: "AbortError" });
    expect(jobs[0]?.signal?.aborted).toBe(true);
    const again = remembered(statement("a"));
    jobs[1]?.answer([[2]]);
    expect(await again).toEqual([[2]]);
  });

  it("does not remember failures or long answers", async () => {
    let runs = 0;
    const remembered = remembering(async ({ sql }) => {
      runs += 1;
      if (sql === "fails") throw new Error("no");
      return Array.from({ length: 2_001 }, (_, index) => [index]);
    });
    await expect(remembered(statement("fails"))).rejects.toThrow("no");
    await expect(remembered(statement("fails"))).rejects.toThrow("no");
    await remembered(statement("long"));
    await remembered(statement("long"));
    expect(runs).toBe(4);
  });
});
