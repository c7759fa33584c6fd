import { describe, expect, it } from "vitest";
import type { Catalog, Measure } from "../../source/domain/catalog.ts";
import { emptySlice } from "../../source/domain/slice.ts";
import { rankRows } from "../../source/query/rank.ts";

const measure = (name: string, additivity: Measure["additivity"]): Measure => ({
  name,
  label: name,
  description: "",
  unit: "number",
  additivity,
  better: "higher",
  expression: name,
  numerator: "orders",
  denominator: "customers",
  cumulative: false,
});

const catalog: Catalog = {
  dimensions: [],
  measures: [measure("orders", "sum"), measure("customers", "sum"), measure("rate", "ratio")],
};

const group = (key: string, orders: number, customers: number) => ({
  key: [key],
  now: new Map([
    ["orders", orders],
    ["customers", customers],
  ]),
});

describe("the order of a slice's rows", () => {
  const groups = [group("b", 2, 1), group("none", 5, 0), group("a", 4, 2), group("c", 9, 3)];

  it.each([
    [true, ["c", "a", "b", "none"]],
    [false, ["a", "b", "c", "none"]],
  ])("puts what has no value last and falls back to the keys (descending: %s)", (descending, expected) => {
    const slice = { ...emptySlice, by: ["x"], measures: ["rate"], sort: { measure: "rate", descending } };
    expect(rankRows(catalog, slice, [], groups).map((one) => one.key[0])).toEqual(expected);
  });

  it.each([true, false])(
    "puts rates of few customers after the others, in their own order (descending: %s)",
    (descending) => {
      const cohort = { ...measure("customers", "cohort") };
      const known = { ...catalog, measures: catalog.measures.map((one) => (one.name === "customers" ? cohort : one)) };
      const sort = { measure: "rate", descending };
      const slice = { ...emptySlice, by: ["x"], measures: ["rate"], sort };
      const sized = [group("few", 900, 29), group("low", 30, 30), group("fewer", 1, 3), group("high", 80, 40)];
      const keys = rankRows(known, slice, [], sized).map((one) => one.key[0]);
      expect(keys).toEqual(descending ? ["high", "low", "few", "fewer"] : ["low", "high", "fewer", "few"]);
      const orders = { ...slice, sort: { measure: "orders", descending: true } };
      expect(rankRows(known, orders, [], sized)[0]?.key[0]).toBe("few");
    },
  );

  it("puts what fell most first if sorted by change", () => {
    const orders = (before: number) => new Map([["orders", before]]);
    const changed = [
      { ...group("grew", 5, 1), before: orders(1) },
      { ...group("fell", 1, 1), before: orders(9) },
      { ...group("fell a little", 4, 1), before: orders(5) },
    ];
    const sort = { measure: "orders", descending: false, by: "change" } as const;
    const ranked = rankRows(catalog, { ...emptySlice, by: ["x"], measures: ["orders"], sort }, [], changed);
    expect(ranked.map((one) => one.key[0])).toEqual(["fell", "fell a little", "grew"]);
  });

  it("lets no null pass a threshold", () => {
    const slice = { ...emptySlice, measures: ["orders"], having: [{ measure: "rate", op: "<" as const, value: 99 }] };
    expect(rankRows(catalog, slice, [], groups).map((one) => one.key[0])).toEqual(["c", "a", "b"]);
  });
});
