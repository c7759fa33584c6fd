import { describe, expect, it } from "vitest";
import { nounOf, worded } from "../../source/domain/business-words.ts";
import { UserError } from "../../source/errors.ts";
import { parseMapping } from "../../source/warehouse/mapping/mapping.ts";

const said = (...lines: readonly string[]) => {
  try {
    parseMapping("grounds.yml", `version: 1\n${lines.map((line) => `${line}\n`).join("")}`);
    return "accepted";
  } catch (error) {
    return error instanceof UserError ? `${error.message}: ${error.why}` : String(error);
  }
};

describe("words of a business", () => {
  it.each([
    ["words: { product: style, unit: pair }", "accepted"],
    ["words: { unit: { one: loaf, many: loaves } }", "accepted"],
    ["words: { goods: style }", 'there is no "goods" in words. There is product, unit'],
    ["words: { unit: 7 }", "words.unit: "],
    ["words: { unit: '' }", "words.unit: "],
  ])("%s", (line, expected) => {
    expect(said(line)).toContain(expected);
  });

  it.each([
    ["pair", "pairs"],
    ["box", "boxes"],
    ["battery", "batteries"],
    ["toy", "toys"],
    ["dish", "dishes"],
    ["dress", "dresses"],
  ])("%s are %s", (one, many) => {
    expect(nounOf(one)).toEqual({ one, many });
  });

  it("fill a text", () => {
    const words = { product: nounOf("style"), unit: nounOf("pair") };
    expect(worded("{Units} per order of a {product}", words)).toBe("Pairs per order of a style");
  });
});

describe("invalid measures of the source's own", () => {
  it.each([
    [
      "a: { of: net_revenu, where: { region: west } }",
      'measures.a.of: net_revenu cannot be filtered. Did you mean "net_revenue"',
    ],
    ["a: { of: retention, where: { region: west } }", "measures.a.of: retention cannot be filtered"],
    ["a: { of: orders }", "measures.a: it has neither where nor unless"],
    ["a: { of: orders, where: { regoin: west } }", 'there is no dimension regoin. Did you mean "region"'],
    ["a: { of: orders, where: { transaction_month: 2024-01 } }", "transaction_month is a time"],
    [
      "a: { divide: net_revenue, by: order }",
      'there is no measure order to divide. Did you mean "order_lines", "orders"',
    ],
    ["a: { divide: customers, by: orders }", "measures.a.divide: customers are the size of a cohort"],
    ["a: { divide: orders, by: orders }", "orders divided by itself is 1"],
    ["a: { divide: net_revenue }", "measures.a: "],
    ["a: { of: orders, where: { region: west }, format: percent }", "measures.a"],
    ["orders: { divide: net_revenue, by: customers }", "the catalog has a measure of this name"],
    ["region: { divide: net_revenue, by: customers }", "the catalog has a dimension of this name"],
    ["Net: { divide: net_revenue, by: customers }", '"Net" is no name for a measure'],
  ])("%s", (line, expected) => {
    const text = said("measures:", `  ${line}`);
    expect(text).toContain(expected);
    expect(text).toContain("grounds.yml:3");
  });

  it("may divide one of the mapping's, but not a ratio", () => {
    const west = "  west: { of: orders, where: { region: west } }";
    expect(said("measures:", west, "  rate: { divide: west, by: orders }")).toBe("accepted");
    const two = ["  rate: { divide: west, by: orders }", "  other: { divide: rate, by: orders }"];
    expect(said("measures:", west, ...two)).toContain("rate is a ratio itself");
  });
});
