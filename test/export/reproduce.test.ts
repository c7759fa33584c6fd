import { describe, expect, it } from "vitest";
import type { Question } from "../../source/analysis/investigation.ts";
import { commandOf } from "../../source/export/report/reproduce.ts";
import { yearOnYear } from "../helpers/year-on-year.ts";

const question: Question = { ...yearOnYear, metric: "retention", by: "region" };

describe("the command that asks a question again", () => {
  it("names the dimension of mix and rate, and leaves it out where a tree tells the change", () => {
    expect(commandOf(question)).toContain("--by region");
    expect(commandOf({ ...question, metric: "net_revenue_per_customer" })).not.toContain("--by");
  });

  it("names the first day of mix and rate always, and of a tree where it is not the first", () => {
    expect(commandOf(question)).toContain("--first-day 0");
    expect(commandOf({ ...question, firstDay: 30 })).toContain("--first-day 30");
    expect(commandOf({ ...question, metric: "orders_per_customer" })).not.toContain("--first-day");
    expect(commandOf({ ...question, metric: "orders_per_customer", firstDay: 30 })).toContain("--first-day 30");
  });
});
