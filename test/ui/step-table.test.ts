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
});
