import { describe, expect, it } from "vitest";
import { tinyApps } from "./opened.ts";

const { open } = tinyApps();

const esc = "\u001b";

describe("q", () => {
  it("closes what is open, goes back to the screen that led here, and asks on the first one", async () => {
    const app = await open();
    await app.press("help", "close");
    expect(app.store().state().overlay).toBeUndefined();
    await app.press("drill", "rows");
    expect(app.store().state().place.screen).toBe("rows");
    await app.press("close");
    expect(app.store().state().place.screen).toBe("slices");
    await app.press("close");
    expect(app.store().state().place.screen).toBe("cohorts");
    await app.press("close");
    expect(app.screen()).toContain("Quit Grounds?");
    await app.send(esc);
    expect(app.hasExited()).toBe(false);
    await app.press("close");
    await app.send("q");
    expect(app.hasExited()).toBe(true);
  });

  it("does not go back and forth between screens that were visited in turn", async () => {
    const app = await open();
    await app.press("to_slices", "to_cohorts", "to_slices", "close");
    expect(app.store().state().place.screen).toBe("cohorts");
    await app.press("close");
    expect(app.screen()).toContain("Quit Grounds?");
  });

  it("quits at once with Q", async () => {
    const app = await open();
    await app.send("Q");
    expect(app.hasExited()).toBe(true);
  });
});

describe("a search", () => {
  it("continues with n and backwards with N, and wraps around at the end", async () => {
    const app = await open();
    const row = () => app.store().data.grid()?.rows[cursorRow(app)]?.key ?? "";
    await app.press("first_row", "find_next");
    expect(app.screen()).toContain("Nothing to find yet");
    await app.press("search");
    await app.type("2024-0");
    await app.send("\r");
    const first = row();
    expect(first).toContain("2024-0");
    const seen = [first];
    for (let press = 0; press < 40 && (press === 0 || row() !== first); press += 1) {
      await app.press("find_next");
      seen.push(row());
    }
    const all = (app.store().data.grid()?.rows ?? []).map(({ key }) => key).filter((key) => key.includes("2024-0"));
    expect(new Set(seen)).toEqual(new Set(all));
    expect(row()).toBe(first);
    await app.press("find_previous");
    expect(row()).toBe(seen.at(-2));
  });
});

describe("the palette", () => {
  it.each([
    ["csv", "Write everything in the view"],
    ["save", "Write everything in the view"],
    ["ltv", "Cumulative net per customer"],
    ["retention", "Retention"],
    ["refund", "Refunds"],
    ["breakdown", "Choose what the rows are"],
  ])("finds the action that people call %s", async (typed, found) => {
    const app = await open({ columns: 120, rows: 40 });
    await app.press("palette");
    await app.type(typed);
    expect(app.screen()).toContain(found);
  });

  it("says when nothing is found", async () => {
    const app = await open();
    await app.press("palette");
    await app.type("xyzzy");
    expect(app.screen()).toContain("Nothing matches");
  });

  it("goes to a screen by its name, and to what is typed after it", async () => {
    const app = await open();
    await app.press("palette");
    await app.type("slices region");
    await app.send("\r");
    expect(app.store().state().place.screen).toBe("slices");
    expect(app.store().state().place.states.slices).toMatchObject({ view: "table", slice: { by: ["region"] } });
    await app.press("palette");
    await app.type("cohorts");
    await app.send("\r");
    expect(app.store().state().place.screen).toBe("cohorts");
    await app.press("palette");
    await app.type("cohorts retention");
    await app.send("\r");
    expect(app.screen()).toContain("m retention");
    await app.press("close");
    expect(app.screen()).toContain("Quit Grounds?");
  });
});

describe("the help", () => {
  it("can be searched, and has a page with the glossary", async () => {
    const app = await open();
    await app.press("help");
    await app.send("/");
    await app.type("clipboard");
    expect(app.screen()).toContain("Copy the table with its header");
    await app.send(esc);
    expect(app.screen()).toContain("This screen");
    await app.send("\t");
    expect(app.screen()).toContain("Words");
    expect(app.screen()).toContain("How a customer first came");
    await app.send("/");
    await app.type("plug");
    expect(app.screen()).toMatch(/leaves\s+unexplained/);
    await app.send(esc);
    await app.send(esc);
    expect(app.store().state().overlay).toBeUndefined();
  });
});

describe("copying", () => {
  it("copies the value with y, the row with Y, the table with a comma, the link with L", async () => {
    const app = await open();
    for (const [key, said] of [
      ["y", "Value copied"],
      ["Y", "Row copied"],
      [",", "Table copied"],
      ["L", "Link copied"],
    ] as const) {
      await app.send(key);
      expect(app.screen()).toContain(said);
    }
  });
});

function cursorRow(app: Awaited<ReturnType<typeof open>>): number {
  const { states } = app.store().state().place;
  return (states.cohorts as { cursor: { row: number } }).cursor.row;
}

describe("a launch", () => {
  it("continues where the last one ended, and says so", async () => {
    const before = await open();
    await before.press("to_slices", "view", "copy_link");
    const link = /52;c;([A-Za-z0-9+/=]+)/.exec(before.written())?.[1] ?? "";
    const saved = Buffer.from(link, "base64").toString();
    const app = await open({ saved, isRestored: true });
    expect(app.store().state().place.screen).toBe("slices");
    expect(app.screen()).toContain("This is where you left off last time");
    const home = await open();
    await home.press("copy_link");
    const unmoved = Buffer.from(/52;c;([A-Za-z0-9+/=]+)/.exec(home.written())?.[1] ?? "", "base64").toString();
    expect((await open({ saved: unmoved, isRestored: true })).screen()).not.toContain("left off");
  });

  it("starts on the first screen, with a message, if the link is broken", async () => {
    const app = await open({ saved: "g1.broken", isRestored: true });
    expect(app.screen()).toContain("this is home instead");
  });
});
