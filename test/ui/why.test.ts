import { describe, expect, it } from "vitest";
import { isTotals } from "../../source/analysis/totals/question.ts";
import type { Catalog } from "../../source/domain/catalog.ts";
import type { CohortQuery } from "../../source/domain/cohort.ts";
import type { DataSet } from "../../source/domain/data-set.ts";
import { printPeriod } from "../../source/domain/period.ts";
import { emptySlice, type Filter, type Slice } from "../../source/domain/slice.ts";
import type { Why } from "../../source/ui/questions/why.ts";
import { whyCell } from "../../source/ui/questions/why-cell.ts";
import { whySlice } from "../../source/ui/questions/why-slice.ts";
import { withMetric } from "../../source/ui/screens/investigation/choices.ts";
import { yearOnYear } from "../helpers/year-on-year.ts";

const catalog = {
  dimensions: [
    { name: "tenure_month", label: "Tenure month", of: "line", type: "integer" },
    { name: "transaction_type", label: "Type", of: "line", type: "text" },
    { name: "transaction_month", label: "Month", of: "line", type: "month" },
    { name: "region", label: "Region", of: "customer", type: "text" },
    { name: "acquisition_month", label: "Acquired in", of: "customer", type: "month" },
    { name: "acquisition_quarter", label: "Acquired in quarter", of: "customer", type: "quarter" },
  ],
  measures: [
    { name: "customers", label: "Customers", additivity: "cohort" },
    {
      name: "retention",
      label: "Retention",
      additivity: "ratio",
      unit: "ratio",
      numerator: "active_customers",
      denominator: "customers",
      firstDay: 30,
    },
    { name: "net_revenue", label: "Net revenue", additivity: "sum" },
    {
      ...{ name: "net_revenue_per_customer", label: "Net revenue per customer", additivity: "ratio" },
      ...{ numerator: "net_revenue", denominator: "customers" },
    },
  ],
} as unknown as Catalog;
const home = yearOnYear;
const context = { catalog, home, dataSet: { from: "2023-01-01", to: "2025-06-30" } as DataSet };
const grid = { measure: "retention", axis: "tenure", grain: "month", tenure: "rolling", values: "count" } as const;
const query: CohortQuery = { ...grid, filters: [] };
/** The question about cohorts, if there is one. */
const cohortsOf = (why: Why) => ("question" in why && !isTotals(why.question) ? why.question : undefined);
const daysOf = (why: Why) => {
  const question = cohortsOf(why);
  return question && [question.firstDay ?? 0, question.switches.windowDays];
};

/** A value of a slice, of the slice's own measure. */
const value = (slice: Slice, selection: readonly Filter[] = []) =>
  whySlice(slice, { measure: slice.measures[0] ?? "", selection }, context);
const problemOf = (why: Why) => ("problem" in why ? why.problem : "");
const first = { dimension: "tenure_month", op: "in", values: ["0"] } as const;
const cohort = { dimension: "acquisition_month", op: "in", values: ["2025-01"] } as const;

describe("the days of lifetime that explain retention", () => {
  it("are those of the slice", () => {
    const slice = { ...emptySlice, measures: ["retention"], filters: [cohort] };
    const two = { dimension: "tenure_month", op: "in", values: ["0", "1"] } as const;
    expect(daysOf(value(slice, [two]))).toEqual([0, 60]);
    expect(problemOf(value(slice))).toBe(
      "Cannot explain order lines of all ages. Nearest question: retention of customers acquired 2025-01 against 2024-01, days 30-59",
    );
  });

  it("are those of the cell, unless all customers are active in them", () => {
    const at = { row: "2025-01", column: "0", cell: { complete: true } };
    expect(daysOf(whyCell(query, at, context))).toEqual([0, 30]);
    expect(problemOf(whyCell(query, { ...at, isWhole: true }, context))).toBe(
      "Cannot explain a cell where everybody is there in both cohorts. Nearest question: retention of customers acquired 2025-01 against 2024-01, days 30-59",
    );
  });

  it("are lived through in the nearest question, in which the cohorts move back if they are not", () => {
    const young = { row: "2025-06", column: "1", cell: { complete: false } };
    const nearest = "Nearest question: retention of customers acquired 2025-04 against 2024-04, days 30-59";
    expect(problemOf(whyCell(query, young, context))).toContain(nearest);
    const short = { ...context, dataSet: { from: "2024-06-01", to: "2025-06-30" } as DataSet };
    expect(problemOf(whyCell(query, young, short))).toContain(`acquired ${printPeriod(home.compare)} against`);
  });

  it("change with the measure, unless other days were chosen", () => {
    const retention = withMetric(home, "retention", catalog);
    expect(retention.firstDay).toBe(30);
    expect(withMetric(retention, home.metric, catalog)).toEqual(home);
    expect(withMetric({ ...home, firstDay: 60 }, "retention", catalog).firstDay).toBe(60);
    expect(withMetric({ ...retention, firstDay: 0 }, home.metric, catalog).firstDay).toBeUndefined();
  });
});

