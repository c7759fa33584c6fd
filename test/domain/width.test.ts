import { expect, it } from "vitest";
import { clip, fitTo, widthOf } from "../../source/domain/width.ts";

it("counts columns by grapheme", () => {
  expect(["abc", "東京", "e\u0301", "👩‍👩‍👧"].map(widthOf)).toEqual([3, 4, 1, 2]);
});

it("cuts with an ellipsis by grapheme, and pads", () => {
  expect(clip("subscription", 6)).toBe("subsc…");
  expect(clip("東京都", 4)).toBe("東…");
  expect(fitTo("ab", 4, "right")).toBe("  ab");
});
