import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  isWholeMonths,
  parsePeriod,
  printPeriod,
  shiftMonths,
  startOf,
} from "../../source/domain/period.ts";

const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays("1990-01-01", days));

describe("periods", () => {
  it.each([
    ["2024", "2024-01-01", "2024-12-31"],
    ["2024-Q1", "2024-01-01", "2024-03-31"],
    ["2024-02", "2024-02-01", "2024-02-29"],
    ["2024-02-29", "2024-02-29", "2024-02-29"],
    ["2024-01..2024-Q2", "2024-01-01", "2024-06-30"],
  ])("reads %s", (text, from, to) => {
    expect(parsePeriod(text)).toEqual({ from, to });
  });

  it.each(["", "24", "2024-13", "2024-Q5", "2023-02-29", "2024-03-01..2024-01-31", "soon"])("refuses %j", (text) => {
    expect(() => parsePeriod(text)).toThrow(/period/);
  });

  it.each([
    ["2024-07-01..2025-06-30", "2024-07..2025-06"],
    ["2024-07-02..2025-06-30", "2024-07-02..2025-06-30"],
    ["2024-01-01..2024-03-31", "2024-Q1"],
  ])("prints %s as %s", (long, short) => {
    expect(printPeriod(parsePeriod(long))).toBe(short);
  });

  it("prints what it reads back as the same days", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 500 }), (from, length) => {
        const period = { from, to: addDays(from, length) };
        expect(parsePeriod(printPeriod(period))).toEqual(period);
      }),
    );
  });

  it("moves whole months to whole months and back", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 12 }), fc.integer({ min: -60, max: 60 }), (any, months, shift) => {
        const from = startOf("month", any);
        const period = { from, to: addDays(addMonths(from, months), -1) };
        const moved = shiftMonths(period, shift);
        expect(isWholeMonths(moved)).toBe(true);
        expect(shiftMonths(moved, -shift)).toEqual(period);
      }),
    );
  });
});
