import { describe, expect, it } from "vitest";
import { widthOf } from "../../source/domain/width.ts";
import { createTheme } from "../../source/ui/theme/theme.ts";
import { hostileValues } from "../fixtures/hostile-values.ts";
import type { Driver, DriverOptions } from "./driver.ts";
import { type FakeOptions, fakeCore } from "./fake-core.ts";
import { openedApps } from "./opened.ts";

const openApp = openedApps();
const open = (options: DriverOptions & FakeOptions = {}): Promise<Driver> => openApp(fakeCore(options), options);

const screens = [
  [],
  ["drill"],
  ["to_slices", "view"],
  ["to_slices", "view", "view"],
  ["rows"],
  ["to_investigation"],
] as const;

describe("screens", () => {
  it("opens on the cohorts", async () => {
    const app = await open({ months: 18 });
    expect(app.screen()).toMatchSnapshot();
  });

  it("shows the details of the cell beside the grid from 110 columns", async () => {
    const app = await open({ columns: 120, rows: 40, months: 18 });
    await app.press("last_row", "up", "up", "right");
    expect(app.screen()).toMatchSnapshot();
  });

  it("explains a change step by step", async () => {
    const app = await open();
    await app.press("to_investigation");
    await app.send("n".repeat(9));
    expect(app.screen()).toMatchSnapshot();
  });

  it.each([
    [60, 15],
    [80, 24],
    [110, 30],
    [120, 40],
    [200, 60],
  ])("fills exactly one frame of %i x %i, whatever it shows", async (columns, rows) => {
    for (const actions of screens) {
      const app = await open({ columns, rows });
      await app.press(...actions);
      // Everything but the footer, which first shows a greeting.
      const body = () => app.screen().split("\n").slice(0, -1);
      const bare = body();
      for (const overlay of [[], ["help"], ["palette"], ["filter"], ["sql"]] as const) {
        await app.press(...overlay);
        const lines = app.screen().split("\n");
        expect(lines).toHaveLength(rows);
        expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(columns);
        if (app.store().state().overlay !== undefined) await app.send("\u001b");
        expect(body()).toEqual(bare);
      }
      app.close();
    }
  });

  it("says so if the window is too small, and recovers", async () => {
    const app = await open();
    await app.resize(50, 12);
    expect(app.screen()).toContain("60x15");
    await app.resize(80, 24);
    expect(app.screen()).toContain("▸ Cohorts");
  });

  it("shows no control characters of the data", async () => {
    const hostile = hostileValues.join("|");
    for (const actions of screens) {
      const app = await open({ hostile, columns: 120, rows: 40 });
      await app.press(...actions);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not come out
      expect(app.screen()).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u200b]/);
      expect(
        app
          .raw()
          .split("\u001b")
          .slice(1)
          .filter((part) => !/^\[[\d;]*m/.test(part)),
      ).toEqual([]);
    }
  });

  it("paints meanings in blue and orange, and heat with readable text", async () => {
    const app = await open({ theme: createTheme("truecolor"), months: 18 });
    const colours = createTheme("truecolor").codes;
    expect(app.raw()).toContain(`\u001b[${colours.heat8?.split(";48")[0]}`);
  });
});
