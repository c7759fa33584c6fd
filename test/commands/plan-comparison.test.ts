import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gridOf } from "../../source/commands/grid-of.ts";
import { answerPlan } from "../../source/commands/plan-answer.ts";
import type { Session } from "../../source/commands/session.ts";
import { coreOf } from "../../source/commands/session-core.ts";
import { watchedGrid } from "../../source/commands/watched.ts";
import { measureOf } from "../../source/domain/catalog.ts";
import type { CohortGrid, CohortQuery } from "../../source/domain/cohort.ts";
import { compareCell } from "../../source/domain/equal-age.ts";
import { planRows } from "../../source/domain/planned-grid.ts";
import { gridTable } from "../../source/export/grid-table.ts";
import { gridSheet } from "../../source/export/sheet.ts";
import { tinySession } from "../helpers/tiny-warehouse.ts";
import { openedApps } from "../journeys/opened.ts";
import { scratch } from "../warehouse/support/scratch.ts";

let session: Session;
beforeAll(async () => {
  session = await tinySession();
});
afterAll(() => session.close());

/** The same session with a plan beside the source. */
async function planned(plan: string): Promise<Session> {
  return { ...session, folder: dirname(join(await scratch({ "plan.csv": plan }), "plan.csv")) };
}

const query: CohortQuery = {
  measure: "net_revenue",
  axis: "calendar",
  grain: "month",
  tenure: "rolling",
  values: "count",
  filters: [],
  compare: "plan",
};

/** Plan and variance of a row's column, as text. */
function cellOf(grid: CohortGrid, key: string, column: string): readonly (string | undefined)[] {
  const row = key === "total" ? grid.total : grid.rows.find((one) => one.key === key);
  const at = grid.columns.findIndex((one) => one.key === column);
  const cell = row?.cells[at];
  const change = row && compareCell(grid, row, at)?.change;
  return [cell?.planned, change].map((one) => (one === undefined ? undefined : String(one)));
}

const openApp = openedApps();

