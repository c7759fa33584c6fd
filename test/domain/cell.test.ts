import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cell } from "../../source/domain/cell.ts";
import { fitTo, widthOf } from "../../source/domain/width.ts";
import { hostileValues } from "../fixtures/hostile-values.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: what must never come out
const raw = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/u;

describe("cell", () => {
  it.each(hostileValues)("%j gives one visible line", (value) => {
    expect(cell(value)).not.toMatch(raw);
    expect(widthOf(fitTo(cell(value), 12))).toBe(12);
  });

  it("shows what was there", () => {
    expect(cell("\u001b]52;c;eA==\u0007")).toBe("␛]52;c;eA==␇");
    expect(cell("a\u202eb")).toBe("a·b");
    expect(cell("é 東京 👩‍👩‍👧")).toContain("東京");
  });

  it("never lets a control character pass, whatever the input", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 0, max: 30 }), (value, width) => {
        const text = fitTo(cell(value), width);
        expect(text).not.toMatch(raw);
        expect(widthOf(text)).toBe(width);
      }),
    );
  });
});
