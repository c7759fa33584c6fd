import { rename } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { onNewerBuilds } from "../../source/commands/newer-builds.ts";
import type { Core } from "../../source/ui/state/core.ts";
import { copyTinyWarehouse, scratchFolder } from "../helpers/tiny-warehouse.ts";
import { type Driver, openDriver } from "./driver.ts";
import { fakeCore } from "./fake-core.ts";

let app: Driver | undefined;
afterEach(() => app?.close());

/** The fake core with all figures larger and a later build, whose answers wait for a promise. */
function newerCore(answered: Promise<void>): Core & { readonly closed: () => boolean } {
  const core = fakeCore();
  let isClosed = false;
  return {
    ...core,
    dataSet: { ...core.dataSet, builtAt: "2025-07-01T09:30:05Z" },
    async cohorts(query, signal) {
      await answered;
      const grid = await core.cohorts(query, signal);
      const cells = grid.rows[0]?.cells.map((cell) => cell && { ...cell, value: 7777 }) ?? [];
      return { ...grid, rows: grid.rows.map((row, index) => (index === 0 ? { ...row, cells } : row)) };
    },
    close: async () => {
      isClosed = true;
    },
    closed: () => isClosed,
  };
}

async function openLive() {
  let take: (core: Core) => void = () => {};
  const ended = vi.fn();
  const driver = await openDriver(fakeCore(), {
    columns: 120,
    rows: 40,
    newer(given) {
      take = given;
      return ended;
    },
  });
  app = driver;
  return { driver, take: (core: Core) => take(core), ended };
}

describe("a warehouse that is rebuilt while it is on screen", () => {
  it("updates the figures, says as of when, and keeps the place, without a frame between", async () => {
    const { driver, take } = await openLive();
    await driver.press("down", "down", "right");
    const before = driver.screen();
    const place = JSON.stringify(driver.store().state().place);
    const { promise, resolve } = Promise.withResolvers<void>();
    take(newerCore(promise));
    await wait(250);
    // Answers of the previous data stay undimmed, however long the new ones take.
    const waiting = driver.screen();
    expect(waiting.split("\n").slice(1)).toEqual(before.split("\n").slice(1));
    expect(waiting).not.toContain("reading");
    resolve();
    await driver.waitForIdle();
    expect(driver.screen()).toContain("7,777");
    expect(driver.screen()).toContain("as of 09:30:05 UTC");
    expect(JSON.stringify(driver.store().state().place)).toBe(place);
  });

  it("loses no key and no typed text", async () => {
    const { driver, take } = await openLive();
    await driver.press("palette");
    await driver.type("slic");
    take(newerCore(Promise.resolve()));
    await driver.type("es");
    expect(driver.screen()).toContain("slices");
    await driver.send("\u001b");
    const { promise } = Promise.withResolvers<void>();
    take(newerCore(promise));
    await driver.store().press(["down", "down"]);
    expect(driver.store().state().overlay).toBeUndefined();
    // Esc goes back as usual, because an automatic refresh is not something to stop.
    expect(driver.store().data.isSlow()).toBe(false);
  });

  it("releases the previous data, and the newest at the end", async () => {
    const { driver, take, ended } = await openLive();
    const cores = [newerCore(Promise.resolve()), newerCore(Promise.resolve())] as const;
    take(cores[0]);
    await driver.waitForIdle();
    take(cores[1]);
    await driver.waitForIdle();
    expect(cores.map((core) => core.closed())).toEqual([true, false]);
    driver.close();
    await vi.waitFor(() => expect(ended).toHaveBeenCalledTimes(1));
  });
});

describe("builds of other processes", () => {
  it("are each passed on once, the newest of several, and none after the end", async () => {
    const folder = await scratchFolder();
    onTestFinished(folder.remove);
    const file = `${folder.path}/w.duckdb`;
    const build = async () => {
      await copyTinyWarehouse(`${file}.tmp`);
      await rename(`${file}.tmp`, file);
    };
    await build();
    const taken: Core[] = [];
    const stop = onNewerBuilds(
      file,
      async () => fakeCore(),
      (core) => taken.push(core),
    );
    await build();
    await vi.waitFor(() => expect(taken).toHaveLength(1));
    await copyTinyWarehouse(`${folder.path}/another.duckdb`);
    await wait(100);
    expect(taken).toHaveLength(1);
    await build();
    await vi.waitFor(() => expect(taken).toHaveLength(2));
    stop();
    await build();
    await wait(100);
    expect(taken).toHaveLength(2);
  });
});
