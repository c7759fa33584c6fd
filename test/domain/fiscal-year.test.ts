import { describe, expect, it } from "vitest";
import { fiscalPeriod, movedFiscal, parseAnyPeriod } from "../../source/domain/fiscal-year.ts";

const february = { startMonth: 2, namedBy: "end" } as const;

describe("a business's own year", () => {
  it.each([
    ["FY2025", "end", 2, "2024-02-01", "2025-01-31"],
    ["FY2025", "start", 2, "2025-02-01", "2026-01-31"],
    ["FY2025-Q1", "end", 2, "2024-02-01", "2024-04-30"],
    ["FY2025-Q4", "end", 2, "2024-11-01", "2025-01-31"],
    ["FY2025-Q4", "start", 2, "2025-11-01", "2026-01-31"],
    ["FY2025", "end", 1, "2025-01-01", "2025-12-31"],
    ["FY2025", "start", 12, "2025-12-01", "2026-11-30"],
    ["fy2024-q2", "end", 7, "2023-10-01", "2023-12-31"],
  ] as const)("%s, named by its %s, begins in month %i", (text, namedBy, startMonth, from, to) => {
    expect(fiscalPeriod(text, { startMonth, namedBy })).toEqual({ from, to });
  });

  it("can be either end of a period, together with calendar days", () => {
    expect(parseAnyPeriod("FY2024..FY2025-Q1", february)).toEqual({ from: "2023-02-01", to: "2024-04-30" });
    expect(parseAnyPeriod("FY2025..2025-03", february)).toEqual({ from: "2024-02-01", to: "2025-03-31" });
    expect(parseAnyPeriod("2024-Q1", february)).toEqual({ from: "2024-01-01", to: "2024-03-31" });
    expect(() => parseAnyPeriod("FY2025..FY2024", february)).toThrow(/ends before it begins/);
    expect(() => parseAnyPeriod("FY2025", undefined)).toThrow(/when the business's years begin/);
    expect(() => parseAnyPeriod("FY2025-Q5", february)).toThrow(/is not a period/);
  });

  it("moves by whole years and quarters", () => {
    expect(movedFiscal("FY2025", -12)).toBe("FY2024");
    expect(movedFiscal("FY2025-Q1", -3)).toBe("FY2024-Q4");
    expect(movedFiscal("FY2024-Q4", 12)).toBe("FY2025-Q4");
  });
});
