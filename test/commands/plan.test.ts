import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerPlan } from "../../source/commands/plan-answer.ts";
import { readPlan } from "../../source/commands/plan-file.ts";
import type { Session } from "../../source/commands/session.ts";
import { coreOf } from "../../source/commands/session-core.ts";
import { Amount } from "../../source/domain/amount.ts";
import { UsageError } from "../../source/errors.ts";
import { dataScreens } from "../../source/ui/screens/registry.ts";
import { encodePlace } from "../../source/ui/state/state-string.ts";
import { runHere } from "../helpers/command-line.ts";
import { tinySource } from "../helpers/places.ts";
import { copyTinyWarehouse, tinySession } from "../helpers/tiny-warehouse.ts";
import { openedApps } from "../journeys/opened.ts";
import { scratch } from "../warehouse/support/scratch.ts";

const text = `month,measure,region,value
2024-01,net_revenue,,100
2024-01,orders,,4
2024-02,net_revenue,south,20.25
2030-01,net_revenue,,1000
`;

let session: Session;
beforeAll(async () => {
  session = await tinySession();
});
afterAll(() => session.close());

const planFile = async (plan = text) => join(await scratch({ "plan.csv": plan }), "plan.csv");

async function byHand(sql: string): Promise<Amount> {
  const [row] = await session.run({ sql: `select coalesce(${sql}, 0)`, params: [] });
  return Amount.of(String(row?.[0]));
}

async function whyNot(plan: string): Promise<string> {
  const file = await planFile(plan);
  try {
    readPlan(file, session.catalog, session.dataSet);
  } catch (error) {
    if (error instanceof UsageError) return `${error.message.replace(/^.*plan\.csv:/, "")} ${error.why} ${error.next}`;
  }
  return "nothing";
}

const openApp = openedApps();

describe("a plan", () => {
  it("has the figures that SQL gives, exact variances, and effects of orders and their value that add up", async () => {
    const { variances } = await answerPlan(session, await planFile());
    const january = "transaction_date between date '2024-01-01' and date '2024-01-31'";
    const net = await byHand(`(select sum(net_revenue) from silver.fct_transactions where ${january})`);
    const north = await byHand(
      `(select sum(net_revenue) from silver.fct_transactions inner join silver.dim_customer_acquisition using (customer_key)
        where region = 'south' and transaction_date between date '2024-02-01' and date '2024-02-29')`,
    );
    const [all, orders, ofNorth, later] = variances;
    expect([String(all?.actual), String(all?.variance)]).toEqual([String(net), String(net.minus(Amount.of("100")))]);
    expect([String(ofNorth?.actual), String(ofNorth?.variance)]).toEqual([
      String(north),
      String(north.minus(Amount.of("20.25"))),
    ]);
    expect(all?.volumeEffect).toBeCloseTo((Number(orders?.actual) - 4) * 25, 9);
    expect((all?.volumeEffect ?? 0) + (all?.valueEffect ?? 0)).toBeCloseTo(Number(all?.variance), 9);
    expect(later).toMatchObject({ actual: undefined, variance: undefined, share: undefined });
  });

  it("is printed, and shown on a screen that copies and exports", async () => {
    const file = await planFile();
    const warehouse = join(await scratch(), "w.duckdb");
    await copyTinyWarehouse(warehouse);
    const { code, out } = await runHere(
      "plan",
      file,
      "--format",
      "csv",
      "--source",
      tinySource,
      "--warehouse",
      warehouse,
    );
    expect(code).toBe(0);
    expect(out.split("\n")[0]).toBe("month,measure,region,plan,actual,variance,variance_share,of_orders,of_value");
    const place = ["--source", tinySource, "--warehouse", warehouse];
    const { out: table } = await runHere("plan", file, "--format", "table", ...place);
    expect(table).toMatch(/^2024-01 +net_revenue +100\.00 +\d[\d,]*\.\d\d /m);
    expect(table).toMatch(/^2024-01 +orders +4 +\d[\d,]* +-?\d[\d,]* /m);
    const app = await openApp(coreOf({ ...session, folder: join(file, "..") }), { columns: 120, rows: 40 });
    await app.press("to_plan");
    expect(app.screen()).toContain("row 1 of 4");
    await app.press("last_row", "export");
    expect(app.screen()).toContain("plan-variance.csv");
  });

  it("for a value that the data does not have says so by line; (none) means no value, as in filters", async () => {
    const warehouse = join(await scratch(), "w.duckdb");
    await copyTinyWarehouse(warehouse);
    const file = await planFile(
      "month,measure,region,roast,value\n2024-01,net_revenue,nroth,,1\n2025-04,net_revenue,,(none),2\n2024-01,orders,nroth,,3\n",
    );
    const place = ["--source", tinySource, "--warehouse", warehouse];
    const { code, out, log } = await runHere("plan", file, "--format", "json", ...place);
    expect(code).toBe(0);
    expect(log).toContain('plan.csv:2: no region is "nroth"; did you mean "midwest", "northeast", "south", "west"?');
    expect(log.match(/nroth/g)).toHaveLength(1);
    const unroasted = await byHand(
      `(select sum(net_revenue) from silver.fct_transactions
        left join silver.dim_coffee_profile using (coffee_profile_key)
        where roast is null and transaction_date between date '2025-04-01' and date '2025-04-30')`,
    );
    expect(Number(unroasted)).toBeGreaterThan(0);
    expect(JSON.parse(out)[1]).toMatchObject({ roast: "(none)", actual: Number(unroasted) });
  });

  it("that is missing is no error: its screen says where to put one and in what form, also on the next launch", async () => {
    const folder = await scratch();
    const app = await openApp(coreOf({ ...session, folder }), { columns: 120, rows: 40 });
    await app.press("to_plan");
    expect(app.screen()).toContain("There is no plan.csv beside the source.");
    expect(app.screen()).toContain("2025-03,net_revenue,north,3100");
    expect(app.screen()).toContain(`Save it as ${join(folder, "plan.csv")}`);
    const saved = encodePlace(app.store().state().place, { screens: dataScreens });
    const later = await openApp(coreOf(session), { columns: 80, rows: 24, saved, isRestored: true });
    expect(later.screen()).toContain("There is no plan.csv beside the source.");
    await later.press("to_cohorts", "compare");
    await later.type("the plan");
    await later.send("\r");
    expect(later.screen()).toContain("the plan has no line for these cells");
  });

  it.each([
    ["month,measure,value\n2024-13,net_revenue,1\n", "2:", "2024-13"],
    ["month,measure,value\n\n2019-01,net_revenue,1\n", "3:", "before the data"],
    ["month,measure,value\n2024-01,net_reveneu,1\n", "2:", "net_revenue"],
    ["month,measure,regoin,value\n2024-01,net_revenue,north,1\n", "1:", "region"],
    ["month,measure,value\n2024-01,net_revenue,many\n", "2:", "not a number"],
    ["month,measure,value\n2024-01,net_revenue,1\n2024-01,net_revenue,2\n", "3:", "twice"],
    ['month,measure,value\n2024-01,net_revenue,"1,000"\n', "2:", "not a number"],
    ["month,measure\n2024-01,net_revenue\n", "1:", "no column value"],
  ])("that is wrong is refused by its line: %j", async (plan, line, why) => {
    const said = await whyNot(plan);
    expect(said.startsWith(line), said).toBe(true);
    expect(said).toContain(why);
  });
});
