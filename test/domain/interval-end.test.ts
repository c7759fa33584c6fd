import { describe, expect, it } from "vitest";
import { intervalEnd } from "../../source/domain/format/interval-end.ts";

describe("an end of an interval", () => {
  it.each([
    [-0.003, "money", { isCell: true }, "-0.003"],
    [0.0004, "money", { currency: "USD", signed: true }, "+$0.0004"],
    [-0.0049, "money", { currency: "USD" }, "-$0.005"],
    [-0.46, "money", { isCell: true }, "-0.46"],
    [0, "money", { isCell: true }, "0.00"],
    [1e-13, "money", { isCell: true }, "0.00"],
    [0.0002, "points", {}, "0.02 pp"],
    [-0.002, "points", {}, "-0.2 pp"],
    [0.004, "decimal", {}, "0.004"],
  ] as const)("%d as %s, %j: %s", (value, format, options, text) => {
    expect(intervalEnd(value, format, { currency: "USD", ...options })).toBe(text);
  });
});
