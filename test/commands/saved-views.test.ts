import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { sessionOn } from "../../source/commands/open-session.ts";
import { keepViewsIn, viewsFolderOf } from "../../source/commands/saved-views.ts";
import { coreOf } from "../../source/commands/session-core.ts";
import type { Place } from "../../source/ui/state/place.ts";
import { encodePlace } from "../../source/ui/state/state-string.ts";
import { openWarehouse } from "../../source/warehouse/database/database.ts";
import { runHere } from "../helpers/command-line.ts";
import { tinySource } from "../helpers/places.ts";
import { statesIn } from "../helpers/states.ts";
import { copyTinyWarehouse, scratchFolder } from "../helpers/tiny-warehouse.ts";
import { type Driver, openDriver } from "../journeys/driver.ts";

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let file: string;
let where: readonly string[];

beforeAll(async () => {
  scratch = await scratchFolder();
  file = join(scratch.path, "tiny.duckdb");
  where = ["--source", tinySource, "--warehouse", file];
  await copyTinyWarehouse(file);
});
afterAll(() => scratch.remove());

/** Does something with the screens over the warehouse's file, and closes it. */
async function onScreen<T>(act: (app: Driver) => Promise<T>): Promise<T> {
  const session = await sessionOn(await openWarehouse(file), false);
  const app = await openDriver(coreOf(session, keepViewsIn(viewsFolderOf(file))), { columns: 120, rows: 40 });
  try {
    return await act(app);
  } finally {
    app.close();
    await session.close();
  }
}

const place = (app: Driver): Place => app.store().state().place;

/** The order lines behind January 2024's cohort in its first month, and what is on screen of them. */
async function openLines(app: Driver) {
  await app.press("search");
  await app.type("2024-01");
  await app.send("\r");
  await app.press("rows");
  return app.store().data.page()?.page;
}

describe("a saved state", () => {
  it("S15 prints the order lines that are on screen, and fewer with further filters", async () => {
    const { state, page } = await onScreen(async (app) => ({
      page: await openLines(app),
      state: encodePlace(place(app), app.store()),
    }));
    const { code, out } = await runHere("rows", "--state", state, "--format", "json", ...where);
    expect(code).toBe(0);
    const rows = JSON.parse(out) as Record<string, unknown>[];
    expect(page?.total).toBe(6);
    expect(rows.map((row) => row.transaction_id)).toEqual(
      page?.rows.map((row) => row[page.columns.indexOf("transaction_id")]),
    );
    const month = await runHere("rows", "--state", state, "--from", "2024-02", "--format", "json", ...where);
    const later = JSON.parse(month.out) as Record<string, unknown>[];
    expect(later.map((row) => row.transaction_id)).toEqual(
      rows.filter((row) => String(row.transacted_at) >= "2024-02").map((row) => row.transaction_id),
    );
    expect(later.length).toBeGreaterThan(0);
    expect(later.length).toBeLessThan(rows.length);
  });

  it("is rejected by rows if it is invalid", async () => {
    const { code, log, out } = await runHere("rows", "--state", "g1.nonsense", ...where);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(log).toContain("This is not a saved state");
  });
});

describe("a saved view", () => {
  it("S11 still exists after the warehouse was rebuilt", async () => {
    const saved = await onScreen(async (app) => {
      await app.press("to_slices", "clear_filters", "drill", "views");
      await app.type("Subscribers");
      await app.send("\r");
      await vi.waitFor(() => expect(app.screen()).toContain("Saved as Subscribers"));
      return statesIn(place(app)).slices.slice;
    });
    const built = await runHere("build", "--full", ...where);
    expect(built.log).toContain("✓ fct_transactions 33 rows");
    await onScreen(async (app) => {
      await app.press("views");
      await app.type("Subscribers");
      await app.send("\r");
      expect(statesIn(place(app))).toMatchObject({ screen: "slices", slices: { slice: saved } });
      expect(app.store().data.slice("board:region")?.rows.length).toBeGreaterThan(0);
    });
  });
});
