import { describe, expect, it } from "vitest";
import { takeMouse } from "../../source/ui/input/mouse.ts";
import { statesIn } from "../helpers/states.ts";
import type { Driver } from "../journeys/driver.ts";
import { fakeCore } from "../journeys/fake-core.ts";
import { tinyApps } from "../journeys/opened.ts";

const { open, openOn } = tinyApps();

/** Clicks on the first occurrence of a text in a line, in the bytes of a terminal. */
async function clickOn(app: Driver, line: number, text: string): Promise<void> {
  const x = (app.screen().split("\n").at(line) ?? "").indexOf(text);
  expect(x, text).toBeGreaterThanOrEqual(0);
  const y = line < 0 ? app.screen().split("\n").length + line : line;
  await app.send(`\u001b[<0;${x + 2};${y + 1}M\u001b[<0;${x + 2};${y + 1}m`);
}

/** Clicks on the first occurrence of a text on the screen. */
async function click(app: Driver, text: string): Promise<readonly [x: number, y: number]> {
  const lines = app.screen().split("\n");
  const y = lines.findIndex((line) => line.includes(text));
  const x = (lines[y] ?? "").indexOf(text);
  app.store().dispatch({ type: "point", x, y });
  await app.waitForIdle();
  return [x, y];
}

describe("U2 the mouse, if it is switched on", () => {
  it("is distinguished from keys", () => {
    expect(takeMouse("j\u001b[<0;12;7Mk\u001b[<64;1;1M\u001b[<0;12;7m")).toEqual({
      keys: "jk",
      events: [
        { kind: "click", x: 11, y: 6 },
        { kind: "wheel_up", x: 0, y: 0 },
      ],
    });
  });

  it("moves the cursor to the clicked cell", async () => {
    const app = await openOn(fakeCore(), { columns: 120, rows: 40 });
    const lines = app.screen().split("\n");
    const y = lines.findIndex((line) => line.includes("2023-05"));
    const x = (lines[3] ?? "").indexOf("M2");
    app.store().dispatch({ type: "point", x, y });
    await app.waitForIdle();
    expect(statesIn(app.store().state().place).cohorts.cursor).toMatchObject({ row: 4, column: 2 });
    app.store().dispatch({ type: "point", x: 3, y: 0 });
    expect(statesIn(app.store().state().place).cohorts.cursor).toMatchObject({ row: 4, column: 2 });
  });

  it("chooses the clicked value of a leaderboard, and nothing between boards", async () => {
    const app = await open({ columns: 80, rows: 24 });
    await app.press("to_slices", "clear_filters");
    const [x, y] = await click(app, "west");
    expect(app.screen()).toMatch(/▸ west/);
    const slices = statesIn(app.store().state().place).slices;
    app.store().dispatch({ type: "point", x: 38, y });
    app.store().dispatch({ type: "point", x, y: y + 30 });
    expect(statesIn(app.store().state().place).slices).toEqual(slices);
    await app.press("drill");
    expect(statesIn(app.store().state().place).slices.slice.filters).toEqual([
      { dimension: "region", op: "in", values: ["west"] },
    ]);
  });

  it("chooses the row and the column of a table, a line of the pipeline, an entry of a list", async () => {
    const app = await open({ columns: 120, rows: 40 });
    await app.press("to_slices", "clear_filters", "view");
    const lines = app.screen().split("\n");
    app.store().dispatch({ type: "point", x: (lines[3] ?? "").indexOf("channel"), y: 6 });
    expect(statesIn(app.store().state().place).slices.cursor).toMatchObject({ row: 1, column: 1 });
    await app.press("by");
    await click(app, "Region");
    await app.send(" ");
    await app.send("\r");
    expect(statesIn(app.store().state().place).slices.slice.by).toContain("region");
    await app.press("to_pipeline");
    await click(app, "stg_customers");
    await app.press("drill");
    expect(app.screen()).toContain("Pipeline ▸ stg_customers");
    await app.press("view");
    await click(app, "not_null_stg_customers_customer_id");
    expect(app.screen()).toMatch(/▸. not_null_stg_customers_customer_id/);
  });

  it("goes to the clicked step of an investigation, and to the clicked bar of its bridge", async () => {
    const app = await openOn(fakeCore(), { columns: 80, rows: 24 });
    await app.press("to_investigation");
    await click(app, "7 price");
    expect(app.screen()).toContain("▸7 price");
    const [, y] = await click(app, "10 bridge");
    expect(app.screen()).toContain("▸10 bridge");
    for (const bar of ["Coffee profile", "Returns"]) {
      await click(app, bar);
      expect(app.screen()).toMatch(new RegExp(`▸[ ▹]+${bar}`));
    }
    const at = statesIn(app.store().state().place).investigation;
    app.store().dispatch({ type: "point", x: 1, y: y + 1 });
    await click(app, "Q1 2024 ");
    expect(statesIn(app.store().state().place).investigation).toEqual(at);
  });

  it("finds the clicked bar if the bridge is scrolled and its bars are open", async () => {
    const app = await open({ columns: 80, rows: 24 });
    await app.press("to_investigation");
    await click(app, "10 bridge");
    await app.press("bars", "last_row", "up");
    const lines = () => app.screen().split("\n");
    const nameOn = (line = "") => line.replace(/^[ ↑↓▸]+/, "").split(/ {2,}/)[0];
    const y = lines().findIndex((line) => line.startsWith("↑")) + 2;
    const wanted = nameOn(lines()[y]);
    app.store().dispatch({ type: "point", x: 20, y });
    await app.waitForIdle();
    expect(wanted).toMatch(/\w/);
    expect(nameOn(lines().find((line) => line.startsWith(" ▸")))).toBe(wanted);
  });

  it("opens what is already under the cursor: a cell, a value, a model, an entry of a list, which it ticks if several may be chosen", async () => {
    const app = await open({ columns: 120, rows: 40 });
    const [x, y] = await click(app, "2024-03");
    expect(app.store().state().place.screen).toBe("cohorts");
    app.store().dispatch({ type: "point", x, y });
    await app.waitForIdle();
    expect(app.store().state().place.screen).toBe("slices");
    await app.press("clear_filters");
    await click(app, "west");
    expect(statesIn(app.store().state().place).slices.slice.filters).toEqual([]);
    await click(app, "west");
    expect(statesIn(app.store().state().place).slices.slice.filters).toHaveLength(1);
    await app.press("measure");
    await click(app, "Retention");
    await click(app, "Retention");
    expect(app.store().state().overlay).toMatchObject({ picked: ["net_revenue", "retention"] });
    await app.press("back");
    await app.send("\u001b");
    await app.press("to_cohorts", "measure");
    await click(app, "Retention");
    await click(app, "Retention");
    expect(statesIn(app.store().state().place).cohorts.query.measure).toBe("retention");
    await app.press("to_pipeline");
    const [left, line] = await click(app, "stg_customers");
    app.store().dispatch({ type: "point", x: left, y: line });
    await app.waitForIdle();
    expect(app.screen()).toContain("Pipeline ▸ stg_customers");
  });

  it.each([80, 120, 200])("presses the key of the clicked chip or hint, %i wide", async (columns) => {
    const app = await openOn(fakeCore(), { columns, rows: 24 });
    const overlay = () => app.store().state().overlay;
    await app.send("j");
    await clickOn(app, 1, "net revenue");
    expect(overlay()).toMatchObject({ kind: "pick", purpose: "measure" });
    const edge = app
      .screen()
      .split("\n")
      .findIndex((line) => line.includes("Esc cancel"));
    await clickOn(app, edge, "type to find");
    expect(overlay()).toMatchObject({ purpose: "measure" });
    await clickOn(app, edge, "Esc cancel");
    expect(overlay()).toBeUndefined();
    await clickOn(app, 1, "subscription");
    expect(overlay()).toMatchObject({ kind: "pick", purpose: "filter" });
    await app.send("\u001b");
    await clickOn(app, -1, "? help");
    expect(overlay()).toMatchObject({ kind: "help" });
    await app.send("\u001b");
    await clickOn(app, -1, "why?");
    expect(app.screen()).toContain("Cannot explain a period that is not complete");
    await app.press("to_investigation");
    await clickOn(app, 1, columns === 80 ? "30 d" : "replaced");
    expect(overlay()).toMatchObject({ kind: "pick", purpose: "switches" });
  });

  it("scrolls rows, lists and texts by the wheel, whatever keys move the cursor", async () => {
    const app = await open({ columns: 80, rows: 24 });
    const wheel = (rows: number) => app.store().dispatch({ type: "wheel", rows });
    await app.press("first_row");
    wheel(3);
    expect(statesIn(app.store().state().place).cohorts.cursor.row).toBe(3);
    wheel(-3);
    expect(statesIn(app.store().state().place).cohorts.cursor.row).toBe(0);
    await app.press("palette");
    wheel(3);
    expect(app.store().state().overlay).toMatchObject({ chosen: 3 });
    await app.send("\u001b");
    await app.press("help");
    wheel(3);
    expect(app.store().state().overlay).toMatchObject({ scroll: 3 });
  });
});
