import { describe, expect, it } from "vitest";
import { defaultSwitches, type Question } from "../../source/analysis/investigation.ts";
import { emptyStory, storyKey, storyOf, withNote, withStory } from "../../source/analysis/story.ts";
import { yearOnYear } from "../helpers/year-on-year.ts";

const question: Question = {
  ...yearOnYear,
  metric: "net_revenue",
  filters: [{ dimension: "region", op: "in", values: ["west"] }],
};
const noted = withStory({}, question, withNote(emptyStory, "bridge", "ours"));
const noteOn = (changed: Partial<Question>) => storyOf(noted, { ...question, ...changed }).notes.bridge;
const over = (...values: readonly string[]) => ({ filters: [{ dimension: "region", op: "in" as const, values }] });

describe("the notes on a question", () => {
  it("exist under any accounting", () => {
    expect(
      noteOn({ switches: { ...defaultSwitches, replacements: "contra", prepaid: "cash", reversalDays: 90 } }),
    ).toBe("ours");
    expect(noteOn({ seed: 7, replicates: 40 })).toBe("ours");
  });

  it("are not those of the same periods over other days of lifetime", () => {
    expect(noteOn({ switches: { ...defaultSwitches, windowDays: 90 } })).toBeUndefined();
    expect(noteOn({ firstDay: 30 })).toBeUndefined();
  });

  it("are not those of other values with the same text", () => {
    const keys = [over("a", "b"), over("a,b"), over("a | region=b"), over('a"')].map((changed) =>
      storyKey({ ...question, ...changed }),
    );
    expect(new Set(keys).size).toBe(keys.length);
    const two = { ...question, filters: [...over("a").filters, ...over("b").filters] };
    expect(keys).not.toContain(storyKey(two));
    expect(storyKey({ ...question, ...over("b", "a") })).toBe(keys[0]);
  });

  it("are found under the keys of older notes", () => {
    expect(storyKey(question)).toBe("net_revenue | 2024-Q1 to 2025-Q1 | region=west");
  });
});
