import { describe, expect, it } from "vitest";
import type { Catalog, Dimension } from "../../source/domain/catalog.ts";
import { emptySlice } from "../../source/domain/slice.ts";
import type { SliceResult } from "../../source/domain/slice-result.ts";
import { boardAt } from "../../source/ui/screens/slices/layout.ts";
import { reduceSlicesPlace, settleSlices } from "../../source/ui/screens/slices/reduce.ts";
import { initialSlices } from "../../source/ui/screens/slices/state.ts";

const size = { columns: 80, rows: 20 };
const names = ["region", "channel", "entry"];
const catalog = {
  dimensions: names.map((name) => ({ name, label: name, type: "text" }) as Dimension),
  measures: [],
} as unknown as Catalog;
const state = initialSlices("net_revenue", [], ["region"], { from: "2024-01-01", to: "2025-06-30" });

function dataOf(count: number) {
  const rows = Array.from({ length: count }, (_, index) => ({
    kind: "row" as const,
    values: [`v${index}`, 9 - index],
  }));
  const result = { slice: emptySlice, columns: [], rows } as unknown as SliceResult;
  return { catalog, slice: () => result };
}

describe("leaderboards", () => {
  it("scroll to every value there is, before the cursor goes on to the board below", () => {
    const data = dataOf(20);
    const end = reduceSlicesPlace(state, "last_row", 1, size, data);
    expect([end.board, end.item]).toEqual([0, 19]);
    expect(boardAt({ x: 4, y: 2 + 7 }, size, end, 3)).toEqual({ board: 0, item: 19 });
    expect(reduceSlicesPlace(end, "down", 1, size, data).board).toBe(2);
  });

  it("keep the cursor on a value where an answer has fewer", () => {
    expect(settleSlices({ ...state, item: 19 }, dataOf(3)).item).toBe(2);
    expect(settleSlices({ ...state, item: 1 }, dataOf(3)).item).toBe(1);
  });

  it("tell title, value and the space between boards apart", () => {
    expect(boardAt({ x: 4, y: 2 }, size, state, 3)).toEqual({ board: 0, item: undefined });
    expect(boardAt({ x: 44, y: 3 }, size, state, 3)).toEqual({ board: 1, item: 0 });
    expect(boardAt({ x: 4, y: 11 }, size, state, 3)).toEqual({ board: 2, item: undefined });
    expect(boardAt({ x: 39, y: 3 }, size, state, 3)).toBeUndefined();
    expect(boardAt({ x: 4, y: 10 }, size, state, 3)).toBeUndefined();
    expect(boardAt({ x: 44, y: 11 }, size, state, 3)).toBeUndefined();
    expect(boardAt({ x: 4, y: 0 }, size, state, 3)).toBeUndefined();
  });
});
