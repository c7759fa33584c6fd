import { describe, expect, it } from "vitest";
import { sqlLines } from "../../../source/ui/overlays/sql-lines.ts";
import { textOf } from "../../../source/ui/widgets/line.ts";

const drawn = (sql: string, width: number) => sqlLines([sql], width).map(textOf);

describe("SQL on screen", () => {
  it("continues a line that is too long with a deeper indent", () => {
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
