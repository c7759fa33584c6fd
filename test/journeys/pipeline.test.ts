import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Session } from "../../source/commands/session.ts";
import { coreOf } from "../../source/commands/session-core.ts";
import type { BuildEvent } from "../../source/domain/build-event.ts";
import { widthOf } from "../../source/domain/width.ts";
import { itemsOf } from "../../source/ui/screens/pipeline/state.ts";
import type { Core } from "../../source/ui/state/core.ts";
import { hostileValues } from "../fixtures/hostile-values.ts";
import { statesIn } from "../helpers/states.ts";
import { scratchFolder, tinyBuildEvents, tinySession } from "../helpers/tiny-warehouse.ts";
import { type Driver, openDriver } from "./driver.ts";
import { fakeCore } from "./fake-core.ts";
import { timeless } from "./timeless.ts";

let session: Session;
let app: Driver | undefined;

beforeAll(async () => {
  session = await tinySession();
  return () => session.close();
});

afterEach(() => app?.close());

async function open(size: { readonly columns: number; readonly rows: number }, change: Partial<Core> = {}) {
  app = await openDriver({ ...coreOf(session), ...change }, size);
  await app.press("to_pipeline");
  return app;
}

const sizes = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
] as const;

/** Moves to a model of the list by its name. */
async function moveTo(driver: Driver, name: string): Promise<void> {
  const pipeline = driver.store().data.pipeline();
  if (pipeline === undefined) throw new Error("the pipeline was not read");
  await driver.press("first_row");
  await driver.send("j".repeat(itemsOf(pipeline).findIndex((item) => item.name === name)));
}

/** Waits, in turns of the event loop rather than by time, until a text is on screen. */
async function shows(driver: Driver, text: string): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (performance.now() < deadline) {
    if (driver.screen().includes(text)) return;
    await driver.waitForIdle();
  }
  throw new Error(`"${text}" never came:\n${driver.screen()}`);
}

