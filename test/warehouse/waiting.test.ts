import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { BuildEvent } from "../../source/domain/build-event.ts";
import { takeLock, waitForLock } from "../../source/warehouse/build/lock.ts";
import { runProcess } from "../helpers/command-line.ts";
import { scratch, transactions } from "./support/scratch.ts";

describe("a warehouse that another process builds", () => {
  it("is waited for by ten reads at once, of which one builds it and none fails", { timeout: 120_000 }, async () => {
    const source = await scratch({ "transactions.csv": transactions("c-1,2024-01-01,1.25", "c-2,2024-02-01,2.50") });
    const place = ["--source", source, "--warehouse", join(await scratch(), "w.duckdb")];
    const reads = Array.from({ length: 10 }, () => runProcess(["slice", "--measure", "net_revenue", ...place]));
    const ran = await Promise.all(reads);
    expect(ran.map(({ code, out, log }) => [code, out, code === 0 ? "" : log])).toEqual(
      ran.map(() => [0, "net_revenue\n3.75\n", ""]),
    );
    expect(ran.filter(({ log }) => log.includes("building the warehouse"))).toHaveLength(1);
    const waited = ran.filter(({ log }) => /another build .* is running.*waiting for it, at most 10 minutes/.test(log));
    expect(waited.length).toBeGreaterThan(0);
  });

  it("is reported once, and waited for up to the limit or until stopped", async () => {
    const file = join(await scratch(), "w.duckdb");
    const release = await takeLock(file);
    const events: BuildEvent[] = [];
    const wait = async (options: Parameters<typeof waitForLock>[1]) => {
      const waiting = waitForLock(file, options);
      let step = await waiting.next();
      for (; !step.done; step = await waiting.next()) events.push(step.value);
      return step.value;
    };
    await expect(wait({})).rejects.toMatchObject({ id: "warehouse.locked" });
    expect(events).toEqual([]);
    await expect(wait({ waitMs: 500 })).rejects.toMatchObject({ id: "warehouse.locked" });
    expect(events).toEqual([{ type: "waiting", pid: process.pid, mostMs: 500 }]);
    await expect(wait({ waitMs: 60_000, signal: AbortSignal.timeout(50) })).rejects.toMatchObject({
      name: "AbortError",
    });
    const turn = wait({ waitMs: 60_000 });
    await release();
    await (await turn)();
  });
});