describe("a grid compared with the plan", () => {
  it("has for each cell the line of its cohort, value and month, with the variance that grounds plan prints", async () => {
    const on = await planned(`month,measure,region,acquisition_month,tenure_month,value
2024-02,net_revenue,,,,100.25
2024-02,net_revenue,south,,,30
2024-02,net_revenue,,2024-01,,50
,net_revenue_per_customer,,2024-01,0,12.5
,net_revenue_per_customer,south,2024-02,0,7
2024-02,orders,,,,9
`);
    const { variances } = await answerPlan(on);
    const [all, south, january, first, ofSouth] = variances.map(({ value, variance }) => [
      String(value),
      String(variance),
    ]);
    expect(variances.every(({ actual }) => Number(actual) > 0)).toBe(true);
    const whole = await gridOf(on, query, on.run);
    expect(cellOf(whole, "total", "2024-02")).toEqual(all);
    expect(cellOf(whole, "2024-01", "2024-02")).toEqual(january);
    expect(cellOf(whole, "2024-01", "2024-03")).toEqual([undefined, undefined]);
    expect(cellOf(await gridOf(on, { ...query, split: "region" }, on.run), "south", "2024-02")).toEqual(south);
    const filters = [{ dimension: "region", op: "in", values: ["south"] }] as const;
    expect(cellOf(await gridOf(on, { ...query, filters }, on.run), "total", "2024-02")).toEqual(south);
    const byAge = { ...query, axis: "tenure", measure: "net_revenue_per_customer" } as const;
    expect(cellOf(await gridOf(on, byAge, on.run), "2024-01", "0")).toEqual(first);
    expect(cellOf(await gridOf(on, { ...byAge, filters }, on.run), "2024-02", "0")).toEqual(ofSouth);
  });

  it("adds the months of a quarter where all are planned, and no rates; percents and left-out values have no plan", async () => {
    const lines = ["2024-01", "2024-02", "2024-03", "2024-04"].flatMap((month, index) => [
      `${month},net_revenue,${10 * (index + 1)}.05`,
      `${month},active_customers,${index + 1}`,
    ]);
    const on = await planned(`month,measure,value\n${lines.join("\n")}\n`);
    const quarters = await gridOf(on, { ...query, grain: "quarter" }, on.run);
    expect(cellOf(quarters, "total", "2024-Q1")[0]).toBe("60.15");
    expect(cellOf(quarters, "total", "2024-Q2")).toEqual([undefined, undefined]);
    const active = await gridOf(on, { ...query, measure: "active_customers", grain: "quarter" }, on.run);
    expect(cellOf(active, "total", "2024-Q1")).toEqual([undefined, undefined]);
    const without = [{ dimension: "region", op: "not_in", values: ["south"] }] as const;
    for (const other of [{ values: "percent" }, { values: "cumulative" }, { filters: without }] as const)
      expect((await gridOf(on, { ...query, ...other }, on.run)).total.against).toBeUndefined();
  });

  it("is watched by its newest planned cells: of each row, and of all", async () => {
    const on = await planned(
      "month,measure,acquisition_month,value\n2024-02,net_revenue,,250.4\n2024-01,net_revenue,,1\n2024-02,net_revenue,2024-01,35\n",
    );
    const grid = await gridOf(on, query, on.run);
    const watched = watchedGrid(grid).of("net_revenue") ?? [];
    expect(watched.map(({ where }) => where)).toEqual(["2024-01 2024-02", "all 2024-02"]);
    expect(watched.map(({ change }) => change)).toEqual([
      expect.closeTo(Number(watched[0]?.value) / 35 - 1, 9),
      expect.closeTo(Number(watched[1]?.value) / 250.4 - 1, 9),
    ]);
  });

  it("is exported with plan and variance, and printed with a row of the plan and one of the variance", async () => {
    const on = await planned(
      "month,measure,acquisition_month,value\n2024-02,net_revenue,,100.25\n2024-02,net_revenue,2024-01,50\n",
    );
    const grid = await gridOf(on, query, on.run);
    const measure = measureOf(on.catalog, "net_revenue");
    const { columns, rows } = gridSheet(grid, measure, "USD");
    const named = rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index]])));
    const compared = named.filter((row) => row.compared_with === "plan");
    expect(compared.map((row) => [row.acquisition_month, row.transaction_month])).toEqual([["2024-01", "2024-02"]]);
    expect(Number(compared[0]?.net_revenue_variance)).toBeCloseTo(Number(compared[0]?.net_revenue) - 50, 9);
    expect(Number(compared[0]?.net_revenue_variance_share)).toBeCloseTo(Number(compared[0]?.net_revenue) / 50 - 1, 9);
    const [plan, variance] = planRows(grid);
    expect([plan?.label, variance?.label]).toEqual(["plan", "variance"]);
    const { sheet } = gridTable(grid, measure, "USD");
    expect(sheet.columns.at(-1)?.name).toBe("newest vs plan");
    expect(sheet.rows.slice(-2).map((row) => row[0])).toEqual(["plan", "variance"]);
  });

  it.each([
    [80, 24],
    [120, 40],
  ])("is chosen with c on a screen of %i by %i, and says where the plan has no line", async (columns, rows) => {
    const on = await planned("month;measure;value\n2025-02;net_revenue;100\n2025-03;net_revenue;120\n;;\n");
    const app = await openApp(coreOf(on), { columns, rows });
    await app.press("axis", "compare");
    await app.type("the plan");
    await app.send("\r");
    expect(app.screen()).toContain("the plan has no line for these cells");
    await app.press("measure");
    await app.type("net revenue");
    await app.send("\r");
    await app.press("clear_filters");
    expect(app.screen()).not.toContain("no line of the plan");
    expect(app.screen()).toMatch(/◆ plan .*100.*120/);
  });

  it("is refused without a plan, with how to write one", async () => {
    await expect(gridOf(session, query, session.run)).rejects.toThrow("There is no plan");
  });
});

describe("a plan of a cohort", () => {
  it("needs no column of months for months of lifetime", async () => {
    const plan = await planned(
      "measure,acquisition_month,tenure_month,value\nnet_revenue_per_customer,2024-01,0,12.5\n",
    );
    const { variances } = await answerPlan(plan);
    const grid = await gridOf(plan, { ...query, axis: "tenure", measure: "net_revenue_per_customer" }, plan.run);
    expect(cellOf(grid, "2024-01", "0")).toEqual([String(variances[0]?.value), String(variances[0]?.variance)]);
    expect(variances[0]?.actual).toBeDefined();
  });

  it.each([
    [",net_revenue,,2024-01,,1", "Fill in tenure_month"],
    [",net_revenue,,,0,1", "is not a month"],
    ["2024-01,net_revenue,,May,,1", "May"],
    [",net_revenue,,2024-01,first,1", "Fill in tenure_month"],
  ])("that names no month of lifetime or no cohort is refused: %s", async (line, why) => {
    const on = await planned(`month,measure,region,acquisition_month,tenure_month,value\n${line}\n`);
    const failure = await answerPlan(on).then(
      () => "nothing",
      (error: { message: string; why: string; next: string }) => `${error.message} ${error.why} ${error.next}`,
    );
    expect(failure).toContain("plan.csv:2");
    expect(failure).toContain(why);
  });
});
