import { expect, it } from "vitest";
import { holesIn, refuseDeleted } from "../../source/follow/holes.ts";

const at = (partition: number, offset: number) => ({
  ...{ partition, offset: BigInt(offset), key: "k", value: "{}", timestamp: 0 },
});

it("finds the offsets without messages", () => {
  const expected = new Map([[0, 5n]]);
  expect(holesIn([at(0, 5), at(0, 6), at(1, 40), at(1, 41)], expected)).toEqual([]);
  expect(holesIn([at(0, 7), at(0, 8), at(0, 10)], expected)).toEqual([
    { partition: 0, from: 5n, to: 7n },
    { partition: 0, from: 9n, to: 10n },
  ]);
});

it("rejects those that the broker deleted, but no marker or compacted message", () => {
  const hole = { partition: 0, from: 5n, to: 9n };
  expect(() => refuseDeleted("orders", [hole], [5n])).not.toThrow();
  expect(() => refuseDeleted("orders", [hole], [7n])).toThrow(/partition 0, offsets 5 to 6/);
  expect(() => refuseDeleted("orders", [hole], [20n])).toThrow(/partition 0, offsets 5 to 8/);
});
