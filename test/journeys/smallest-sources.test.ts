import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { sessionOn } from "../../source/commands/open-session.ts";
import type { Session } from "../../source/commands/session.ts";
import { coreOf } from "../../source/commands/session-core.ts";
import { createKeymap } from "../../source/ui/keys.ts";
import type { ActionName } from "../../source/ui/state/actions.ts";
import { buildWarehouse } from "../../source/warehouse/build/build.ts";
import { openWarehouse } from "../../source/warehouse/database/database.ts";
import { emptySources, smallestSources } from "../fixtures/smallest-sources.ts";
import { memorySession } from "../helpers/memory-session.ts";
import { projectDir } from "../helpers/places.ts";
import { copyTinyWarehouse, scratchFolder } from "../helpers/tiny-warehouse.ts";
import { scratch, writeFiles } from "../warehouse/support/scratch.ts";
import { openedApps } from "./opened.ts";

const places: readonly (readonly ActionName[])[] = [
  ["view"],
  ["to_slices"],
  ["to_slices", "view", "view"],
  ["to_slices", "rows"],
  ["customers"],
  ["to_quarantine"],
  ["summary"],
];

const screens: readonly (readonly [string, readonly ActionName[]])[] = [
  ["cohorts", []],
  ["slices", ["to_slices", "view"]],
  ["an investigation", ["to_investigation"]],
  ["the pipeline", ["to_pipeline"]],
];

/** Actions that quit, restart, or switch to another program. */
const leftOut: readonly ActionName[] = ["close", "quit", "suspend", "reload"];
const keys = createKeymap()
  .rows.map(({ action }) => action)
  .filter((action) => !leftOut.includes(action));

const faults = /Invalid|NaN|undefined|Infinity|bug in Grounds/;

describe.each(smallestSources)("with $name", ({ files }) => {
  const open = openedApps();
  let session: Session;
  let remove = async () => {};

  beforeAll(async () => {
    const folder = await scratchFolder();
    remove = folder.remove;
    await writeFiles(folder.path, files);
    session = await memorySession({ source: folder.path, projectDir });
  });
  afterAll(async () => {
    await session?.close();
    await remove();
  });

  it("every screen opens", async () => {
    const app = await open(coreOf(session));
    for (const actions of places) {
      await app.press("to_cohorts", ...actions);
      expect(app.screen(), actions.join(" ")).not.toMatch(faults);
      await app.send("\u001b");
    }
  });

  it.each(screens)("every key works on %s", async (_name, actions) => {
    const app = await open(coreOf(session));
    for (const key of keys) {
      await app.press(...actions, key);
      expect(app.screen(), key).not.toMatch(faults);
      await app.send("\u001b");
    }
    expect(app.hasExited()).toBe(false);
  });
});

describe("with no usable order line", () => {
  const open = openedApps();

  it.each(emptySources)("says why, and opens the previous warehouse: $name", async ({ files, why }) => {
    const [source, warehouse] = [await scratch(files), join(await scratch(), "w.duckdb")];
    await copyTinyWarehouse(warehouse);
    const session = await sessionOn(await openWarehouse(warehouse), false);
    onTestFinished(() => session.close());
    async function* build() {
      yield* buildWarehouse({ source, projectDir, warehouse });
    }
    const app = await open(coreOf(session), { build, hasBuiltBefore: () => true, columns: 200, rows: 60 });
    await vi.waitFor(() => expect(app.screen()).toContain("has no order line to build on"), 20_000);
    expect(app.screen().replace(/\s+/g, " ")).toMatch(why);
    await app.send("o");
    expect(app.screen()).toContain("▸ Cohorts");
  });
});
