import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type InvestigationContext, investigate } from "../../source/analysis/investigate.ts";
import type { Question } from "../../source/analysis/investigation.ts";
import { toJson } from "../../source/analysis/to-json.ts";
import type { Session } from "../../source/commands/session.ts";
import { coffeeWords } from "../../source/domain/business-words.ts";
import { subscribers } from "../helpers/subscribers.ts";
import { tinySession } from "../helpers/tiny-warehouse.ts";
import { yearOnYear } from "../helpers/year-on-year.ts";
import { unfinished } from "./unfinished-numbers.ts";

let session: Session;
let context: InvestigationContext;
beforeAll(async () => {
  session = await tinySession();
  const { catalog } = session;
  context = {
    filters: [],
    capabilities: [],
    dataEnd: "2025-06-21 00:00:00",
    currency: "USD",
    business: coffeeWords,
    catalog,
  };
});
afterAll(() => session.close());

const home: Question = { ...yearOnYear, metric: "retention", seed: 7, replicates: 80 };

function ask(change: Partial<Question> = {}, other: Partial<InvestigationContext> = {}) {
  const { signal } = new AbortController();
  const run = (statement: Parameters<Session["run"]>[0]) => session.run(statement, signal);
  return investigate({ ...home, ...change }, run, { ...context, ...other }, signal);
}

describe("a measure without a tree, by mix and rate", () => {
  it("retention of everybody by point of entry: 7 of 8 and 6 of 7 bought in the first month", async () => {
    const result = await ask({ by: "point_of_entry" });
    // Without an order in the first 30 days: c-06 and c-08 of Q1 2024, c-14 of Q1 2025 (gifts are the giver's).
    expect(result.base.value).toBeCloseTo(6 / 8, 12);
    expect(result.compare.value).toBeCloseTo(6 / 7, 12);
    expect(result.groups.map((bar) => bar.name)).toEqual(["mix", "rate"]);
    expect(result.groups.reduce((sum, bar) => sum + bar.contribution, 0)).toBeCloseTo(result.change, 12);
    expect(result.drivers.reduce((sum, bar) => sum + bar.contribution, 0)).toBeCloseTo(result.change, 12);
    for (const bar of result.groups) {
      const parts = (bar.categories ?? []).reduce((sum, { mix, rate }) => sum + mix + rate, 0);
      expect(parts).toBeCloseTo(bar.contribution, 12);
    }
    // Subscription: 3 of 4, then 4 of 4; its share 4/8, then 4/7: (1 - 0.75) x (1/2 + 4/7) / 2.
    const rate = result.groups[1]?.categories?.find((one) => one.label === "subscription");
    expect(rate?.rate).toBeCloseTo((0.25 * (0.5 + 4 / 7)) / 2, 12);
    expect(result.caveats[0]).toBe(
      "The tree of drivers does not cover retention: its change is explained by mix (which customers came) and rate (what they did), over one dimension.",
    );
    expect(result.steps.map((step) => step.id)).toEqual(["confirm", "true_up", "bridge", "segments", "report"]);
    expect(() => JSON.parse(toJson(result, []))).not.toThrow();
  });

  it("discounts per customer: 11.40 and 16.80 over 4 subscribers each", async () => {
    const result = await ask({ metric: "discounts_per_customer" }, { filters: [subscribers] });
    expect([result.base.value, result.compare.value]).toEqual([11.4 / 4, 16.8 / 4]);
    expect(result.steps[0]?.finding).toContain("was $2.85 in 2024-Q1 (4 customers) and $4.20 in 2025-Q1 (4)");
  });

  it("a total also moves with the number of customers: 6 of 8, then 6 of 7 active", async () => {
    const result = await ask({ metric: "active_customers" });
    const [number, mix, rate] = result.groups.map((bar) => bar.contribution);
    expect([result.base.value, result.compare.value]).toEqual([6, 6]);
    expect(number).toBeCloseTo((7 - 8) * ((6 / 8 + 6 / 7) / 2), 12);
    expect((number ?? 0) + (mix ?? 0) + (rate ?? 0)).toBeCloseTo(0, 12);
    expect(result.steps.every((step) => /^[A-Z].*\.$/s.test(step.finding))).toBe(true);
    expect(unfinished(result)).toEqual([]);
  });

  it("the cohort's size itself, and orders that are counted once", async () => {
    const customers = await ask({ metric: "customers" });
    expect([customers.base.value, customers.compare.value]).toEqual([8, 7]);
    const cumulative = await ask({ metric: "cumulative_net_per_customer" }, { filters: [subscribers] });
    expect(cumulative.base.value).toBeCloseTo(177.6 / 4, 12);
  });

  it("rejects an unknown measure, and a dimension that is not the customer's", async () => {
    await expect(ask({ metric: "constructor" })).rejects.toThrow(/"constructor" cannot be investigated/);
    await expect(ask({ by: "bag_size" })).rejects.toThrow(/cannot be explained by bag_size/);
  });
});
