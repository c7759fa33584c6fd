import { describe, expect, it } from "vitest";
import type { SegmentFinding } from "../../source/analysis/investigation.ts";
import { changeColumn, column, withCounts } from "../../source/analysis/step-columns.ts";
import { stepFigure } from "../../source/analysis/step-figure.ts";
import { segmentsStepFrom } from "../../source/analysis/step-segments.ts";
import { Words } from "../../source/analysis/words.ts";
import { Amount } from "../../source/domain/amount.ts";
import { stepTableLines } from "../../source/ui/screens/investigation/step-table.ts";
import { textOf } from "../../source/ui/widgets/line.ts";

const name = "region northeast, bag at entry large!";
const table = {
  columns: [column("segment", "text"), changeColumn("beyond the rest", "money"), column("customers", "count")],
  rows: Array.from({ length: 6 }, () => [name, 0.66, 61]),
};
const drawn = (width: number) => stepTableLines(table, { width, currency: "USD" }).map(textOf);

describe("the table of a step", () => {
  it("gives names the room that is left on the line", () => {
    expect(drawn(59).at(-1)).toBe(` ${name}     +0.66         61`);
    expect(drawn(58).at(-1)).toContain("bag at entry larg…");
    expect(Math.max(...drawn(58).map((line) => line.length))).toBe(58);
  });

  it("puts columns below each other if neither the rows nor the columns of a small table fit side by side", () => {
    const few = {
      columns: [...table.columns, { label: "why", unit: "text" as const }],
      rows: [1, 2].map(() => [name, 0.66, 61, name]),
    };
    const lines = stepTableLines(few, { width: 48, currency: "USD" }).map(textOf);
    expect(lines.some((line) => line.includes("+0.66"))).toBe(true);
    expect(lines.filter((line) => line.startsWith(" region northeast"))).toHaveLength(6);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(48);
  });

  it("names periods in full, broken between their two days or months", () => {
    const labels = ["2023-01..2023-06", "list value 2023-01-02..2023-06-30"];
    const amounts = labels.map((label) => ({ label, unit: "money" as const }));
    const columns = [{ label: "line", unit: "text" as const }, ...amounts];
    const rows = Array.from({ length: 6 }, () => ["Refunds", -3.5, 1.2]);
    for (const width of [100, 38, 28]) {
      const text = stepTableLines({ columns, rows }, { width, currency: "USD" }).map(textOf).join("\n");
      for (const part of ["2023-01..", "2023-06", "2023-01-02..", "2023-06-30"]) expect(text).toContain(part);
      expect(text).not.toContain("…");
    }
  });

  it("writes counts below amounts of money as counts", () => {
    const amount = Amount.of("26094.5");
    const columns = [column("line", "text"), column("2024", "amount"), column("2025", "amount")];
    const mixed = withCounts({ columns, rows: [["Net revenue", amount, amount]] }, [["Order lines", 26094, 43884]]);
    const [, , net, lines] = stepTableLines(mixed, { width: 60, currency: "USD" }).map(textOf);
    expect(net).toMatch(/Net revenue +26,094\.50 +26,094\.50$/);
    expect(lines).toMatch(/Order lines +26,094 +43,884 +$/);
    expect(stepFigure(mixed, 1, 2, { currency: "USD" })).toBe("43,884");
  });
});

/** The table of the step on segments, with findings of as many segments. */
function segmentsTable(names: readonly string[]) {
  const segments = names.map(
    (label): SegmentFinding => ({
      ...{ kind: "who", where: [], label, yardstick: "percent", z: 4.86, pAdjusted: 0.0006 },
      ...{ rates: [72_428, 106_629], restRates: [246_801, 319_487], contribution: 12_870 },
      ...{ customersBefore: 2030, customers: 3911 },
    }),
  );
  const { table } = segmentsStepFrom({
    ...{ segments, tested: 278, isSilent: false, change: 106_887, least: undefined, periods: ["2024-Q2", "2025-Q2"] },
    ...{ words: new Words("USD", "money"), rateUnit: "money", changeUnit: "money", statement: { sql: "", params: [] } },
  });
  return table ?? { columns: [], rows: [] };
}

describe("the table of the segments", () => {
  const many = Array.from({ length: 6 }, (_, at) => `region northeast, bag at entry large ${at}`);
  const shown = (names: readonly string[], width: number) =>
    stepTableLines(segmentsTable(names), { width, currency: "USD" }).map(textOf);

  it.each([40, 48, 60, 80, 120, 200])("breaks heads between words only, within %i columns", (width) => {
    for (const names of [["channel paid_social"], many]) {
      const lines = shown(names, width);
      const words = new Set(lines.flatMap((line) => line.trim().split(/ +/)));
      for (const { label } of segmentsTable(names).columns)
        for (const word of label.split(" ")) expect(words, lines.join("\n")).toContain(word);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
    }
  });

  it("fits 120 columns in one block", () => {
    const lines = shown(many, 120);
    expect(lines.filter((line) => line.includes("+12,870"))).toHaveLength(many.length);
    expect(lines.at(-1)).toMatch(/northeast.*\+12,870 +4\.86 +<0\.001$/);
  });

  it("keeps the sign of a contribution when its columns are turned into rows", () => {
    expect(shown(["channel paid_social"], 80).find((line) => line.includes("beyond the rest"))).toMatch(
      / \+\$12,870 *$/,
    );
  });
});
