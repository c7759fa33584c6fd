import { describe, expect, it } from "vitest";
import { memoryOf, memoryWords } from "./support/memory.ts";

describe("the memory of launches", () => {
  it.each([
    [[], "memory not measured"],
    [[[], []], "memory not measured"],
    [[[90], [100, 104]], "memory 104 MB, growth not measured"],
    [[[200], [90, 100, 104, 110, 131]], "memory 131 MB, growth 31 MB"],
  ])("%j: %s", (stays, words) => {
    expect(memoryWords(memoryOf(stays))).toBe(words);
  });
});
