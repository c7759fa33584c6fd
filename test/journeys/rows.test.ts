import { describe, expect, it } from "vitest";
import { statesIn } from "../helpers/states.ts";
import type { Driver } from "./driver.ts";
import { fakeCore } from "./fake-core.ts";
import { openedApps } from "./opened.ts";

const openApp = openedApps();

async function openRows(): Promise<Driver> {
  const app = await openApp(fakeCore(), { columns: 120, rows: 40 });
  await app.press("to_slices", "rows");
  return app;
}

const rows = (app: Driver) => statesIn(app.store().state().place).rows;

describe("order lines", () => {
  it("are sorted by the column under the cursor, or in reverse, and undo restores the order", async () => {
    const app = await openRows();
    await app.press("last_column", "sort");
    expect(rows(app).order).toEqual({ column: "net_revenue", descending: true });
    expect(app.screen()).toContain("by net revenue ↓");
    await app.press("sort");
    expect(rows(app).order?.descending).toBe(false);
    await app.press("undo", "undo");
    expect(rows(app).order).toBeUndefined();
  });

  it("are found by a text in the whole listing, forwards and backwards from the cursor", async () => {
    const app = await openRows();
    await app.press("search");
    await app.type("c-000500");
    await app.send("\r");
    expect(rows(app).cursor.row).toBe(500);
    expect(app.screen()).toContain('5 have "c-000500"');
    await app.press("find_next");
    expect(rows(app).cursor.row).toBe(1497);
    await app.press("down", "find_previous");
    expect(rows(app).cursor.row).toBe(1497);
  });

  it("say so if no row has the text", async () => {
    const app = await openRows();
    await app.press("search");
    await app.type("nobody");
    await app.send("\r");
    expect(rows(app).cursor.row).toBe(0);
    expect(app.screen()).toContain('no row has "nobody"');
  });

  it("can be filtered in place", async () => {
    const app = await openRows();
    await app.press("clear_filters", "filter");
    await app.type("region");
    await app.send("\r");
    await app.type("south");
    await app.send("\r");
    expect(rows(app).slice.filters).toEqual([{ dimension: "region", op: "in", values: ["south"] }]);
    await app.press("clear_filters");
    expect(rows(app).slice.filters).toEqual([]);
  });

  it("of one customer stay complete and in order of time, and can be searched", async () => {
    const app = await openRows();
    await app.press("drill");
    const customer = rows(app).customer;
    expect(customer).toBeDefined();
    await app.press("sort");
    expect(app.screen()).toContain("One customer is shown whole");
    expect(rows(app)).toMatchObject({ customer });
    expect(rows(app).order).toBeUndefined();
  });
});
