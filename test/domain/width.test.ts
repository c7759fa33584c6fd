import stringWidth from "string-width";
import { expect, it } from "vitest";
import { clip, clipStart, fitTo, pieces, widthOf } from "../../source/domain/width.ts";

it("counts columns by grapheme", () => {
  expect(["abc", "東京", "e\u0301", "👩‍👩‍👧"].map(widthOf)).toEqual([3, 4, 1, 2]);
});

it("cuts with an ellipsis by grapheme, and pads", () => {
  expect(clip("subscription", 6)).toBe("subsc…");
  expect(clip("東京都", 4)).toBe("東…");
  expect(fitTo("ab", 4, "right")).toBe("  ab");
});

it("shows the end of a text that is too long", () => {
  expect(clipStart("/a/long/path.csv", 9)).toBe("…path.csv");
  expect(clipStart("short", 5)).toBe("short");
  expect(clipStart("東京都", 5)).toBe("…京都");
});

it("splits a text into pieces that fit, and loses none of it", () => {
  expect(pieces("/a/long/path", 5)).toEqual(["/a/lo", "ng/pa", "th"]);
  expect(pieces("short", 5)).toEqual(["short"]);
  expect(pieces("", 5)).toEqual([""]);
  expect(pieces("東京都", 3)).toEqual(["東", "京", "都"]);
  expect(pieces("東e\u0301", 1)).toEqual(["東", "e\u0301"]);
});

it("takes no character of another width for one column", () => {
  const texts = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code));
  expect(texts.filter((text) => widthOf(text) !== stringWidth(text))).toEqual([]);
  expect(["©\uFE0F", "↔\uFE0F", "é\u0301│", "▁\u200D▂"].map(widthOf)).toEqual(
    ["©\uFE0F", "↔\uFE0F", "é\u0301│", "▁\u200D▂"].map((text) => stringWidth(text)),
  );
});
