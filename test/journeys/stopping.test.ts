import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { ActionName } from "../../source/ui/state/actions.ts";
import type { Core } from "../../source/ui/state/core.ts";
import { type Driver, openDriver } from "./driver.ts";
import { fakeCore } from "./fake-core.ts";

const slots = ["sum", "board:region", "page", "investigation", "pipeline"];

let app: Driver | undefined;

afterEach(() => app?.close());

/** Answers at once until `hold` is called; after that queries end only by their signal. */
function holding() {
  const core = fakeCore();
  const counts = { asked: 0, stopped: 0 };
  let isHeld = false;
  const held = <T>(answer: () => Promise<T>, signal: AbortSignal): Promise<T> => {
    if (!isHeld) return answer();
    counts.asked += 1;
    return new Promise((_, fail) => {
      signal.addEventListener("abort", () => {
        counts.stopped += 1;
        fail(signal.reason);
      });
    });
  };
  const slow: Core = {
    ...core,
    slice: (slice, signal) => held(() => core.slice(slice, signal), signal),
    rows: (slice, page, signal) => held(() => core.rows(slice, page, signal), signal),
    pipeline: (signal) => held(() => core.pipeline(signal), signal),
    investigate: (question, signal, progress) => held(() => core.investigate(question, signal, progress), signal),
  };
  return {
    slow,
    counts,
    hold: (value: boolean) => {
      isHeld = value;
    },
  };
}

describe("Esc", () => {
  it.each([
    ["leaderboards", ["to_slices", "clear_filters", "down"], "drill"],
    ["the order lines behind a cell", [], "rows"],
    ["an investigation", [], "to_investigation"],
    ["the pipeline", [], "to_pipeline"],
  ] as const satisfies readonly (readonly [string, readonly ActionName[], ActionName])[])(
    "U6 stops %s where that takes long, and r asks again",
    async (_, actions, slowly) => {
      const { slow, counts, hold } = holding();
      const driver = await openDriver(slow, { columns: 120, rows: 40, load: async () => ({ ...slow }) });
      app = driver;
      await driver.press(...actions);
      hold(true);
      driver.store().dispatch({ type: "do", name: slowly, count: 1 });
      await vi.waitFor(() => expect(driver.screen()).toContain("Esc stops"), 5000);
      await vi.waitFor(() => expect(slots.some((name) => driver.store().data.slot(name)?.isSlow)).toBe(true), 5000);
      driver.store().dispatch({ type: "do", name: "back", count: 1 });
      await driver.waitForIdle();
      expect(counts.asked).toBeGreaterThan(0);
      expect(counts.stopped).toBe(counts.asked);
      expect(driver.screen()).toContain("Stopped");
      expect(driver.screen()).not.toContain("Esc stops");
      hold(false);
      await driver.press("reload");
      expect(driver.screen()).not.toContain("Stopped");
    },
  );

  it.each(["\u001b", "\u007f"])("C2 never leaves while the warehouse is built: %j", async (keys) => {
    const started = Promise.withResolvers<void>();
    let isAgain = false;
    const driver = await openDriver(fakeCore(), {
      build: async function* (signal) {
        if (!isAgain) return;
        yield { type: "started", source: "files", models: [{ name: "bronze_orders", layer: "bronze" }] };
        started.resolve();
        await new Promise((_, fail) => signal.addEventListener("abort", () => fail(signal.reason)));
      },
    });
    app = driver;
    await driver.press("down");
    isAgain = true;
    driver.store().dispatch({ type: "do", name: "reload", count: 1 });
    await started.promise;
    await vi.waitFor(() => expect(driver.screen()).toContain("q quit"), 5000);
    // Ink loses an Esc that arrives while the previous screen's listener is being removed.
    await pause(300);
    await driver.send(keys);
    await pause(500);
    expect(driver.hasExited()).toBe(false);
    await driver.send("q");
    await vi.waitFor(() => expect(driver.hasExited()).toBe(true), 5000);
  });
});
