import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { paybackOf } from "../../source/analysis/payback.ts";
import { readCosts } from "../../source/commands/costs-file.ts";
import { answerPayback } from "../../source/commands/payback-answer.ts";
import type { Session } from "../../source/commands/session.ts";
import { coreOf } from "../../source/commands/session-core.ts";
import { Amount } from "../../source/domain/amount.ts";
import type { CohortGrid } from "../../source/domain/cohort.ts";
import { UsageError } from "../../source/errors.ts";
import { tinySession } from "../helpers/tiny-warehouse.ts";
import { openedApps } from "../journeys/opened.ts";
import { scratch } from "../warehouse/support/scratch.ts";

let session: Session;
beforeAll(async () => {
  session = await tinySession();
});
afterAll(() => session.close());

const costsFile = async (text: string) =>
  join(await scratch({ "acquisition_costs.csv": text }), "acquisition_costs.csv");

/** Net revenue per customer up to the end of a month of lifetime, of those acquired in January 2024, by SQL on the facts. */
async function byHand(month: number, where = "true"): Promise<readonly [number, number]> {
  const sql = `
    select count(distinct customer_key), coalesce(sum(net_revenue) filter (where tenure_day < ${30 * (month + 1)}), 0)
    from silver.dim_customer_acquisition
    left join silver.fct_transactions using (customer_key)
    where acquisition_month = date '2024-01-01' and ${where}`;
  const [row] = await session.run({ sql, params: [] });
  return [Number(row?.[0]), Number(row?.[1]) / Number(row?.[0])];
}

const openApp = openedApps();

describe("acquisition costs", () => {
  it("are shown beside the customers and net revenue that SQL gives, in total and by region", async () => {
    const january =
      "select min(region) from silver.dim_customer_acquisition where acquisition_month = date '2024-01-01'";
    const region = String((await session.run({ sql: january, params: [] }))[0]?.[0]);
    const file = await costsFile(`month,region,cost\n2024-01,,30.50\n2024-01,${region},6\n`);
    const { paybacks } = await answerPayback(session, { file });
    for (const [index, where] of ["true", `region = '${region}'`].entries()) {
      const found = paybacks[index];
      const [customers, net] = await byHand(found?.age ?? 0, where);
      expect(found?.customers).toBe(customers);
      expect(found?.costPerCustomer).toBeCloseTo(Number(found?.cost) / customers, 9);
      expect(found?.netPerCustomer).toBeCloseTo(net, 9);
      expect(found?.ratio).toBeCloseTo((net * customers) / Number(found?.cost), 9);
      const paidBackIn = found?.paidBackIn ?? Number.NaN;
      expect((await byHand(paidBackIn, where))[1]).toBeGreaterThanOrEqual(found?.costPerCustomer ?? 0);
      if (paidBackIn > 0) expect((await byHand(paidBackIn - 1, where))[1]).toBeLessThan(found?.costPerCustomer ?? 0);
    }
  });

  it("are on a screen that exports, and say there how to write the file if there is none", async () => {
    const file = await costsFile("month,cost\n2024-01,30.50\n2024-02,9000\n");
    const app = await openApp(coreOf({ ...session, folder: join(file, "..") }), { columns: 140, rows: 40 });
    await app.press("to_payback");
    expect(app.screen()).toContain("row 1 of 2");
    expect(app.screen()).toContain("ltv to cac");
    await app.press("export");
    expect(app.screen()).toContain("payback.csv");
    const folder = await scratch();
    const bare = await openApp(coreOf({ ...session, folder }), { columns: 120, rows: 40 });
    await bare.press("to_payback");
    expect(bare.screen()).toContain("There is no acquisition_costs.csv beside the source.");
    expect(bare.screen()).toContain("2025-03,paid_social,1200");
    expect(bare.screen()).toContain(`Save it as ${join(folder, "acquisition_costs.csv")}`);
  });

  it("for channels or months that the data does not have are named by line, with the nearest values, on screen too", async () => {
    const file = await costsFile(
      "month,marketing_channel,cost\n2024-01,paid_socail,30\n2024-01,referral,3\n2031-01,,5\n2024-02,zzzzzzzzzzzz,1\n",
    );
    const { notes, paybacks } = await answerPayback(session, { file });
    expect(notes).toEqual([
      expect.stringMatching(/^acquisition_costs.csv:4: 2031-01 is after the data, which end \d{4}-\d\d-\d\d$/),
      expect.stringMatching(
        /^acquisition_costs.csv:2: no marketing_channel is "paid_socail"; did you mean "paid_social"/,
      ),
      expect.stringMatching(/^acquisition_costs.csv:5: no marketing_channel is "zzzzzzzzzzzz"; /),
    ]);
    expect(paybacks.map(({ customers }) => customers > 0)).toEqual([false, true, false, false]);
    const app = await openApp(coreOf({ ...session, folder: join(file, "..") }), { columns: 80, rows: 24 });
    await app.press("to_payback");
    expect(app.screen()).toContain('acquisition_costs.csv:2: no marketing_channel is "paid_socail"; did you mean');
    expect(app.screen()).toContain("row 1 of 4");
  });

  it.each([
    ["month,cost\nMay,1\n", '2: "May" is not a month'],
    ["month,cost\n2024-01,one\n", '2: "one" is not a number'],
    ["month,cost\n2024-01,-1\n", "2: A cost of -1 is below 0"],
    ["month,cost\n2024-01,1\n2024-01,2\n", "3: The cost of 2024-01 is there twice"],
    ["month,cost\n2001-01,1\n", "2: 2001-01 is before the data"],
    ["month,planet,cost\n2024-01,mars,1\n", "1: "],
    ["month,transaction_type,cost\n2024-01,gift,1\n", "1: transaction_type is of order lines"],
    ["month\n2024-01\n", "1: It has no column cost"],
  ])("refuse %j with the line", async (text, told) => {
    const file = await costsFile(text);
    try {
      readCosts(file, session.catalog, session.dataSet);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError);
      const { message, why } = error as UsageError;
      expect(`${/csv:(\d+)/.exec(message)?.[1]}: ${why}`).toContain(told);
    }
  });
});

describe("a month that pays back", () => {
  const cell = (value: number, complete = true) => ({ value, customers: 10, complete });
  const grid = {
    rows: [
      {
        key: "2024-01-01",
        label: "2024-01",
        customers: 10,
        cells: [cell(5), cell(8), cell(9, false)],
        projected: [undefined, undefined, { value: 11, low: 10, high: 12 }],
      },
    ],
  } as unknown as CohortGrid;
  const costing = (cost: string) => paybackOf({ line: 2, month: "2024-01", where: {}, cost: Amount.of(cost) }, grid);

  it("is the first whose end covers the cost; an incomplete one does not count, a projected one is marked as such", () => {
    expect(costing("50")).toMatchObject({ paidBackIn: 0, projectedIn: undefined, ratio: 1.6, age: 1 });
    expect(costing("50.01").paidBackIn).toBe(1);
    expect(costing("90")).toMatchObject({ paidBackIn: undefined, projectedIn: 2 });
    expect(costing("120")).toMatchObject({ paidBackIn: undefined, projectedIn: undefined });
  });

  it("is the first one if nothing was spent, without a ratio; without customers there is none", () => {
    expect(costing("0")).toMatchObject({ paidBackIn: 0, ratio: undefined, costPerCustomer: 0 });
    const nobody = paybackOf({ line: 2, month: "2024-07", where: {}, cost: Amount.of("5") }, grid);
    expect(nobody).toMatchObject({ customers: 0, costPerCustomer: undefined, paidBackIn: undefined });
  });
});
