import { appendFile, utimes } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { sessionOn } from "../../source/commands/open-session.ts";
import { projectDir } from "../../source/commands/places.ts";
import type { Session } from "../../source/commands/session.ts";
import { coreOf } from "../../source/commands/session-core.ts";
import { widthOf } from "../../source/domain/width.ts";
import { buildWarehouse } from "../../source/warehouse/build/build.ts";
import { openWarehouse } from "../../source/warehouse/database/database.ts";
import { hostileValues } from "../fixtures/hostile-values.ts";
import { scratch } from "../warehouse/support/scratch.ts";
import { type Driver, type DriverOptions, openDriver } from "./driver.ts";
import { fakeCore } from "./fake-core.ts";

const toClose: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

const header = "transaction_id,customer_id,transacted_at,net_revenue\n";
const lines = Array.from({ length: 200 }, (_, at) => `t-${at},c-${at % 9},2024-01-${10 + (at % 19)},1.00\n`);
const files = { "transactions.csv": `${header}${lines.join("")}t-x,c-1,never,1.00\n` };

/** The program on the user's own folder, with its warehouse in a file, as `grounds FOLDER` opens it. */
async function open(source: string, warehouse: string, options: DriverOptions = {}): Promise<Driver> {
  async function* build() {
    const { database } = yield* buildWarehouse({ source, projectDir: projectDir(), warehouse });
    await database?.close();
  }
  let session: Session | undefined;
  const load = async () => {
    session = await sessionOn(await openWarehouse(warehouse), false);
    return coreOf(session);
  };
  const app = await openDriver(fakeCore(), { build, load, ...options });
  toClose.push(async () => {
    app.close();
    await session?.close();
  });
  await until(app, "▸ Cohorts");
  return app;
}

async function until(app: Driver, text: string): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!app.screen().includes(text)) {
    if (performance.now() > deadline) throw new Error(`"${text}" never came:\n${app.screen()}`);
    await app.waitForIdle();
  }
  await app.waitForIdle();
}

describe("a summary before the first grid", () => {
  it.each([
    [80, 24],
    [120, 40],
  ])("shows at %i x %i what was read, what was left out and why, and what is missing", async (columns, rows) => {
    const folder = await scratch(files);
    const app = await open(folder, join(await scratch(), "w.duckdb"), { columns, rows });
    const screen = app.screen();
    expect(screen).toContain("─ What was read ──");
    for (const text of ["transactions  201 records of transactions.csv", "200  loaded", "1  quarantined: not a date 1"])
      expect(screen).toContain(text);
    expect(screen).toMatch(/customers file +The source has no customers/);
    expect(screen.split("\n")).toHaveLength(rows);
    await app.send("jjjjjjjjjj");
    expect(app.screen()).toMatch(/subscriptions +The source has no subscription_state_changes/);
    await app.send("\r");
    expect(app.screen()).toMatch(/\n {2}all +9\b/);
    await app.press("summary");
    expect(app.screen()).toContain("201 records of transactions.csv");
    await app.press("to_quarantine");
    expect(app.screen()).toMatch(/▸transactions\.csv +202 +transacted_at +never +not a date/);
  });

  it("appears only if something was built, and not with the demo", async () => {
    const folder = await scratch(files);
    const warehouse = join(await scratch(), "w.duckdb");
    (await open(folder, warehouse)).close();
    const again = await open(folder, warehouse);
    expect(again.screen()).toMatch(/\n {2}all +9\b/);
    const demo = await openDriver(fakeCore());
    toClose.push(() => demo.close());
    expect(demo.screen()).not.toContain("What was read");
  });

  it("lets no control character out", async () => {
    const app = await openDriver(fakeCore({ hostile: hostileValues.join("|") }), { columns: 80, rows: 24 });
    toClose.push(() => app.close());
    await app.press("summary");
    expect(app.screen()).toContain("What was read");
    expect(Math.max(...app.screen().split("\n").map(widthOf))).toBeLessThanOrEqual(80);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not come out
    expect(app.screen()).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u200b]/);
  });
});

describe("data of a single month", () => {
  it("drills into its only cell, whose tenure is the first month of every customer", async () => {
    const app = await open(await scratch(files), join(await scratch(), "w.duckdb"));
    await app.send("\r");
    await app.press("drill");
    expect(app.screen()).toContain("▸ Slices");
    expect(app.screen()).toContain("tenure month: 0");
  });
});

describe("files that change while the screens are open", () => {
  it("r reads a file that grew, says so, stays where it was, and shows how fresh it is", async () => {
    const folder = await scratch(files);
    const app = await open(folder, join(await scratch(), "w.duckdb"));
    await app.send("\r");
    expect(app.screen()).toContain("2024-01-28");
    const file = join(folder, "transactions.csv");
    await appendFile(file, "t-new,c-new,2024-03-05,7.00\n");
    await utimes(file, new Date("2031-02-03T04:05:00Z"), new Date("2031-02-03T04:05:00Z"));
    await app.press("to_pipeline", "reload");
    await until(app, "Rebuilt from the files as they are now");
    expect(app.screen()).toContain("▸ Pipeline");
    expect(app.screen()).toContain("to 2024-03-05");
    expect(app.screen()).toMatch(/raw\.transactions +202 +file of 2031-02-03 04:05/);
    await app.press("to_cohorts");
    expect(app.screen()).toMatch(/\n {2}all +10\b/);
    await app.press("reload");
    await until(app, "No file changed: nothing to rebuild");
    expect(app.screen()).toMatch(/\n {2}all +10\b/);
  });
});
