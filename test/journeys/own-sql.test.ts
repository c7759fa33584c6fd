import { describe, expect, it } from "vitest";
import { statesIn } from "../helpers/states.ts";
import type { Driver } from "./driver.ts";
import { tinyApps } from "./opened.ts";

const { open: openApp } = tinyApps();
const state = (app: Driver) => statesIn(app.store().state().place)["own-sql"];

describe("the user's own query", () => {
  it("is typed after :sql and answered as a table that scrolls, copies and exports", async () => {
    const app = await openApp({ columns: 120, rows: 40 });
    await app.press("palette");
    await app.type("sql select transaction_id, net_revenue from silver.fct_transactions order by all");
    await app.send("\r");
    expect(state(app).text).toBe("select transaction_id, net_revenue from silver.fct_transactions order by all");
    expect(app.screen()).toContain("row 1 of 33");
    await app.press("last_row");
    expect(app.screen()).toContain("row 33 of 33");
    await app.press("export");
    expect(app.screen()).toContain("query.csv");
  });

  it("shows the database's error for a wrong one, writes nothing, and runs earlier ones again", async () => {
    const app = await openApp({ columns: 120, rows: 40 });
    await app.press("to_sql", "query");
    await app.type("select 1 as one");
    await app.send("\r");
    expect(app.screen()).toContain("row 1 of 1");
    for (const sql of [
      "delete from silver.fct_transactions",
      "select 1) ; delete from silver.fct_transactions; select * from (select 1",
    ]) {
      await app.press("query");
      await app.send("\u0015");
      await app.type(sql);
      await app.send("\r");
      expect(app.screen()).toContain("The SQL cannot be run");
    }
    await app.press("query");
    await app.send("\u0015");
    await app.type("select count(*) as lines from silver.fct_transactions");
    await app.send("\r");
    expect(app.screen()).toContain("33");
    await app.press("undo", "undo", "undo");
    expect(state(app).text).toBe("select 1 as one");
  });
});