describe.each(sizes)("the pipeline at $columns x $rows", (size) => {
  it("lists models by layer, what feeds each and what it feeds", async () => {
    const driver = await open(size, { pipeline: async (signal) => timeless(await coreOf(session).pipeline(signal)) });
    await moveTo(driver, "fct_transactions");
    const screen = driver.screen();
    for (const text of ["silver", "fct_transactions", "33", "dim_customer_acquisition", "cube_customer_transaction"]) {
      expect(screen).toContain(text);
    }
    expect(screen).toMatch(/stg_transactions ─[╮┤┬]/);
    const lines = screen.split("\n");
    expect(lines).toHaveLength(size.rows);
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(size.columns);
    expect(screen).toMatchSnapshot();
  });

  it("opens a model: columns with descriptions, checks, compiled SQL, sample rows, and closes it again", async () => {
    const driver = await open(size);
    await moveTo(driver, "stg_customers");
    await driver.press("drill");
    expect(driver.screen()).toMatch(/customer_id\s+varchar\s+Customer, as the source names them/);
    await driver.press("view");
    expect(driver.screen()).toContain("not_null_stg_customers_customer_id");
    await driver.press("view");
    expect(driver.screen()).toMatch(/1 with source as \(/);
    expect(driver.screen()).not.toContain("{{");
    await driver.press("view");
    expect(driver.screen()).toContain("row 1 of 17");
    expect(driver.screen()).toContain("(personal)");
    await driver.press("back");
    expect(driver.screen()).toContain("made from");
  });

  it("finds a model by its name, from anywhere on the screen", async () => {
    const driver = await open(size);
    await driver.press("search");
    await driver.type("fct_rev");
    await driver.send("\r");
    expect(driver.screen()).toMatch(/▸.*fct_reversals/);
    await driver.press("drill", "search");
    expect(driver.screen()).toMatch(/▸ fct_reversals +silver/);
    await driver.type("stg_cust");
    await driver.send("\r");
    await driver.press("drill");
    expect(driver.screen()).toContain("Pipeline ▸ stg_customers");
  });

  it("keeps the place in each of its lists", async () => {
    const driver = await open(size);
    await moveTo(driver, "fct_transactions");
    const before = driver.screen();
    await driver.press("view", "view", "view");
    expect(driver.screen()).toBe(before);
  });

  it("shows the rows that a check found", async () => {
    const driver = await open(size);
    await moveTo(driver, "unlisted_keys");
    await driver.press("drill", "view", "last_row");
    const checks =
      driver
        .store()
        .data.pipeline()
        ?.models.find((model) => model.name === "unlisted_keys")?.checks ?? [];
    const at = checks.findIndex((check) => check.name === "every_key_is_listed");
    await driver.press("first_row");
    await driver.send("j".repeat(at));
    expect(driver.screen()).toContain("1 row, ⏎ shows it");
    await driver.press("drill");
    expect(driver.screen()).toContain("row 1 of 1");
    const { inner } = statesIn(driver.store().state().place).pipeline;
    await driver.press("back");
    expect(inner.row).toBe(0);
    expect(statesIn(driver.store().state().place).pipeline.inner.row).toBe(at);
    await driver.press("drill", "export");
    expect(driver.screen()).toContain("every_key_is_listed.csv");
    const scratch = await scratchFolder();
    const file = join(scratch.path, "rows.csv");
    await coreOf(session).exportView(
      { kind: "pipeline", of: { kind: "check", name: "every_key_is_listed" } },
      file,
      false,
    );
    const [header, ...rows] = (await readFile(file, "utf8")).trimEnd().split(/\r?\n/);
    expect(header).toContain("unlisted_key");
    expect(rows).toHaveLength(1);
    await scratch.remove();
  });

  it("lists its runs with their times, and the records not loaded", async () => {
    const driver = await open(size);
    await driver.press("view");
    expect(driver.screen()).toMatch(/times, oldest to newest\s+[▁-█]/);
    expect(driver.screen()).toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\s+[\d.]+ m?s\s+36/);
    await driver.press("view");
    expect(driver.screen()).toContain("Every record was loaded");
  });

  it("says where the last build failed and what was skipped", async () => {
    const whole = coreOf(session);
    const driver = await open(size, {
      pipeline: async (signal) => ({
        ...(await whole.pipeline(signal)),
        failure: {
          at: "2026-01-01T00:00:00.000Z",
          failed: [
            {
              name: "fct_reversals",
              message:
                'sql/models/silver/fct_reversals.sql:12\nReferenced column "nope" not found\n    where nope = 1\n          ^',
            },
          ],
          skipped: ["fct_transactions"],
        },
      }),
    });
    expect(driver.screen()).toContain("fct_reversals: sql/models/silver/fct_reversals.sql:12 Referenced");
    expect(driver.screen()).toContain("skipped: fct_transactions");
    await moveTo(driver, "fct_reversals");
    await driver.press("drill");
    expect(driver.screen()).toMatch(/where nope = 1\n\s+\^/);
  });

  it("is the fourth screen, also by Tab", async () => {
    app = await openDriver(coreOf(session), size);
    await app.send("4");
    expect(app.screen()).toContain("▸ Pipeline");
    const onward = app.store().screens.filter(({ jumps }) => jumps !== undefined).length - 3;
    for (let at = 0; at < onward; at += 1) await app.press("next_screen");
    expect(app.screen()).toContain("▸ Cohorts");
    for (let at = 0; at < onward; at += 1) await app.press("previous_screen");
    expect(app.screen()).toContain("▸ Pipeline");
  });
});

