import { describe, expect, it } from "vitest";
import { statesIn } from "../helpers/states.ts";
import type { Driver, DriverOptions } from "./driver.ts";
import { type FakeOptions, fakeCore } from "./fake-core.ts";
import { openedApps } from "./opened.ts";

const openApp = openedApps();
const open = (options: DriverOptions & FakeOptions = {}): Promise<Driver> => openApp(fakeCore(options), options);

const place = (app: Driver) => app.store().state().place;

describe("moving", () => {
  it("handles every key of a burst, in order", async () => {
    const app = await open();
    await app.press("first_row");
    await app.send("jjjjjlll");
    expect(statesIn(place(app)).cohorts.cursor).toMatchObject({ row: 5, column: 3 });
    await app.send(`${"\u001b[B".repeat(10)}k`);
    expect(statesIn(place(app)).cohorts.cursor.row).toBe(14);
  });

  it("handles two thousand keys in one burst", async () => {
    const app = await open();
    await app.send("j".repeat(1000) + "k".repeat(1000));
    await app.send("\u001b[C".repeat(2000));
    expect(statesIn(place(app)).cohorts.cursor).toMatchObject({ row: 0, column: 29 });
  });

  it("takes vim counts", async () => {
    const app = await open();
    await app.press("first_row");
    await app.send("5j6l");
    expect(statesIn(place(app)).cohorts.cursor).toMatchObject({ row: 5, column: 6 });
  });

  it("ignores keys that it does not know", async () => {
    const app = await open();
    const before = app.store().state().place;
    for (const bytes of ["\u001b[1;5P", "\u001b[200;5u", "\u001b[99~", "\u001bOx", "\u001b[<0;1;1M", "Ω"]) {
      await app.send(bytes);
    }
    expect(app.store().state().place).toBe(before);
  });

  it("keeps the cell under the cursor when the axis flips", async () => {
    const app = await open();
    await app.press("first_row");
    await app.send("jjjll");
    await app.press("axis");
    expect(statesIn(place(app)).cohorts).toMatchObject({ query: { axis: "calendar" }, cursor: { row: 3, column: 5 } });
    await app.press("axis");
    expect(statesIn(place(app)).cohorts.cursor).toMatchObject({ row: 3, column: 2 });
  });
});

describe("analysing", () => {
  it("drills from a cell into slices and back", async () => {
    const app = await open();
    await app.press("first_row", "down", "drill");
    expect(statesIn(place(app)).slices.slice.filters).toEqual([
      { dimension: "point_of_entry", op: "in", values: ["subscription"] },
      { dimension: "acquisition_month", op: "in", values: ["2023-02"] },
      { dimension: "tenure_month", op: "in", values: ["0"] },
    ]);
    expect(app.screen()).toContain("Slices ▸ leaderboards");
    await app.press("go_back");
    expect(app.screen()).toContain("▸ Cohorts");
    await app.press("go_forward");
    expect(place(app).screen).toBe("slices");
  });

  it("filters by values found by typing, and undoes it", async () => {
    const app = await open();
    await app.press("filter");
    await app.type("channel");
    await app.send("\r");
    await app.type("ref");
    await app.send("\r");
    expect(statesIn(place(app)).cohorts.query.filters).toContainEqual({
      dimension: "marketing_channel",
      op: "in",
      values: ["referral"],
    });
    await app.press("undo");
    expect(statesIn(place(app)).cohorts.query.filters).toHaveLength(1);
    await app.press("redo");
    expect(statesIn(place(app)).cohorts.query.filters).toHaveLength(2);
  });

  it("leaves out several values", async () => {
    const app = await open();
    await app.press("filter");
    await app.type("region");
    await app.send("\r");
    await app.send("\u001b[Z");
    expect(app.screen()).toContain("Leave out: region");
    await app.send(" ");
    await app.send("\u001b[B");
    await app.send(" ");
    await app.send("\r");
    expect(statesIn(place(app)).cohorts.query.filters).toContainEqual({
      dimension: "region",
      op: "not_in",
      values: ["northeast", "south"],
    });
  });

  it("asks why from a cohort: its month against the same month a year before", async () => {
    const app = await open();
    await app.press("last_row", "up", "up", "up", "why");
    expect(statesIn(place(app)).investigation.question).toMatchObject({
      base: { from: "2024-03-01", to: "2024-03-31" },
      compare: { from: "2025-03-01", to: "2025-03-31" },
    });
    expect(app.screen()).toContain("Investigate");
  });

  it("opens an investigation as slices", async () => {
    const app = await open();
    await app.press("to_investigation", "as_slice");
    expect(statesIn(place(app)).slices.slice).toMatchObject({ measures: ["net_revenue"] });
  });

  it("keeps a note, and leaves a step out of the story", async () => {
    const app = await open();
    await app.press("to_investigation", "next_step", "note");
    await app.type("checked with finance");
    await app.send("\r");
    expect(app.screen()).toContain("Note: checked with finance");
    await app.press("leave_out");
    expect(app.screen()).toContain("Left out of the story");
  });

  it("includes and excludes values on the boards", async () => {
    const app = await open();
    await app.press("to_slices", "right", "down", "exclude");
    expect(statesIn(place(app)).slices.slice.filters).toContainEqual({
      dimension: "marketing_channel",
      op: "not_in",
      values: ["paid_search"],
    });
  });

  it("reopens the same view from a copied link", async () => {
    const app = await open();
    await app.press("axis", "copy_link");
    const base64 = app.written().split(";").at(-1)?.slice(0, -1) ?? "";
    const saved = Buffer.from(base64, "base64").toString();
    const again = await open({ saved });
    expect(statesIn(place(again)).cohorts.query).toEqual(statesIn(place(app)).cohorts.query);
  });
});

