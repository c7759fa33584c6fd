import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { emptySlice } from "../../source/domain/slice.ts";
import type { CoreQuery } from "../../source/ui/state/core-query.ts";
import { createQueries } from "../../source/ui/state/queries.ts";
import { fakeCore } from "../journeys/fake-core.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setImmediate", "clearImmediate", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** What accompanies the cursor in this row, in four panes. */
function panesOf(row: number): ReadonlyMap<string, CoreQuery> {
  const filters = [{ dimension: "region", op: "in", values: [`${row}`] }] as const;
  const slice = { ...emptySlice, filters };
  return new Map([1, 2, 3, 4].map((pane) => [`pane:${pane}`, { kind: "slice", slice: { ...slice, top: pane } }]));
}

it("keeps one timer for all that waits for the cursor to rest, however long it moves", async () => {
  const core = fakeCore();
  let asked = 0;
  const slice: typeof core.slice = (...parameters) => {
    asked += 1;
    return core.slice(...parameters);
  };
  const queries = createQueries({ ...core, slice }, () => {});
  for (let row = 0; row < 200; row += 1) {
    queries.want(panesOf(row));
    await vi.advanceTimersByTimeAsync(70);
    expect(vi.getTimerCount()).toBeLessThan(5);
  }
  expect(asked).toBe(0);
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toBe(4);
  expect(queries.isIdle()).toBe(true);
});
