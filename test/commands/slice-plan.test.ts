import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Session } from "../../source/commands/session.ts";
import { coreOf } from "../../source/commands/session-core.ts";
import { sliceOf } from "../../source/commands/slice-of.ts";
import { Amount } from "../../source/domain/amount.ts";
import { emptySlice, type Slice } from "../../source/domain/slice.ts";
import type { Value } from "../../source/domain/slice-result.ts";
import { runHere } from "../helpers/command-line.ts";
import { tinySource } from "../helpers/places.ts";
import { copyTinyWarehouse, scratchFolder, tinySession } from "../helpers/tiny-warehouse.ts";
import { openedApps } from "../journeys/opened.ts";
import { scratch } from "../warehouse/support/scratch.ts";

const plan = `month,measure,region,value
2024-01,net_revenue,,100
2024-02,net_revenue,,90.25
2024-03,net_revenue,,20
2024-01,net_revenue,south,50
2024-02,net_revenue,south,40
2024-03,net_revenue,south,30
2024-02,net_revenue_per_customer,,9
2025-06,net_revenue,,1000
`;

let plain: Session;
let session: Session;
beforeAll(async () => {
  const { path: folder, remove } = await scratchFolder();
  await writeFile(join(folder, "plan.csv"), plan);
  plain = await tinySession();
  session = { ...plain, folder };
  return remove;
});
afterAll(() => plain.close());

const quarter = { from: "2024-01-01", to: "2024-03-31" };
const openApp = openedApps();

async function answered(about: Partial<Slice>) {
  const slice: Slice = { ...emptySlice, measures: ["net_revenue"], against: "plan", period: quarter, ...about };
  const { columns, rows, comparedWith } = await sliceOf(session, slice, session.run);
  const at = (values: readonly Value[], name: string) => values[columns.findIndex((one) => one.name === name)] ?? null;
  const figures = rows.map(({ kind, values }) => ({
    key: kind === "row" ? String(values[0]) : kind,
    plan: at(values, "net_revenue_plan"),
    variance: at(values, "net_revenue_variance"),
    actual: at(values, "net_revenue"),
    share: at(values, "net_revenue_variance_share"),
  }));
  return { figures, comparedWith, columns };
}

describe("a slice against the plan", () => {
  it("has the plan of its months, and the exact variance from what SQL gives", async () => {
    const [row] = await session.run({
      sql: "select sum(net_revenue) from silver.fct_transactions where transaction_date between date '2024-01-01' and date '2024-03-31'",
      params: [],
    });
    const net = Amount.of(String(row?.[0]));
    const { figures, comparedWith } = await answered({});
    const planned = Amount.of("210.25");
    expect(comparedWith).toBe("the plan");
    expect(figures.map((one) => [String(one.plan), String(one.variance)])).toEqual([
      [String(planned), String(net.minus(planned))],
    ]);
    expect(Number(figures[0]?.share)).toBeCloseTo(Number(net.minus(planned)) / 210.25, 12);
  });

  it("has the plan of a value and of a filter, and none where the file has no line", async () => {
    const { figures } = await answered({ by: ["region"], totals: true });
    expect(figures.find(({ key }) => key === "south")?.plan).toEqual(Amount.of("120"));
    expect(figures.find(({ key }) => key === "west")?.plan ?? null).toBeNull();
    expect(figures.at(-1)).toMatchObject({ key: "total", plan: Amount.of("210.25") });
    const filters = [{ dimension: "region", op: "in" as const, values: ["south"] }];
    expect((await answered({ filters })).figures[0]?.plan).toEqual(Amount.of("120"));
    const without = await answered({ filters: [{ dimension: "region", op: "not_in", values: ["south"] }] });
    expect([without.figures[0]?.plan, without.comparedWith]).toEqual([null, undefined]);
  });

  it("has a plan for each month, only for months that are whole and over", async () => {
    const { period: _, ...all } = { ...emptySlice, period: quarter };
    const byMonth = await answered({ ...all, by: ["transaction_month"], measures: ["net_revenue"], period: undefined });
    const planOf = (month: string) => byMonth.figures.find(({ key }) => key === month)?.plan ?? null;
    expect([planOf("2024-02"), planOf("2025-06")]).toEqual([Amount.of("90.25"), null]);
    const half = { from: "2024-01-01", to: "2024-02-15" };
    expect((await answered({ period: half })).figures[0]?.plan).toBeNull();
  });

  it("does not add up rates, and sorts by the variance", async () => {
    const rate = async (period: Slice["period"]) => {
      const slice = { ...emptySlice, measures: ["net_revenue_per_customer"], against: "plan", period } as const;
      const { rows } = await sliceOf(session, slice, session.run);
      return rows[0]?.values[1];
    };
    expect(await rate({ from: "2024-02-01", to: "2024-02-29" })).toBe(9);
    expect(await rate(quarter)).toBeNull();
    const sort = { measure: "net_revenue", descending: true, by: "change" } as const;
    const { figures } = await answered({ by: ["transaction_month"], sort });
    const variances = figures.map(({ variance }) => Number(variance));
    expect(variances).toEqual(variances.toSorted((a, b) => b - a));
  });

  it("is an option whose condition can fail, and is refused without a plan", async () => {
    const warehouse = `${await scratch()}/w.duckdb`;
    await copyTinyWarehouse(warehouse);
    const place = ["--source", tinySource, "--warehouse", warehouse];
    const { code, log } = await runHere("slice", "--against", "plan", "--from", "2024-01", "--to", "2024-03", ...place);
    expect([code, log.includes("code: plan.none")]).toEqual([2, true]);
  });

  it("is a choice on the screen, in leaderboards and tables", async () => {
    const app = await openApp(coreOf(session), { columns: 120, rows: 40 });
    await app.press("to_slices", "clear_filters", "period");
    await app.type("2024-Q1");
    await app.send("\r");
    await app.press("compare");
    await app.type("plan");
    await app.send("\r");
    expect(app.screen()).toContain("c vs plan");
    expect(app.screen()).toContain("from $210.25 in the plan");
    await app.press("view");
    for (const word of ["plan", "variance"]) expect(app.screen()).toContain(word);
    const elsewhere = await openApp(coreOf(plain), { columns: 120, rows: 40 });
    await elsewhere.press("to_slices", "period");
    await elsewhere.type("2024-Q1");
    await elsewhere.send("\r");
    await elsewhere.press("compare");
    await elsewhere.type("plan");
    await elsewhere.send("\r");
    expect(elsewhere.screen()).toContain("not in the plan");
  });
});