describe("r on the pipeline", () => {
  it("builds again, showing each step, and comes back to where it was", async () => {
    const eventTypes: string[] = [];
    let { promise: seen, resolve: see } = Promise.withResolvers<void>();
    see();
    async function* build(): AsyncGenerator<BuildEvent> {
      for (const event of await tinyBuildEvents()) {
        if (event.type === "finished") await seen;
        eventTypes.push(event.type);
        yield event;
      }
    }
    const sessions: Session[] = [];
    const load = async () => {
      const opened = await tinySession();
      sessions.push(opened);
      return coreOf(opened);
    };
    app = await openDriver(coreOf(session), { columns: 80, rows: 24, build, load });
    await shows(app, "▸ Cohorts");
    await app.press("to_pipeline", "down", "view");
    eventTypes.length = 0;
    ({ promise: seen, resolve: see } = Promise.withResolvers<void>());
    const pressed = app.press("reload");
    await shows(app, "building the warehouse");
    see();
    await pressed;
    await shows(app, "▸ Pipeline ▸ runs");
    expect(eventTypes).toEqual(expect.arrayContaining(["started", "step", "check", "finished"]));
    app.close();
    await Promise.all(sessions.map((one) => one.close()));
  });
});

describe("any window, any text", () => {
  it.each([
    [60, 15],
    [80, 24],
    [120, 40],
    [200, 60],
  ])("fills exactly one frame of %i x %i and lets no control character out", async (columns, rows) => {
    app = await openDriver(fakeCore({ hostile: hostileValues.join("|") }), { columns, rows });
    await app.press("to_pipeline");
    const keys = ["last_row", "drill", "view", "view", "view", "back", "view", "view", "sql"] as const;
    for (const key of keys) {
      await app.press(key);
      const lines = app.screen().split("\n");
      expect(lines).toHaveLength(rows);
      expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(columns);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not come out
      expect(app.screen()).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    }
  });
});

describe("without colour", () => {
  const here = (driver: Driver) =>
    driver
      .screen()
      .split("\n")
      .filter((line) => line.includes("▸") && !line.includes("grounds ▸"))
      .map((line) => line.trim());

  it("marks the cursor's line, the section, and both kinds of relatives by different signs", async () => {
    const driver = await open({ columns: 80, rows: 24 });
    await moveTo(driver, "stg_transactions");
    expect(here(driver)).toEqual([expect.stringMatching(/^▸ ?✓ stg_transactions/)]);
    expect(driver.screen()).toMatch(/^ bronze ← ✓ rejected_transactions|^ +← ✓ rejected_transactions/m);
    await moveTo(driver, "fct_reversals");
    await driver.press("down", "up");
    expect(driver.screen()).toMatch(/^ +→ ✓ fct_line_discounts/m);
    await driver.press("drill", "down");
    expect(here(driver)).toEqual([expect.stringMatching(/▸columns/), expect.stringMatching(/^▸\w+ {2}/)]);
    await driver.press("view", "down");
    expect(here(driver)).toEqual([expect.stringMatching(/▸checks/), expect.stringMatching(/^▸[✓!✗] \w+/)]);
    await driver.press("view", "down");
    expect(here(driver)).toEqual([expect.stringMatching(/▸sql/), expect.stringMatching(/^▸ +2/)]);
    await driver.press("back", "view");
    expect(here(driver)).toEqual([expect.stringMatching(/^▸ +\d{4}-/)]);
  });

  it("describes the column under the cursor in full", async () => {
    const driver = await open({ columns: 80, rows: 24 });
    await moveTo(driver, "driver_trends_monthly");
    await driver.press("drill", "last_row");
    const columns = driver
      .store()
      .data.pipeline()
      ?.models.find(({ name }) => name === "driver_trends_monthly")?.columns;
    const last = columns?.at(-1);
    expect(driver.screen()).toContain(`── ${last?.name} ──`);
    expect(here(driver).at(-1)).toContain(`▸${last?.name}`);
    expect(driver.screen().replace(/\s+/g, " ")).toContain(last?.description);
  });

  it("says why Enter opens nothing", async () => {
    const driver = await open({ columns: 80, rows: 24 });
    await driver.press("first_row", "drill");
    expect(driver.screen()).toContain("A raw table is its files as they are: open a model built from it");
    await driver.press("view", "drill");
    expect(driver.screen()).toContain("This is all that a run holds");
  });
});
