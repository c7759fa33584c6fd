import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { openMapper } from "../../source/commands/mapper.ts";
import type { Session } from "../../source/commands/session.ts";
import { coreOf } from "../../source/commands/session-core.ts";
import type { BuildEvent } from "../../source/domain/build-event.ts";
import type { ActionName } from "../../source/ui/state/actions.ts";
import type { Core } from "../../source/ui/state/core.ts";
import { foreignShop } from "../fixtures/foreign-shop.ts";
import { tinyBuildEvents, tinySession } from "../helpers/tiny-warehouse.ts";
import { scratch } from "../warehouse/support/scratch.ts";
import { type Driver, openDriver } from "./driver.ts";
import { timeless } from "./timeless.ts";

const sizes = [
  [80, 24],
  [120, 40],
  [200, 60],
] as const;

let session: Session;
let app: Driver | undefined;

beforeAll(async () => {
  session = await tinySession();
});
afterEach(() => app?.close());
afterAll(() => session.close());

/** The tiny warehouse with times that do not depend on the machine. */
function timelessCore(): Core {
  const core = coreOf(session);
  return { ...core, pipeline: async (signal) => timeless(await core.pipeline(signal)) };
}

/** The screen at every size, one below the other, as stored in `screens/`. */
async function atEverySize(driver: Driver): Promise<string> {
  const drawn: string[] = [];
  for (const [columns, rows] of sizes) {
    await driver.resize(columns, rows);
    const screen = driver.screen();
    expect(screen.split("\n")).toHaveLength(rows);
    drawn.push(`== ${columns}x${rows} ==\n${screen}\n`);
  }
  return drawn.join("\n");
}

it.each([
  ["cohorts", []],
  ["curves", ["first_row", "mark", "down", "mark", "view"]],
  ["leaderboards", ["to_slices", "clear_filters"]],
  ["table", ["to_slices", "clear_filters", "view"]],
  ["pivot", ["to_slices", "clear_filters", "view", "view"]],
  ["rows", ["to_slices", "clear_filters", "rows"]],
  ["confirm", ["to_investigation"]],
  ["bridge", ["to_investigation"], "10"],
  ["pipeline", ["to_pipeline"]],
  ["help", ["help"]],
] satisfies readonly (readonly [string, readonly ActionName[], string?])[])(
  "U8 looks as it should at every size: %s",
  async (name, actions, step = "") => {
    app = await openDriver(timelessCore());
    await app.press(...actions);
    if (step !== "") {
      await app.press("step");
      await app.type(step);
      await app.send("\r");
    }
    await expect(await atEverySize(app)).toMatchFileSnapshot(`screens/${name}.txt`);
  },
);

it("U8 looks right at every size: mapping", async () => {
  const mapper = await openMapper(await scratch(foreignShop()), new AbortController().signal, () => {});
  const draft = { ...mapper.draft, source: "/data/shop" };
  async function* build(): AsyncGenerator<BuildEvent> {
    yield* [];
    throw new Error("unmapped");
  }
  app = await openDriver(timelessCore(), { build, map: async () => ({ ...mapper, draft }) });
  await app.press("down", "down");
  await expect(await atEverySize(app)).toMatchFileSnapshot("screens/mapping.txt");
  await mapper.close();
});

it("U8 looks right at every size: build", async () => {
  const events = await buildEvents();
  const { promise, resolve } = Promise.withResolvers<void>();
  async function* build(): AsyncGenerator<BuildEvent> {
    yield* events;
    await promise;
  }
  const driver = await openDriver(timelessCore(), { build });
  app = driver;
  const passed = events.filter((event) => event.type === "check" && event.status === "passed").length;
  await vi.waitFor(() => expect(driver.screen()).toContain(`checks  ✓ ${passed} passed`), 20_000);
  const drawn = (await atEverySize(driver)).replace(/ *\d+\.\d s$/gm, "  (time)");
  resolve();
  await expect(drawn).toMatchFileSnapshot("screens/build.txt");
});

/** All but the last events of the tiny source's build, in the planned order and with the same time for each step. */
async function buildEvents(): Promise<readonly BuildEvent[]> {
  const events = await tinyBuildEvents();
  const planned = events.flatMap((event) => (event.type === "started" ? event.models : []));
  const steps = planned.flatMap(({ name }) =>
    events.flatMap((event) =>
      event.type === "step" && event.name === name && event.state === "done" ? [{ ...event, ms: 7 }] : [],
    ),
  );
  return [
    { type: "started", source: "tiny", models: planned },
    ...steps,
    ...events.filter((event) => event.type === "check"),
  ];
}
