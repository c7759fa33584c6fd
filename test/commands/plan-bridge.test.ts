import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Session } from "../../source/commands/session.ts";
import { coreOf } from "../../source/commands/session-core.ts";
import { runHere } from "../helpers/command-line.ts";
import { tinySource } from "../helpers/places.ts";
import { copyTinyWarehouse, tinySession } from "../helpers/tiny-warehouse.ts";
import { openedApps } from "../journeys/opened.ts";
import { scratch } from "../warehouse/support/scratch.ts";

const openApp = openedApps();
let session: Session;
beforeAll(async () => {
  session = await tinySession();
});
afterAll(() => session.close());

const plan = [
  "month,measure,value",
  "2024-02,net_revenue,100",
  "2024-03,net_revenue,120",
  "2024-02,orders,4",
  "2024-03,orders,5",
].join("\n");

/** The bridge of a plan as the command gives it. */
async function bridgeOf(text: string) {
  const file = join(await scratch({ "plan.csv": text }), "plan.csv");
  const warehouse = join(await scratch(), "w.duckdb");
  await copyTinyWarehouse(warehouse);
  const { code, out, log } = await runHere(
    ...["plan", file, "--bridge", "--format", "json", "--source", tinySource, "--warehouse", warehouse],
  );
  expect(code, log).toBe(0);
  return { rows: JSON.parse(out) as readonly { bar: string; net_revenue: number; of_plan: number | null }[], log };
}

describe("the bridge of a plan", () => {
  it("begins with the plan, ends with the actual, and its bars are the way between", async () => {
    const { rows, log } = await bridgeOf(plan);
    expect(rows.map(({ bar }) => bar)).toEqual(["Plan", "Orders", "Value per order", "Actual"]);
    const [from, orders, value, to] = rows.map(({ net_revenue: amount }) => amount);
    expect(from).toBe(220);
    expect((from ?? 0) + (orders ?? 0) + (value ?? 0)).toBeCloseTo(to ?? 0, 9);
    expect(rows[1]?.of_plan).toBeCloseTo((orders ?? 0) / 220, 6);
    expect(log).toMatch(/Net revenue in 2024-02 to 2024-03 differs from the plan by .*: orders .*, value per order /);
  });

  it("is drawn on the screen of the plan, with the same figures, and exported", async () => {
    const { rows } = await bridgeOf(plan);
    const folder = await scratch({ "plan.csv": plan });
    const app = await openApp(coreOf({ ...session, folder }), { columns: 80, rows: 24 });
    await app.press("to_plan", "view");
    const screen = app.screen();
    expect(screen).toContain("the bridge · 4 rows");
    for (const { bar } of rows) expect(screen).toContain(bar);
    expect(screen).toMatch(/Plan +█+▌? +\$220\.00/);
    expect(screen).toMatch(/differs from the plan by \+\$11\.40: orders\s+\+\$2\.00, value per order\s+\+\$9\.40\./);
    expect(screen.trimEnd().split("\n").at(-1)).not.toContain("why");
    await app.press("down", "why");
    expect(app.screen()).toContain("A bar is a variance from the plan");
    await app.press("export");
    expect(app.screen()).toContain("plan-bridge.csv");
    expect(Math.max(...screen.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it("says why there is none where no planned month is over", async () => {
    const none = "month,measure,value\n2030-01,net_revenue,100\n";
    expect((await bridgeOf(none)).rows).toEqual([]);
    const app = await openApp(coreOf({ ...session, folder: await scratch({ "plan.csv": none }) }), {
      columns: 120,
      rows: 40,
    });
    await app.press("to_plan", "view");
    expect(app.screen()).toContain("so there is no bridge");
  });

  it("is not there without a plan, and then no key is offered that needs one", async () => {
    const app = await openApp(coreOf({ ...session, folder: await scratch() }), { columns: 120, rows: 40 });
    await app.press("to_plan");
    expect(app.screen()).toContain("There is no plan.csv beside the source.");
    const footer = app.screen().trimEnd().split("\n").at(-1) ?? "";
    expect(footer).not.toMatch(/\bexport\b|\bsql\b|why|\bview\b/);
    for (const action of ["export", "view"] as const) {
      await app.press(action);
      expect(app.screen()).toContain("There is no plan.csv yet");
    }
  });
});
