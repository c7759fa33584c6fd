import { describe, expect, it } from "vitest";
import { widthOf } from "../../../source/domain/width.ts";
import { createKeymap } from "../../../source/ui/keys.ts";
import { helpLines, sqlLines } from "../../../source/ui/overlays/text-lines.ts";
import { cohorts } from "../../../source/ui/screens/cohorts/cohorts.tsx";
import { textOf } from "../../../source/ui/widgets/line.ts";

const drawn = (sql: string, width: number) => sqlLines([sql], width).map(textOf);

describe("SQL on screen", () => {
  it("goes on below, deeper, where a line is too long", () => {
    expect(drawn("  where region = 'north east' and year = 2024", 24)).toEqual([
      "  where region = 'north",
      "    east' and year =",
      "    2024",
    ]);
  });

  it("breaks a word that is longer than the line, and loses nothing", () => {
    const long = "x".repeat(50);
    expect(drawn(`select ${long}`, 20).join("").replaceAll(" ", "")).toBe(`select${long}`);
    expect(Math.max(...drawn(long, 20).map((line) => line.length))).toBeLessThanOrEqual(20);
    expect(drawn(`${" ".repeat(40)}a b`, 20).every((line) => line.length <= 20)).toBe(true);
  });
});

describe("help", () => {
  it.each([40, 56, 76, 96])("says all that a key does within %i columns", (width) => {
    const lines = helpLines(cohorts, createKeymap(), width).map(textOf);
    expect(Math.max(...lines.map((line) => widthOf(line)))).toBeLessThanOrEqual(width);
    const words = lines.map((line) => line.slice(15).trim()).join(" ");
    expect(words).toContain("Open what is under the cursor; in the quarantine, its reason");
    expect(words).toContain("Write what the view shows, whole, to a file; of an investigation, its report");
  });
});
