import { describe, expect, it } from "vitest";
import { statesIn } from "../helpers/states.ts";
import type { Driver } from "./driver.ts";
import { tinyApps } from "./opened.ts";

const { open: openApp } = tinyApps();
let app: Driver;

const clear = "\u0015";

async function open(rows = 24): Promise<void> {
  app = await openApp({ columns: 80, rows });
}

async function openSlices(): Promise<void> {
  await open();
  await app.press("to_slices", "clear_filters");
}

const slice = () => statesIn(app.store().state().place).slices.slice;
const cursorLine = () =>
  app
    .screen()
    .split("\n")
    .find((line) => line.includes("▸ ") && !line.includes("grounds"))
    ?.trim();

describe("a list with several choices", () => {
  it("takes the measure found by typing if nothing was ticked, and says so", async () => {
    await openSlices();
    expect(slice().measures).toEqual(["net_revenue"]);
    await app.press("measure");
    await app.type("retention");
    expect(app.screen()).toContain("⏎ only Retention");
    await app.send("\r");
    expect(slice().measures).toEqual(["retention"]);
    await app.press("undo");
    expect(slice().measures).toEqual(["net_revenue"]);
  });

  it("takes the ticked entries once there are any, whatever was typed after", async () => {
    await openSlices();
    await app.press("measure");
    await app.type("retention\t");
    await app.type(`${clear}orders`);
    expect(app.screen()).toContain("⏎ apply");
    await app.send("\r");
    expect(slice().measures).toEqual(["net_revenue", "retention"]);
  });

  it("takes the ticked entries even if nothing matches what was typed after", async () => {
    await openSlices();
    await app.press("by");
    await app.type("region\t");
    await app.type(`${clear}xyzzy`);
    await app.send("\r");
    expect(slice().by).toContain("region");
  });

  it("takes a space as part of a typed name, and Tab then ticks", async () => {
    await openSlices();
    await app.press("measure");
    expect(app.screen()).toContain("Space tick");
    await app.type("active cus");
    expect(app.screen()).toMatch(/find {2}active cus▏/);
    expect(app.screen()).toContain("Tab tick");
    await app.send("\t");
    await app.type(`${clear}net revenue per`);
    await app.send("\t");
    await app.send("\r");
    expect(slice().measures).toEqual(["net_revenue", "active_customers", "net_revenue_per_customer"]);
  });

  it("takes the dimension found by typing as the rows of the table", async () => {
    await openSlices();
    await app.press("by");
    await app.type("region");
    await app.send("\r");
    expect(slice().by).toEqual(["region"]);
  });

  it("takes the value found by typing instead of those kept before", async () => {
    await openSlices();
    await app.press("right", "right", "search");
    await app.type("wes");
    await app.send("\r");
    await app.press("search");
    await app.type("sou");
    await app.send("\r");
    expect(slice().filters).toEqual([{ dimension: "region", op: "in", values: ["south"] }]);
    await app.press("search");
    await app.type("sou");
    await app.send(clear);
    await app.send("\r");
    expect(slice().filters, "nothing typed, nothing ticked: as it was").toEqual([
      { dimension: "region", op: "in", values: ["south"] },
    ]);
    await app.press("search");
    await app.type("nowhere");
    await app.send("\r");
    expect(slice().filters, "nothing found: as it was").toHaveLength(1);
  });

  it("leaves the cursor of a leaderboard on the value found by typing", async () => {
    await openSlices();
    await app.press("right", "right", "search");
    await app.type("wes");
    await app.send("\r");
    await app.press("customers");
    expect(app.screen()).toMatch(/region: west/);
    expect(statesIn(app.store().state().place).rows.slice.filters).toEqual([
      { dimension: "region", op: "in", values: ["west"] },
    ]);
  });

  it("opens on the first ticked entry, scrolled into view", async () => {
    await openSlices();
    await app.press("measure");
    await app.type("retention");
    await app.send("\r");
    await app.press("measure");
    expect(cursorLine()).toMatch(/^▸ 1 Retention/);
    await app.send("\u001b");
    await app.press("right", "right", "down", "include", "search");
    expect(cursorLine()).toMatch(/^▸ ● /);
  });

  it("leaves the cursor where something was ticked", async () => {
    await openSlices();
    await app.press("by");
    const before = cursorLine();
    await app.send("\u001b[B ");
    expect(cursorLine()).not.toBe(before);
    const at = cursorLine();
    await app.send(" ");
    expect(cursorLine()?.slice(4)).toBe(at?.slice(4));
  });
});

