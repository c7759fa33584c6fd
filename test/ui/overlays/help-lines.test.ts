import { describe, expect, it } from "vitest";
import { glossary } from "../../../source/domain/glossary.ts";
import { widthOf } from "../../../source/domain/width.ts";
import { createKeymap } from "../../../source/ui/keys.ts";
import { helpLines, wordLines } from "../../../source/ui/overlays/help-lines.ts";
import { cohorts } from "../../../source/ui/screens/cohorts/cohorts.tsx";
import { textOf } from "../../../source/ui/widgets/line.ts";

const help = (sought = "", width = 76) => helpLines(cohorts, createKeymap(), width, sought).map(textOf);

describe("help", () => {
  it.each([40, 56, 76, 96])("describes every key in full within %i columns", (width) => {
    const lines = help("", width);
    expect(Math.max(...lines.map((line) => widthOf(line)))).toBeLessThanOrEqual(width);
    const words = lines.map((line) => line.slice(15).trim()).join(" ");
    expect(words).toContain("Open the cell under the cursor as a slice");
    expect(words).toContain("Write everything in the view to a file; of an investigation, its report");
  });

  it("starts with the keys of the current screen, each once", () => {
    const titles = help().filter((line) => /^[A-Z][a-z ]+$/.test(line));
    expect(titles).toEqual(["This screen", "Every screen", "Move", "Go"]);
    expect(help().filter((line) => line.startsWith("w  "))).toHaveLength(1);
  });

  it("keeps the lines that match the search, by synonyms too", () => {
    expect(help("csv", 100)).toEqual(["Every screen", expect.stringContaining("Write everything in the view")]);
    expect(help("no such thing")).toEqual(['Nothing has "no such thing" in it. ^U clears what was typed.']);
  });

  it("explains every word of the glossary in a sentence", () => {
    const text = wordLines(76).map(textOf).join("\n");
    for (const { word } of glossary) expect(text).toContain(word);
    expect(wordLines(76, "order band").map(textOf).join(" ")).toContain("over all orders");
    for (const { meaning } of glossary) expect(meaning).toMatch(/^[A-Z].*\.$/);
  });
});