describe("using", () => {
  it("finds any action by its name", async () => {
    const app = await open();
    await app.press("palette");
    await app.type("undo the last");
    await app.send("\r");
    expect(app.screen()).toContain("Nothing to undo");
  });

  it("exports after asking, and asks again before replacing", async () => {
    const app = await open();
    await app.press("export");
    await app.send("\u0015");
    await app.type("taken.csv");
    await app.send("\r");
    expect(app.screen()).toContain("This file exists");
    await app.send("\r");
    expect(app.screen()).toContain("Wrote 1,234 rows to /exports/taken.csv");
  });

  it("pastes into prompts only", async () => {
    const app = await open();
    const { row } = statesIn(place(app)).cohorts.cursor;
    await app.paste("kkkq");
    expect(statesIn(place(app)).cohorts.cursor.row).toBe(row);
    await app.press("palette");
    await app.paste("help\n");
    expect(app.screen()).toContain("find  help");
  });

  it("shows what failed, why and what to do next, and stays usable", async () => {
    const app = await open({ fail: true });
    expect(app.screen()).toContain("The warehouse w.duckdb is gone");
    expect(app.screen()).toContain("it rebuilds the warehouse");
    await app.press("to_slices");
    expect(app.screen()).toContain("marketing channel");
  });

  it("shows a build as it goes, then the screens", async () => {
    async function* build() {
      yield {
        type: "started" as const,
        source: "data/raw",
        models: [{ name: "stg_customers", layer: "bronze" as const }],
      };
      yield { type: "step" as const, name: "stg_customers", layer: "bronze" as const, state: "running" as const };
      await held;
    }
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const app = await open({ build });
    expect(app.screen()).toContain("building the warehouse from data/raw");
    expect(app.screen()).toContain("▸ stg_customers");
    release();
    await app.waitForIdle();
    await app.waitForIdle();
    expect(app.screen()).toContain("▸ Cohorts");
  });

  it("offers a way to continue when the build fails", async () => {
    // biome-ignore lint/correctness/useYield: it fails before there is anything to tell
    async function* build(): AsyncGenerator<never> {
      throw new Error("disk full");
    }
    const app = await open({ build });
    expect(app.screen()).toContain("disk full");
    await app.send("o");
    await app.waitForIdle();
    expect(app.screen()).toContain("▸ Cohorts");
  });

  it("quits", async () => {
    const app = await open();
    await app.press("quit");
    expect(app.hasExited()).toBe(true);
  });
});