describe("the cohorts that explain a slice", () => {
  const slice = { ...emptySlice, measures: ["net_revenue_per_customer"] };
  const quarters = (...values: readonly string[]) => ({ dimension: "acquisition_quarter", op: "in", values }) as const;
  const month = (...values: readonly string[]) => ({ dimension: "acquisition_month", op: "in", values }) as const;
  const asked = (...filters: readonly Filter[]) => {
    const why = value({ ...slice, filters: [...filters, first] });
    if ("problem" in why) return why.problem;
    const { base, compare } = cohortsOf(why) ?? home;
    return [printPeriod(base), printPeriod(compare), ...why.said];
  };

  it("are those in its filters, against the year before", () => {
    expect(asked(quarters("2025-Q1"))).toEqual(["2024-Q1", "2025-Q1"]);
    expect(asked(month("2025-02", "2025-01"))).toEqual(["2024-01..2024-02", "2025-01..2025-02"]);
  });

  it("are named if the number covers several", () => {
    const nearest =
      "Nearest question: net revenue per customer of customers acquired 2025-Q1 against 2024-Q1, first 30 days";
    expect(asked(quarters("2025-Q1", "2024-Q1"))).toBe(`Cannot explain several cohorts in one number. ${nearest}`);
  });

  it("are those that all its filters on acquisition leave", () => {
    expect(asked(quarters("2025-Q1"), month("2025-02"))).toEqual(["2024-02", "2025-02"]);
    expect(asked(quarters("2025-Q1"), month("2024-02"))).toBe(
      "No customer came in all of these periods: lift a filter",
    );
  });
});

describe("what a question cannot explain", () => {
  const at = { row: "2025-01", column: "0", cell: { complete: true } };
  const net = { ...query, measure: "net_revenue_per_customer" };
  const type: Filter = { dimension: "transaction_type", op: "in", values: ["gift"] };
  const month: Filter = { dimension: "transaction_month", op: "in", values: ["2025-02"] };

  it.each<[string, Why]>([
    ["a calendar month", whyCell({ ...net, axis: "calendar" }, { ...at, column: "2025-03" }, context)],
    ["a month of tenure by the calendar", whyCell({ ...net, tenure: "calendar" }, at, context)],
    ["a row of several cohorts", whyCell({ ...net, split: "region" }, { ...at, row: "west" }, context)],
    ["a period that is not complete", whyCell(net, { ...at, cell: { complete: false } }, context)],
    ["percent of the first month", whyCell({ ...net, values: "percent" }, at, context)],
    ["order lines of some month only", whyCell({ ...net, filters: [month] }, at, context)],
    ["a part of a cohort", whyCell({ ...net, filters: [{ ...cohort, values: ["2024-12"] }] }, at, context)],
    ["customers", whyCell({ ...net, measure: "customers" }, at, context)],
    [
      "net revenue in total, nor a calendar month",
      whyCell({ ...net, measure: "net_revenue", axis: "calendar" }, { ...at, column: "2025-03" }, context),
    ],
    [
      "a share",
      whySlice(
        { ...emptySlice, filters: [cohort, first] },
        { measure: "net_revenue_per_customer", selection: [], isNot: "a share" },
        context,
      ),
    ],
    [
      "customers whose days are not over yet",
      value({
        ...emptySlice,
        measures: ["net_revenue_per_customer"],
        filters: [{ ...cohort, values: ["2025-06"] }, first],
      }),
    ],
  ])("is named with the nearest question, which is not asked: %s", (what, why) => {
    expect(problemOf(why)).toMatch(
      new RegExp(`^Cannot explain ${what}\\. Nearest question: net revenue per customer of `),
    );
  });

  it("is nothing if a running total or a later month is its own window", () => {
    expect(daysOf(whyCell({ ...net, values: "cumulative" }, { ...at, column: "2" }, context))).toEqual([0, 90]);
    expect(daysOf(whyCell(net, { ...at, column: "2" }, context))).toEqual([60, 30]);
    expect(daysOf(whyCell({ ...net, filters: [type] }, at, context))).toEqual([0, 30]);
    const quarter = whyCell({ ...net, grain: "quarter", steps: "month" }, { ...at, row: "2025-Q1" }, context);
    expect(daysOf(quarter)).toEqual([0, 30]);
    expect(printPeriod(cohortsOf(quarter)?.base ?? home.compare)).toBe("2024-Q1");
    expect(daysOf(whyCell({ ...net, filters: [{ ...cohort, values: ["2025-Q1"] }] }, at, context))).toEqual([0, 30]);
  });
});

