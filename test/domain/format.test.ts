import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignPoints, formatCell, formatChange, formatNumber, formatOf } from "../../source/domain/format.ts";

describe("money", () => {
  it.each([
    [20.31, "$20.31"],
    [-3.905, "-$3.91"],
    [999.994, "$999.99"],
    [999.995, "$1,000"],
    [1042.5, "$1,043"],
    [1234567.2, "$1,234,567"],
    [0, "$0.00"],
    [-0.001, "$0.00"],
    [1.005, "$1.01"],
  ])("%s is %s", (value, text) => {
    expect(formatNumber(value, "money", { currency: "USD" })).toBe(text);
  });

  it("writes out an unknown currency's code", () => {
    expect(formatNumber(5, "money", { currency: "SEK" })).toBe("SEK 5.00");
  });
});

describe("percent, counts and means", () => {
  it("has one decimal place and rounds halves in decimal", () => {
    expect(formatNumber(0.4855, "percent")).toBe("48.6 %");
    expect(formatNumber(-0.486, "percent", { signed: true })).toBe("-48.6 %");
    expect(formatCell(1, "percent")).toBe("100.0");
  });

  it("writes a probability with three decimals, and none as zero", () => {
    expect([0.0004998, 0.001, 0.0135, 0.5].map((value) => formatNumber(value, "probability"))).toEqual([
      "<0.001",
      "0.001",
      "0.014",
      "0.500",
    ]);
  });

  it("separates thousands", () => {
    expect(formatNumber(251930, "count")).toBe("251,930");
    expect(formatNumber(1.754, "decimal")).toBe("1.75");
  });

  it("leaves a missing value blank", () => {
    expect(formatNumber(undefined, "money", { currency: "USD" })).toBe("");
    expect(formatNumber(null, "percent")).toBe("");
    expect(formatNumber(Number.NaN, "count")).toBe("");
  });

  it("is chosen by the kind of measure", () => {
    expect(formatOf({ unit: "orders", additivity: "ratio" })).toBe("decimal");
    expect(formatOf({ unit: "orders", additivity: "sum" })).toBe("count");
    expect(formatOf({ unit: "money", additivity: "ratio" })).toBe("money");
    expect(formatOf({ unit: "ratio", additivity: "ratio" })).toBe("percent");
  });
});

describe("change", () => {
  it("has sign, arrow and tone by meaning", () => {
    expect(formatChange(-0.486, "percent")).toEqual({ text: "▼ -48.6 %", cell: "▼ -48.6", tone: "loss" });
    expect(formatChange(-12, "money", { currency: "USD", better: "lower" })).toEqual({
      text: "▼ -$12.00",
      cell: "▼ -12.00",
      tone: "gain",
    });
    expect(formatChange(0.00001, "percent")).toEqual({ text: "= 0.0 %", cell: "= 0.0", tone: "muted" });
    expect(formatChange(undefined, "percent")).toEqual({ text: "", cell: "", tone: "muted" });
  });
});

describe("columns", () => {
  it("lines up decimal points", () => {
    expect(alignPoints(["1,042", "20.31", "", "-3.90"])).toEqual(["1,042   ", "   20.31", "        ", "   -3.90"]);
  });

  it("gives every text of a column one width", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 })), (values) => {
        const texts = alignPoints(values.map((value) => formatNumber(value, "money", { currency: "USD" })));
        expect(new Set(texts.map((text) => text.length)).size).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("never loses a cent below 1,000", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999 }), (cents) => {
        expect(formatCell(cents / 100, "money", { currency: "USD" }).replace(".", "")).toBe(
          String(cents).padStart(3, "0"),
        );
      }),
    );
  });
});
