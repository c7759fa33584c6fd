import { describe, expect, it } from "vitest";
import type { Bar, Investigation } from "../../source/analysis/investigation.ts";
import { bridgeRows, closedAt, sumCheck, toggledAt } from "../../source/ui/screens/investigation/bridge-rows.ts";
import { bridgeLines } from "../../source/ui/screens/investigation/bridge-view.ts";
import { initialInvestigation } from "../../source/ui/screens/investigation/state.ts";
import { stepTableLines } from "../../source/ui/screens/investigation/step-table.ts";
import type { StepContext } from "../../source/ui/screens/investigation/view.ts";
import { textOf } from "../../source/ui/widgets/line.ts";
import { trendsOf } from "../../source/ui/widgets/trends.ts";
import { waterfall } from "../../source/ui/widgets/waterfall.ts";

function bar(name: string, group: string, contribution: number, categories?: Bar["categories"]): Bar {
  return {
    name,
    label: name,
    group,
    contribution,
    low: contribution - 1,
    high: contribution + 1,
    orderLow: contribution - 0.5,
    orderHigh: contribution + 0.5,
    share: 0.5,
    verdict: "major",
    ...(categories ? { categories } : {}),
  };
}

const investigation = {
  base: { value: 20 },
  compare: { value: 10 },
  groups: [
    bar("a", "a", -6),
    bar("b", "b", -4, [
      { label: "x/y", mix: -1, rate: -2 },
      { label: "z", mix: -1, rate: 0 },
    ]),
  ],
  drivers: [bar("a1", "a", -5), bar("a2", "a", -1), bar("b", "b", -4)],
} as unknown as Investigation;

describe("rows of the bridge", () => {
  it("span their parent's range, level by level", () => {
    const rows = bridgeRows(investigation, ["a", "b"]);
    expect(rows.map(({ key, start, contribution }) => [key, start, contribution])).toEqual([
      ["a", 20, -6],
      ["a/a1", 20, -5],
      ["a/a2", 15, -1],
      ["b", 14, -4],
      ["b/#x∕y", 14, -3],
      ["b/#z", 11, -1],
    ]);
    expect(sumCheck(investigation, undefined)).toEqual({ parts: 2, whole: -10, off: 0 });
    expect(sumCheck(investigation, rows[0])).toEqual({ parts: 2, whole: -6, off: 0 });
    expect(sumCheck(investigation, rows[3])).toEqual({ parts: 2, whole: -4, off: 0 });
  });

  it("close from a part, with the cursor on the bar that was open", () => {
    const open = toggledAt(bridgeRows(investigation, []), 0, []);
    const rows = bridgeRows(investigation, open);
    expect(closedAt(rows, 2, open)).toEqual({ open: [], chosen: 0 });
    expect(closedAt(rows, 3, open)).toBeUndefined();
  });

  it("show by how much parts miss their whole", () => {
    const broken = { ...investigation, compare: { value: 11 } } as Investigation;
    expect(sumCheck(broken, undefined).off).toBe(-1);
  });
});

describe("the bridge", () => {
  it.each([
    [120, 30],
    [76, 6],
  ])("shows on which side of 0 an interval ends within %i columns and %i rows", (width, height) => {
    const near = { ...bar("c", "c", -0.2), low: -0.46, high: -0.002 };
    const own = { ...investigation, question: { metric: "" }, base: { label: "2024", value: 20 } };
    const view = {
      ...{ catalog: { measures: [] }, currency: "USD", size: { columns: width, rows: height }, story: {} },
      ...{
        state: initialInvestigation,
        investigation: { ...own, compare: { label: "2025", value: 19.8 }, groups: [near] },
      },
    } as unknown as StepContext;
    const text = bridgeLines(view, width, height).map(textOf).join("\n");
    expect(text).toContain("-$0.46 to -$0.002");
    expect(text).not.toContain("-$0.46 to $0.00");
  });
});

describe("a waterfall", () => {
  it("draws bars in half columns, whiskers, and order bands inside and outside of the bar", () => {
    const lines = waterfall(
      [
        {
          label: "a",
          contribution: -5,
          low: -5.2,
          high: -4.8,
          orderLow: -7,
          orderHigh: -3,
          note: "● major",
          isChosen: false,
        },
      ],
      {
        from: { label: "from", value: 10 },
        to: { label: "to", value: 5 },
        width: 60,
        format: String,
        formatChange: String,
      },
    ).map(textOf);
    expect(lines[0]).toMatch(/^from +█+ +10 *$/);
    expect(lines[1]).toMatch(/░+.*▓+█+/);
    expect(lines[1]).toContain("● major");
    for (const line of lines) expect(line).toHaveLength(60);
  });
});

describe("the table of a step", () => {
  const columns = ["plan", ...Array.from({ length: 8 }, (_, index) => `customers on plan ${2020 + index}`)].map(
    (label, index) => ({ label, unit: index === 0 ? ("text" as const) : ("percent" as const) }),
  );

  it("is transposed if few rows are too wide", () => {
    const table = { columns, rows: [["3 orders", 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]] };
    const lines = stepTableLines(table, { width: 60, currency: "USD" }).map(textOf);
    expect(lines).toHaveLength(9);
    expect(lines[1]).toMatch(/customers on plan 2020 +10\.0 %/);
  });

  it("continues below if many rows are too wide", () => {
    const rows = Array.from({ length: 6 }, (_, index) => [`row ${index}`, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]);
    const lines = stepTableLines({ columns, rows }, { width: 60, currency: "USD" }).map(textOf);
    expect(lines.filter((line) => line.includes("row 0"))).toHaveLength(2);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(60);
  });
});

describe("trends", () => {
  it("put the years of a measure into one chart, by month of the year", () => {
    const trends = trendsOf([
      { label: "share 2024", unit: "percent", points: [{ month: "2024-02", value: 0.1 }] },
      { label: "share 2025", unit: "percent", points: [{ month: "2025-03", value: 0.2 }] },
      { label: "depth 2024", unit: "percent", points: [{ month: "2024-01", value: 0.3 }] },
    ]);
    expect(trends.map(({ label }) => label)).toEqual(["share", "depth"]);
    expect(trends[0]?.years.map(({ year, values }) => [year, values.findIndex((value) => value !== null)])).toEqual([
      ["2024", 1],
      ["2025", 2],
    ]);
  });
});
