import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { investigate } from "../../source/analysis/investigate.ts";
import { defaultSwitches } from "../../source/analysis/investigation.ts";
import { investigateTotals } from "../../source/analysis/totals/investigate-totals.ts";
import type { TotalsQuestion } from "../../source/analysis/totals/question.ts";
import type { Session } from "../../source/commands/session.ts";
import { parsePeriod } from "../../source/domain/period.ts";
import { emptySlice } from "../../source/domain/slice.ts";
import { answerSlice } from "../../source/query/answer-slice.ts";
import { grocery } from "../fixtures/grocery.ts";
import { memorySession } from "../helpers/memory-session.ts";
import { root } from "../helpers/places.ts";
import { writeFiles } from "../warehouse/support/scratch.ts";

const measures = ["list_revenue", "loyalty_card_discount", "coupon_discount", "coupon_match_discount", "net_revenue"];
const discounts = ["coupon", "coupon_match", "loyalty_card"];
let source: string;
let session: Session;

beforeAll(async () => {
  source = await mkdtemp(join(tmpdir(), "grounds-grocery-"));
  await writeFiles(source, grocery());
  session = await memorySession({ source, projectDir: join(root, "sql") });
}, 120_000);
afterAll(async () => {
  await session.close();
  await rm(source, { recursive: true, force: true });
});

/** The same sums by hand, from the files: negative amounts were taken off. */
async function byHand(by: string): Promise<readonly (readonly string[])[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const money = (expression: string) => `printf('%.2f', sum(cast(${expression} as decimal(18, 4))))`;
  const off = ["retail_disc", "coupon_disc", "coupon_match_disc"];
  const list = `cast(sales_value as decimal(18, 4)) - ${off.map((name) => `cast(${name} as decimal(18, 4))`).join(" - ")}`;
  try {
    const result = await connection.runAndReadAll(`
      select ${by}, ${money(list)}, ${off.map((name) => money(`-cast(${name} as decimal(18, 4))`)).join(", ")}, ${money("sales_value")}
      from read_csv('${source}/sales.csv', all_varchar = true) as sales
      left join read_csv('${source}/product.csv', all_varchar = true) as product using (product_id)
      group by 1 order by 1`);
    return result.getRowsJS().map((row) => row.map(String));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function board(by: string): Promise<readonly (readonly string[])[]> {
  const { columns, rows } = await answerSlice(session.catalog, { ...emptySlice, by: [by], measures }, session.run);
  const figures = columns.flatMap(({ role }, at) => (role === "dimension" || role === "measure" ? [at] : []));
  return rows
    .map(({ values }) => figures.map((at, place) => (place === 0 ? String(values[at]) : Number(values[at]).toFixed(2))))
    .toSorted(([a = ""], [b = ""]) => (a < b ? -1 : 1));
}

describe("a grocer's export with three discounts per line", () => {
  it.each([
    ["store", "store_no"],
    ["department", "department"],
  ])("ties out to the cent by %s: list value, each discount by its name, net revenue", async (by, column) => {
    expect(await board(by)).toEqual(await byHand(column));
  });

  it("reports discounts by name, and a line with two of them as several", async () => {
    const [whole] = await byHand("'all'");
    const named = await answerSlice(
      session.catalog,
      { ...emptySlice, by: ["discount_name"], measures: ["discounts"] },
      session.run,
    );
    const amounts = new Map(named.rows.map(({ values: [name, amount] }) => [name, Number(amount).toFixed(2)]));
    expect([...amounts.keys()].toSorted()).toEqual(["Coupon", "Coupon match", "Loyalty card"]);
    expect(["Loyalty card", "Coupon", "Coupon match"].map((name) => amounts.get(name))).toEqual(whole?.slice(2, 5));
    const programs = await session.run({
      sql: "select distinct discount_program from silver.fct_transactions order by 1",
      params: [],
    });
    expect(programs.flat()).toEqual(["coupon", "loyalty_card", "none", "several"]);
  });

  it("keeps households without demographics, and says that the signs were reversed", () => {
    expect(session.dataSet.assumptions).toHaveLength(3);
    expect(session.dataSet.assumptions[0]).toMatch(
      /^assumption: sign of the discount Coupon: taken turned, as (\d+) of its \1/,
    );
    expect(session.catalog.dimensions.map(({ name }) => name)).toContain("income");
  });

  it("explains a change of net revenue with a bar for each of the three", async () => {
    const question: TotalsQuestion = {
      ...{ of: "period", metric: "net_revenue", filters: [], seed: 1, replicates: 40 },
      ...{ base: parsePeriod("2024-Q1"), compare: parsePeriod("2025-Q1") },
    };
    const { signal } = new AbortController();
    const { dataSet, catalog, run } = session;
    const found = await investigateTotals(
      question,
      { ...dataSet, business: dataSet.words, catalog, days: dataSet },
      run,
      signal,
    );
    const bars = found.groups.filter(({ name }) => discounts.includes(name));
    expect(bars.map(({ name }) => name).toSorted()).toEqual(discounts);
    expect(found.groups.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(found.change, 6);
    expect(found.tieOut.map(({ difference }) => difference.units)).toEqual([0n, 0n]);
    for (const [side, { discounts: programs }] of found.tieOut.entries())
      for (const { program, amount } of programs) {
        const named = found.named.filter((one) => one.program === program);
        const sum = named.reduce((total, { base, compare }) => total + (side === 0 ? base : compare).units, 0n);
        expect(sum, program).toBe(amount.units);
      }
    expect(bars.find(({ name }) => name === "loyalty_card")?.contribution).toBeLessThan(0);
  });

  it("explains cohorts with the same three, and their true-up by name", async () => {
    const question = {
      ...{ metric: "net_revenue_per_customer", filters: [], seed: 1, replicates: 40, switches: defaultSwitches },
      ...{ base: parsePeriod("2024-01"), compare: parsePeriod("2024-02") },
    };
    const { signal } = new AbortController();
    const { dataSet, catalog } = session;
    const context = { ...dataSet, business: dataSet.words, dataEnd: dataSet.end, filters: [], catalog };
    const found = await investigate(question, (statement) => session.run(statement, signal), context, signal);
    expect(
      found.groups
        .map(({ name }) => name)
        .filter((name) => discounts.includes(name))
        .toSorted(),
    ).toEqual(discounts);
    expect(found.groups.map(({ name }) => name)).not.toContain("welcome");
    const names = found.trueUp.lines.map(({ label }) => label);
    expect(names).toEqual(expect.arrayContaining(["Loyalty card", "Coupon", "Coupon match"]));
    expect([found.trueUp.baseDifference.units, found.trueUp.compareDifference.units]).toEqual([0n, 0n]);
  });
});
