import { describe, expect, it } from "vitest";
import { defaultSwitches, type Question } from "../../source/analysis/investigation.ts";
import { parsePeriod } from "../../source/domain/period.ts";
import { commandOf } from "../../source/export/report/reproduce.ts";

const question: Question = {
  metric: "retention",
  base: parsePeriod("2024-Q1"),
  compare: parsePeriod("2025-Q1"),
  filters: [],
  switches: defaultSwitches,
  by: "region",
  seed: 1,
  replicates: 2000,
};

describe("the command that asks a question again", () => {
  it("names the dimension of mix and rate, and leaves it out where a tree tells the change", () => {
    expect(commandOf(question)).toContain("--by region");
    expect(commandOf({ ...question, metric: "net_revenue_per_customer" })).not.toContain("--by");
  });

  it("names the first day where it is not the one that the measure is asked at by default", () => {
    expect(commandOf(question)).toContain("--first-day 0");
    expect(commandOf({ ...question, firstDay: 30 })).not.toContain("--first-day");
    expect(commandOf({ ...question, metric: "orders_per_customer" })).not.toContain("--first-day");
    expect(commandOf({ ...question, metric: "orders_per_customer", firstDay: 30 })).toContain("--first-day 30");
  });
});
