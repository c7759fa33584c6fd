import { describe, expect, it } from "vitest";
import type { Catalog } from "../../source/domain/catalog.ts";
import type { CohortQuery } from "../../source/domain/cohort.ts";
import type { DataSet } from "../../source/domain/data-set.ts";
import { printPeriod } from "../../source/domain/period.ts";
import { emptySlice, type Filter } from "../../source/domain/slice.ts";
import { withMetric } from "../../source/ui/screens/investigation/choices.ts";
import { type Why, whyCell, whySlice } from "../../source/ui/screens/investigation/why.ts";
import { yearOnYear } from "../helpers/year-on-year.ts";

const catalog = {
  dimensions: [
    { name: "tenure_month", label: "Tenure month", of: "line", type: "integer" },
    { name: "acquisition_month", label: "Acquired in", of: "customer", type: "month" },
    { name: "acquisition_quarter", label: "Acquired in quarter", of: "customer", type: "quarter" },
  ],
  measures: [
    { name: "customers", label: "Customers", additivity: "cohort" },
    {
      name: "retention",
      label: "Retention",
      additivity: "ratio",
      numerator: "active_customers",
      denominator: "customers",
    },
    { name: "net_revenue_per_customer", label: "Net revenue per customer", additivity: "ratio" },
  ],
} as unknown as Catalog;
const home = yearOnYear;
const context = { catalog, home, dataSet: { from: "2023-01-01", to: "2025-06-30" } as DataSet };
const grid = { measure: "retention", axis: "tenure", grain: "month", tenure: "rolling", values: "count" } as const;
const query: CohortQuery = { ...grid, filters: [] };
const daysOf = (why: Why) =>
  "question" in why ? [why.question.firstDay ?? 0, why.question.switches.windowDays] : undefined;

describe("the days of lifetime that retention is explained by", () => {
  it("are the second thirty where none are named, and those that are named elsewhere", () => {
    const slice = { ...emptySlice, measures: ["retention"] };
    expect(daysOf(whySlice(slice, [], context))).toEqual([30, 30]);
    const first = { dimension: "tenure_month", op: "in", values: ["0", "1"] } as const;
    expect(daysOf(whySlice(slice, [first], context))).toEqual([0, 60]);
    expect(daysOf(whySlice({ ...slice, measures: ["net_revenue_per_customer"] }, [], context))).toEqual([0, 30]);
  });

  it("are those of the cell, unless all are there in them", () => {
    const at = { row: "2025-01", column: "0" };
    expect(daysOf(whyCell(query, at, context))).toEqual([0, 30]);
    const why = whyCell(query, { ...at, isWhole: true }, context);
    expect(daysOf(why)).toEqual([30, 30]);
    expect("said" in why && why.said).toEqual(["everybody is there in the first days: taken from day 30 on"]);
    expect(daysOf(whyCell(query, { ...at, column: "2", isWhole: true }, context))).toEqual([60, 30]);
  });

  it("come and go with the measure, unless others were asked for", () => {
    const retention = withMetric(home, "retention");
    expect(retention.firstDay).toBe(30);
    expect(withMetric(retention, home.metric)).toEqual(home);
    expect(withMetric({ ...home, firstDay: 60 }, "retention").firstDay).toBe(60);
    expect(withMetric({ ...retention, firstDay: 0 }, home.metric).firstDay).toBeUndefined();
  });
});

describe("the cohorts that a slice is explained by", () => {
  const slice = { ...emptySlice, measures: ["net_revenue_per_customer"] };
  const quarters = (...values: readonly string[]) => ({ dimension: "acquisition_quarter", op: "in", values }) as const;
  const month = (...values: readonly string[]) => ({ dimension: "acquisition_month", op: "in", values }) as const;
  const asked = (...filters: readonly Filter[]) => {
    const why = whySlice({ ...slice, filters }, [], context);
    if ("problem" in why) return why.problem;
    return [printPeriod(why.question.base), printPeriod(why.question.compare), ...why.said];
  };

  it("are the two that its filters name, or what follows each other against what does not", () => {
    expect(asked(quarters("2025-Q1", "2024-Q1"))).toEqual(["2024-Q1", "2025-Q1"]);
    expect(asked(month("2023-11", "2025-01", "2025-02"))).toEqual(["2023-11", "2025-01..2025-02"]);
    expect(asked(quarters("2025-Q1"))).toEqual(["2024-Q1", "2025-Q1"]);
  });

  it("are the first and the last where there are more, and that is said", () => {
    const said = "2023-Q1 and 2025-Q1 are compared, the first and the last of 4 periods: c chooses others";
    expect(asked(quarters("2024-Q1", "2025-Q1", "2023-Q1", "2023-Q3"))).toEqual(["2023-Q1", "2025-Q1", said]);
  });

  it("are those that all its filters on acquisition leave", () => {
    expect(asked(quarters("2025-Q1"), month("2025-02"))).toEqual(["2024-02", "2025-02"]);
    expect(asked(quarters("2024-Q1", "2025-Q1"), month("2024-03", "2025-03"))).toEqual(["2024-03", "2025-03"]);
    expect(asked(quarters("2025-Q1"), month("2024-02"))).toBe(
      "No customer came in all of these periods: lift a filter",
    );
  });
});
