import { describe, expect, it } from "vitest";
import type { Question } from "../../source/analysis/investigation.ts";
import { commandOf } from "../../source/export/report/reproduce.ts";
import { yearOnYear } from "../helpers/year-on-year.ts";

const question: Question = { ...yearOnYear, metric: "retention", by: "region" };

describe("the command that reproduces a question", () => {
  it("names the dimension of mix and rate, and leaves it out if a tree explains the change", () => {
    expect(commandOf(question)).toContain("--by region");
    expect(commandOf({ ...question, metric: "net_revenue_per_customer" })).not.toContain("--by");
  });

  it("always names the first day for mix and rate, and for a tree if it is not day 0", () => {
    expect(commandOf(question)).toContain("--first-day 0");
    expect(commandOf({ ...question, firstDay: 30 })).toContain("--first-day 30");
    expect(commandOf({ ...question, metric: "orders_per_customer" })).not.toContain("--first-day");
    expect(commandOf({ ...question, metric: "orders_per_customer", firstDay: 30 })).toContain("--first-day 30");
  });
});