describe("a list with one choice", () => {
  it("opens on the current entry", async () => {
    await open();
    await app.press("measure");
    expect(cursorLine()).toMatch(/^▸ Net revenue per customer/);
    await app.send("\u001b");
    await app.press("compare");
    expect(cursorLine()).toMatch(/^▸ the year before/);
    await app.send("\u001b[A\r");
    await app.press("compare");
    expect(cursorLine()).toMatch(/^▸ nothing/);
    await app.send("\u001b");
    await app.press("to_slices", "top");
    await app.type("5");
    await app.send("\r");
    await app.press("top");
    expect(cursorLine()).toMatch(/^▸ top 5/);
  });
});

describe("lists and texts", () => {
  it("say what to do if nothing matches the typed text, and go to their ends", async () => {
    await open();
    await app.press("palette");
    expect(cursorLine()).not.toMatch(/Move up/);
    expect(app.screen()).toContain("Open the cell under the cursor as a slice");
    await app.send("\u001b[F");
    expect(cursorLine()).toMatch(/^▸ Go to the last column/);
    await app.send("\u001b[H");
    await app.type("xyzzy");
    expect(app.screen()).toContain("Nothing matches: ^U clears what was typed");
  });

  it("say what can be typed, and offer starting views if none is saved yet", async () => {
    await openSlices();
    await app.press("having");
    expect(app.screen()).toContain("type orders >= 5");
    await app.send("\u001b");
    await app.press("period");
    expect(app.screen()).toContain("type 2024, 2024-Q1, 2024-03..2024-08");
    await app.send("\u001b");
    await app.press("views");
    expect(app.screen()).toContain("What is a new customer worth?");
    expect(app.screen()).toContain("Who still buys?");
    await app.type("worth");
    await app.send("\u001b[B\r");
    expect(app.store().data.grid()?.columns[1]?.label).toBe("M1");
  });

  it("scroll a text no further than its end, so that scrolling back works at once", async () => {
    await open();
    await app.press("help");
    const top = app.screen();
    await app.send("G");
    const end = app.screen();
    expect(end).not.toMatch(/more lines? below/);
    await app.send("  jjj");
    expect(app.screen()).toBe(end);
    await app.send("k");
    expect(app.screen()).toContain("1 more line below");
    await app.send("g");
    expect(app.screen()).toBe(top);
  });

  it("ask for a name before they write a file", async () => {
    await open();
    await app.press("export");
    expect(app.screen()).toContain("▸.csv  .xlsx  .parquet  .json  .md");
    await app.send("\t");
    expect(app.screen()).toContain(".csv ▸.xlsx  .parquet  .json  .md");
    await app.send(clear);
    await app.send("\t");
    expect(app.screen()).toMatch(/file {2}▏/);
    await app.send("\r");
    expect(app.screen()).toContain("Type a name for the file first");
    await app.type(".csv");
    await app.send("\r");
    expect(app.screen()).toContain("Type a name for the file first");
  });
});

describe("filters", () => {
  it("are counted if they leave no room for days and comparison", async () => {
    await openSlices();
    await app.press("drill", "right", "drill");
    expect(app.screen()).toMatch(/f channel: \w+ {2}f \+1 more {2}p all days {2}c no comparison/);
    await app.press("right", "drill");
    expect(app.screen()).toMatch(/f region: \w+ {2}f \+2 more {2}p all days {2}c no comparison/);
    await app.resize(140, 40);
    expect(app.screen()).toMatch(/f entry: subscription {2}f channel: \w+ {2}f region: \w+ {2}p all days/);
  });

  it("say so if Enter would keep what is kept already", async () => {
    await openSlices();
    await app.press("drill");
    const steps = app.store().state().undo.length;
    await app.press("drill");
    expect(app.screen()).toContain("Only this is kept already: - lifts the last filter");
    expect(app.store().state().undo).toHaveLength(steps);
  });
});

describe("a list that nothing typed matches", () => {
  it.each([
    ["to_cohorts", "measure", "zzzz", "Nothing matches"],
    ["to_cohorts", "brackets", "0-7,5-9", "Brackets are ranges of whole days, in order, and may not overlap."],
    ["to_cohorts", "brackets", "abc", '"abc" is not a list of days of lifetime.'],
    ["to_slices", "period", "2024-02-31", '"2024-02-31" is not a period. It could not be read as days'],
    ["to_slices", "period", "2024-05..2024-03", "ends before it begins."],
    ["to_slices", "measure", "zzzz", "Nothing matches"],
    ["to_cohorts", "palette", "zzzz", "Nothing matches"],
  ] as const)("stays open on %s, %s, with %s, and says why", async (screen, action, text, why) => {
    await open();
    await app.press(screen, action);
    await app.type(text);
    const said = () => app.screen().replaceAll(/[\s│]+/g, " ");
    expect(said()).toContain(why);
    await app.send("\r");
    expect(app.store().state().overlay).toMatchObject({ kind: "pick", input: text });
    expect(said()).toContain(why);
    await app.send("\u001b");
    expect(app.store().state().overlay).toBeUndefined();
  });
});
