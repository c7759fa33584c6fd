import { describe, expect, it } from "vitest";
import type { EditKey } from "../../../source/ui/state/actions.ts";
import { aroundCaret, edited, inserted, type TypedText } from "../../../source/ui/state/line-edit.ts";

/** A line with `|` marking its caret. */
function line(text: string): TypedText {
  const caret = text.indexOf("|");
  return { input: text.replace("|", ""), caret: caret === text.length - 1 ? undefined : caret };
}

const written = (typed: TypedText) => aroundCaret(typed).join("|");

describe("typed text", () => {
  it.each<[key: EditKey, before: string, after: string]>([
    ["caret_left", "abc|", "ab|c"],
    ["caret_left", "|abc", "|abc"],
    ["caret_right", "a|bc", "ab|c"],
    ["caret_right", "abc|", "abc|"],
    ["line_start", "ab|c", "|abc"],
    ["line_end", "a|bc", "abc|"],
    ["word_left", "net revenue, per |month", "net revenue, |per month"],
    ["word_right", "net| revenue, per", "net revenue|, per"],
    ["delete", "ab|c", "a|c"],
    ["delete", "|abc", "|abc"],
    ["delete_next", "a|bc", "a|c"],
    ["delete_next", "abc|", "abc|"],
    ["delete_word", "exports/march-report|.csv", "exports/march-|.csv"],
    ["delete_word", "one two  |", "one |"],
    ["delete_next_word", "one| two three", "one| three"],
    ["clear", "one |two", "|two"],
    ["clear_rest", "one |two", "one |"],
  ])("%s makes of %s %s", (key, before, after) => {
    expect(written(edited(line(before), key))).toBe(after);
  });

  it("consists of whole characters: an accent, a flag, a family and a Chinese word are not split", () => {
    expect(written(edited(line("cafe\u0301|"), "delete"))).toBe("caf|");
    expect(written(edited(line("🇸🇪|"), "caret_left"))).toBe("|🇸🇪");
    expect(written(edited(line("a|👨‍👩‍👧b"), "delete_next"))).toBe("a|b");
    expect(written(edited(line("毎月 収入|"), "delete_word"))).toBe("毎月 |");
  });

  it("is inserted at the caret, pasted text without line ends and control characters", () => {
    expect(written(inserted(line("a|c"), "b"))).toBe("ab|c");
    expect(written(inserted(line("a|"), "one\r\ntwo\tthree\u0007\u001b[31m"))).toBe("aone two three [31m|");
  });

  it("is limited to 500 characters, and keeps what was there when more is pasted", () => {
    const full = inserted(line("start |end"), "x".repeat(600));
    expect([...full.input]).toHaveLength(500);
    expect(full.input.endsWith("end")).toBe(true);
  });
});
