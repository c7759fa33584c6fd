import { describe, expect, it } from "vitest";
import type { Catalog, Dimension } from "../../source/domain/catalog.ts";
import { emptySlice } from "../../source/domain/slice.ts";
import type { SliceResult } from "../../source/domain/slice-result.ts";
import { fitBoards } from "../../source/ui/screens/slices/fit-boards.ts";
import { boardAt, layOutBoards } from "../../source/ui/screens/slices/layout.ts";
import { reduceSlicesPlace, settleSlices } from "../../source/ui/screens/slices/reduce.ts";
import { initialSlices } from "../../source/ui/screens/slices/state.ts";

const size = { columns: 80, rows: 20 };
const names = ["region", "channel", "entry"];
const catalog = {
  dimensions: names.map((name) => ({ name, label: name, type: "text" }) as Dimension),
  measures: [],
} as unknown as Catalog;
const state = initialSlices("net_revenue", [], ["region"], { from: "2024-01-01", to: "2025-06-30" });

const layout = layOutBoards(size, 3);

function dataOf(count: number) {
  const rows = Array.from({ length: count }, (_, index) => ({
    kind: "row" as const,
    values: [`v${index}`, 9 - index],
  }));
  const result = { slice: emptySlice, columns: [], rows } as unknown as SliceResult;
  return { catalog, slice: () => result };
}

describe("leaderboards", () => {
  it("scroll to every value before the cursor moves on to the board below", () => {
    const data = dataOf(20);
    const end = reduceSlicesPlace(state, "last_row", 1, size, data);
    expect([end.board, end.item]).toEqual([0, 19]);
    expect(boardAt({ x: 4, y: 2 + 7 }, layout, end, 3)).toEqual({ board: 0, item: 19 });
    expect(reduceSlicesPlace(end, "down", 1, size, data).board).toBe(2);
  });

  it("keep the cursor on a value if an answer has fewer", () => {
    expect(settleSlices({ ...state, item: 19 }, dataOf(3)).item).toBe(2);
    expect(settleSlices({ ...state, item: 1 }, dataOf(3)).item).toBe(1);
  });

  it("distinguish title, value and the space between boards", () => {
    expect(boardAt({ x: 4, y: 2 }, layout, state, 3)).toEqual({ board: 0, item: undefined });
    expect(boardAt({ x: 44, y: 3 }, layout, state, 3)).toEqual({ board: 1, item: 0 });
    expect(boardAt({ x: 4, y: 11 }, layout, state, 3)).toEqual({ board: 2, item: undefined });
    expect(boardAt({ x: 39, y: 3 }, layout, state, 3)).toBeUndefined();
    expect(boardAt({ x: 4, y: 10 }, layout, state, 3)).toBeUndefined();
    expect(boardAt({ x: 44, y: 11 }, layout, state, 3)).toBeUndefined();
    expect(boardAt({ x: 4, y: 0 }, layout, state, 3)).toBeUndefined();
  });

  it("get the lines that another band leaves free, if they would hide values", () => {
    const counts: Record<string, number> = { region: 3, channel: 12, entry: 2 };
    const { heights } = fitBoards(state, size, catalog, (name) => dataOf(counts[name] ?? 0).slice());
    expect(layout.heights).toEqual([8, 8]);
    expect(heights).toEqual([13, 3]);
    expect(boardAt({ x: 44, y: 2 + 12 }, { ...layout, heights }, state, 3)).toEqual({ board: 1, item: 11 });
    expect(boardAt({ x: 4, y: 2 + 14 }, { ...layout, heights }, state, 3)).toEqual({ board: 2, item: undefined });
  });

  it("keep their lines if nothing is hidden, nothing is free, or the values are not known yet", () => {
    const heightsOf = (count: (name: string) => number | undefined) =>
      fitBoards(state, size, catalog, (name) => {
        const values = count(name);
        return values === undefined ? undefined : dataOf(values).slice();
      }).heights;
    expect(heightsOf(() => 3)).toEqual([8, 8]);
    expect(heightsOf(() => 20)).toEqual([8, 8]);
    expect(heightsOf((name) => (name === "entry" ? undefined : 12))).toEqual([8, 8]);
  });

  it("get every line between the sum and the note, which covers none of theirs", () => {
    for (const rows of [17, 20, 21, 36, 56]) {
      const { heights } = layOutBoards({ columns: 80, rows }, 20);
      expect(heights.reduce((sum, lines) => sum + lines + 1, 2)).toBe(rows);
      expect(Math.min(...heights)).toBeGreaterThanOrEqual(5);
    }
  });
});