describe("a total", () => {
  const totals = {
    ...context,
    catalog: {
      ...catalog,
      dimensions: [...catalog.dimensions, { name: "transaction_month", label: "Month", of: "line", type: "month" }],
    } as unknown as Catalog,
  };
  const slice = { ...emptySlice, measures: ["net_revenue"] };
  const at = (of: Slice, selection: readonly Filter[] = [], measure = "net_revenue") =>
    whySlice(of, { measure, selection }, totals);
  const month = (...values: readonly string[]) => ({ dimension: "transaction_month", op: "in", values }) as const;

  it("of days is explained by the same days that the slice compares it with, under its filters", () => {
    const period = { from: "2025-04-01", to: "2025-06-30" };
    const region: Filter = { dimension: "region", op: "in", values: ["west"] };
    const asked = (against?: Slice["against"], selection: readonly Filter[] = []) => {
      const why = at({ ...slice, period, ...(against === undefined ? {} : { against }) }, [region, ...selection]);
      if ("problem" in why || !("of" in why.question) || why.question.of !== "period") return why;
      const { base, compare, filters } = why.question;
      expect(filters).toEqual([region]);
      return `${printPeriod(base)} ${printPeriod(compare)}`;
    };
    expect(asked()).toBe("2024-Q2 2025-Q2");
    expect(asked("year")).toBe("2024-Q2 2025-Q2");
    expect(asked("prior")).toBe("2025-Q1 2025-Q2");
    expect(asked({ from: "2023-04-01", to: "2023-06-30" })).toBe("2023-Q2 2025-Q2");
    expect(asked("year", [month("2025-05")])).toBe("2024-05 2025-05");
    expect(asked("prior", [month("2025-05")])).toBe("2025-02 2025-05");
  });

  it("of a cohort's days is explained as two groups: its customers and those of the year before", () => {
    const why = at({ ...slice, filters: [cohort, first] });
    expect("question" in why && why.question).toMatchObject({
      of: "groups",
      metric: "net_revenue",
      baseWhere: [{ dimension: "acquisition_month", values: ["2024-01"] }],
      compareWhere: [{ dimension: "acquisition_month", values: ["2025-01"] }],
      filters: [{ dimension: "tenure_month", values: ["0"] }],
    });
  });

  it("names the nearest question if it has no drivers, without asking it", () => {
    const period = { from: "2025-02-01", to: "2025-02-28" };
    expect(problemOf(at({ ...slice, period }, [], "net_revenue_per_customer"))).toBe(
      "Cannot explain net revenue per customer. Nearest question: net revenue in 2025-02 against 2024-02",
    );
    expect(problemOf(at({ ...slice, period: { from: "2025-04-01", to: "2025-12-31" } }))).toMatch(
      /^Cannot explain days that are not over yet\. Nearest question: net revenue in /,
    );
    expect(problemOf(at({ ...slice, filters: [cohort], period }))).toMatch(
      /^Cannot explain cohorts, which the comparison moves together with the days\. Nearest question: /,
    );
  });
});

describe("a ratio over another measure than customers", () => {
  it("cannot be explained, and names the question about its numerator", () => {
    const ratio = {
      ...{ name: "each", label: "Net per order", additivity: "ratio" },
      numerator: "net_revenue",
      denominator: "orders",
    };
    const measures = [...catalog.measures, { name: "orders", label: "Orders", additivity: "distinct" }, ratio];
    const own = { ...context, catalog: { ...catalog, measures } as unknown as Catalog };
    const slice = { ...emptySlice, measures: ["each"], filters: [cohort, first] };
    expect(problemOf(whySlice(slice, { measure: "each", selection: [] }, own))).toMatch(
      /^Cannot explain net per order\. Nearest question: net revenue per customer of customers acquired 2025-01/,
    );
  });
});
