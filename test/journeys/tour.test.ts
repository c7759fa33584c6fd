import { describe, expect, it } from "vitest";
import type { Driver, DriverOptions } from "./driver.ts";
import { fakeCore } from "./fake-core.ts";
import { openedApps } from "./opened.ts";

const openApp = openedApps();
const open = (options: DriverOptions = {}): Promise<Driver> => openApp(fakeCore(), options);

describe("the tour", () => {
  it("starts on the first launch and leads to the report in five steps", async () => {
    const app = await open({ isFirst: true });
    const asked = ["drill", "sql", "to_investigation", "next_step", "export"];
    for (const [index, action] of asked.entries()) {
      expect(app.screen()).toContain(`Tour ${index + 1}/5 · `);
      if (index === 2) await app.send("\u001b");
      await app.press(action);
    }
    expect(app.screen()).toContain("Export");
    await app.send("\u001b");
    expect(app.screen()).not.toContain("Tour");
  });

  it("stays at its step on the same screen, fits into 80 columns, and ends when another screen is opened", async () => {
    const app = await open({ isFirst: true });
    const line = () => app.screen().split("\n").at(-1) ?? "";
    await app.press("down", "right");
    expect(line()).toContain("Tour 1/5 · Rows: when customers came. Columns: their age. ⏎ opens a cell.");
    expect(line().length).toBeLessThanOrEqual(80);
    await app.press("to_slices");
    expect(line()).toContain("The tour has ended; B starts it again");
    await app.press("down");
    expect(line()).toContain("? help");
  });

  it("ends with Esc where there is nothing to go back to, not where Esc closes something or goes back", async () => {
    const app = await open({ isFirst: true });
    await app.press("help");
    await app.send("\u001b");
    expect(app.screen()).toContain("Tour 1/5");
    await app.send("\u001b");
    expect(app.screen()).toContain("The tour has ended; B starts it again");
  });

  it("does not run on later launches until :tour starts it again; :tour ends it too", async () => {
    const app = await open();
    expect(app.screen()).not.toContain("Tour");
    await runTour(app);
    expect(app.screen()).toContain("Tour 1/5");
    await runTour(app);
    expect(app.screen()).toContain("The tour has ended");
    await app.press("down");
    expect(app.screen()).not.toContain("Tour");
  });
});

async function runTour(app: Driver): Promise<void> {
  await app.press("palette");
  await app.type("tour");
  await app.send("\r");
}
