import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addGrains,
  addMonths,
  daysBetween,
  endOf,
  isWholeMonths,
  parsePeriod,
  printPeriod,
  shiftMonths,
  startOf,
} from "../../source/domain/period.ts";

const lastDay = 3_652_058;
/** Any day of the calendar from the year 1 to 9999, often one of the first or last years. */
const anyDay = fc
  .oneof(
    fc.integer({ min: 0, max: lastDay }),
    fc.integer({ min: 0, max: 40_000 }),
    fc.integer({ min: lastDay - 4_000, max: lastDay }),
  )
  .map((days) => addDays("0001-01-01", days));
const day = fc.integer({ min: 4_000, max: lastDay - 4_000 }).map((days) => addDays("0001-01-01", days));

/** Days of the proleptic Gregorian calendar, counted without JavaScript dates. */
function dayNumber(day: string): number {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const [y, m] = month > 2 ? [year, month - 3] : [year - 1, month + 9];
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + Math.floor((153 * m + 2) / 5) + date;
}

describe("periods", () => {
  it.each([
    ["2024", "2024-01-01", "2024-12-31"],
    ["2024-Q1", "2024-01-01", "2024-03-31"],
    ["2024-02", "2024-02-01", "2024-02-29"],
    ["2024-02-29", "2024-02-29", "2024-02-29"],
    ["2024-01..2024-Q2", "2024-01-01", "2024-06-30"],
    ["0001", "0001-01-01", "0001-12-31"],
    ["0004-02", "0004-02-01", "0004-02-29"],
    ["0099-Q4", "0099-10-01", "0099-12-31"],
    ["9999", "9999-01-01", "9999-12-31"],
    ["9999-Q4", "9999-10-01", "9999-12-31"],
    ["9999-12-31", "9999-12-31", "9999-12-31"],
  ])("reads %s", (text, from, to) => {
    expect(parsePeriod(text)).toEqual({ from, to });
  });

  it.each([
    "",
    "24",
    "0000",
    "0000-01-01",
    "10000",
    "2024-13",
    "2024-Q5",
    "2023-02-29",
    "2024-03-01..2024-01-31",
    "soon",
  ])("refuses %j", (text) => {
    expect(() => parsePeriod(text)).toThrow(/period/);
  });

  it.each([
    ["2024-07-01..2025-06-30", "2024-07..2025-06"],
    ["2024-07-02..2025-06-30", "2024-07-02..2025-06-30"],
    ["2024-01-01..2024-03-31", "2024-Q1"],
  ])("prints %s as %s", (long, short) => {
    expect(printPeriod(parsePeriod(long))).toBe(short);
  });

  it("prints text that reads back as the same days", () => {
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

  it("count the days of every year from 1 to 9999", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -1_000, max: 1_000 }), (from, days) => {
        const to = dayNumber(from) + days;
        if (to < dayNumber("0001-01-01") || to > dayNumber("9999-12-31")) return;
        expect(dayNumber(addDays(from, days))).toBe(to);
        expect(daysBetween(from, addDays(from, days))).toBe(days);
        expect((dayNumber(startOf("week", from)) - dayNumber("0001-01-01")) % 7).toBe(0);
      }),
    );
  });

  it("end where the next one begins, up to the last day there is", () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom("week", "month", "quarter", "year"), (any, grain) => {
        const end = endOf(grain, any);
        expect(startOf(grain, end)).toBe(startOf(grain, any));
        if (end !== "9999-12-31") expect(addDays(end, 1)).toBe(addGrains(grain, startOf(grain, any), 1));
        const period = { from: startOf(grain, any), to: end };
        if (grain !== "week") expect(isWholeMonths(period)).toBe(true);
        expect(parsePeriod(printPeriod(period))).toEqual(period);
      }),
    );
  });

  it("lie before all data if they were before the year 1, and are rejected past the year 9999", () => {
    expect(shiftMonths(parsePeriod("0001"), -12).to < "0001-01-01").toBe(true);
    expect(addMonths("2024-01-01", -30_000) < "0001-01-01").toBe(true);
    expect(addDays("2024-01-01", -1_000_000) < "0001-01-01").toBe(true);
    expect(() => addMonths("9999-12-31", 1)).toThrow(/past the year 9999/);
  });
});
