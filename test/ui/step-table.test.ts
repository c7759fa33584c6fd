import { describe, expect, it } from "vitest";
import { stepTableLines } from "../../source/ui/screens/investigation/step-table.ts";
import { textOf } from "../../source/ui/widgets/line.ts";

const name = "region northeast, bag at entry large!";
const table = {
  columns: [
    { label: "segment", unit: "text" as const },
    { label: "beyond the rest", unit: "money" as const },
    { label: "customers", unit: "count" as const },
  ],
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
});
