import { describe, expect, it } from "vitest";
import { homeQuestion } from "../../source/analysis/home-question.ts";
import { printPeriod } from "../../source/domain/period.ts";

function periods(end: string, ...months: readonly string[]): readonly string[] {
  const { base, compare } = homeQuestion({ end, hasSubscriptions: false, months: new Set(months) });
  return [printPeriod(base), printPeriod(compare)];
}

describe("the question that an investigation opens with", () => {
  it("is the newest mature quarter against the same one a year before, otherwise against the previous one", () => {
    expect(periods("2025-07-01", "2024-01", "2024-12", "2025-02")).toEqual(["2024-Q1", "2025-Q1"]);
    expect(periods("2025-07-01", "2024-12", "2025-02")).toEqual(["2024-Q4", "2025-Q1"]);
  });

  it("takes the newest two months with customers if nobody was acquired for a long time", () => {
    expect(periods("2025-07-01", "2022-03", "2023-02", "2023-09")).toEqual(["2023-02", "2023-09"]);
    expect(periods("2025-07-01", "2025-03", "2025-06", "2022-03")).toEqual(["2022-03", "2025-03"]);
  });

  it("names the only month with customers as the one to explain", () => {
    expect(periods("2024-08-27", "2023-01")).toEqual(["2022-12", "2023-01"]);
    expect(periods("2024-03-01", "2024-02")).toEqual(["2024-01", "2024-02"]);
  });
});
