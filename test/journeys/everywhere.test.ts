import { describe, expect, it, vi } from "vitest";
import { coreOf } from "../../source/commands/session-core.ts";
import { UserError } from "../../source/errors.ts";
import { createKeymap } from "../../source/ui/keys.ts";
import { dataScreens } from "../../source/ui/screens/registry.ts";
import { encodePlace } from "../../source/ui/state/state-string.ts";
import { createTheme } from "../../source/ui/theme/theme.ts";
import { statesIn } from "../helpers/states.ts";
import { tinyBuildEvents } from "../helpers/tiny-warehouse.ts";
import type { Driver } from "./driver.ts";
import { fakeCore } from "./fake-core.ts";
import { tinyApps } from "./opened.ts";

const { open, openOn, session } = tinyApps();

describe("everywhere, on the tiny source", () => {
  it("U1 shows the keys of every screen, in words", async () => {
    const app = await open({ columns: 120, rows: 40 });
    for (const to of ["to_cohorts", "to_slices", "to_investigation"] as const) {
      await app.press(to, "help");
      expect(app.screen()).toContain("Keys");
      await app.send("q");
    }
    await app.press("to_cohorts", "palette");
    await app.type("flip");
    expect(app.screen()).toContain("Nothing matches");
    await app.send("\u0015");
    await app.type("switch between tenure");
    await app.send("\r");
    expect(statesIn(app.store().state().place).cohorts.query.axis).toBe("calendar");
  });

  it("U2 can do everything with plain keys, arrows and vim keys alike", async () => {
    const app = await open();
    await app.press("first_row", "first_column");
    await app.send("jjl");
    const byLetters = statesIn(app.store().state().place).cohorts.cursor;
    await app.press("first_row", "first_column");
    await app.send("\u001b[B\u001b[B\u001b[C");
    expect(statesIn(app.store().state().place).cohorts.cursor).toEqual(byLetters);
    expect(createKeymap().rows.filter((row) => row.keys.length === 0)).toEqual([]);
    const chordsOnly = createKeymap().rows.filter((row) => row.keys.every((key) => key.startsWith("ctrl-")));
    expect(chordsOnly.map((row) => row.action)).toEqual(["suspend"]);
  });

  it.each(["truecolor", "256", "16", "none"] as const)(
    "U4 says the same with %s colours, dark and light",
    async (level) => {
      const numbers = (app: Driver) =>
        app
          .screen()
          .split("\n")
          .filter((line) => !line.includes("* incomplete"))
          .join("\n")
          .replace(/[░▒▓█]/g, "");
      const plain = numbers(await open());
      for (const light of [false, true]) {
        const app = await open({ theme: createTheme(level, light) });
        expect(numbers(app)).toBe(plain);
        expect(app.raw().includes("\u001b[38;2")).toBe(level === "truecolor");
      }
    },
  );

  it("U4 reads the screens out as sentences for a screen reader", async () => {
    const app = await open({ isSpoken: true, columns: 200 });
    expect(app.screen()).toContain("Row 6 of 6: 2025-03, 1 customers.");
    expect(app.screen()).toMatch(/Column 1 of \d+: M0\. \$29\.00, complete\. 2024-03: \$0\.00/);
    await app.press("first_row");
    expect(app.screen()).toContain("Row 1 of 6: 2024-01, 2 customers.");
    expect(app.screen()).toContain("M0. $45.60, complete.");
    await app.press("to_investigation");
    expect(app.screen()).toContain("Step 1 of 12");
    expect(app.screen()).not.toMatch(/[─│▸█]/);
  });

  it("U4 describes the build and its failure to a screen reader, without what changes continuously", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const app = await openOn(coreOf(session()), {
      isSpoken: true,
      build: async function* () {
        for (const event of await tinyBuildEvents()) {
          if (event.type === "finished") await promise;
          yield event;
        }
        throw new UserError("source.absent", { what: "It broke", why: "Because.", next: "Mend it." });
      },
    });
    // Where a sentence is broken depends on the length of the source's path.
    const spoken = () => app.screen().replaceAll(/\s+/g, " ");
    await vi.waitFor(() => expect(spoken()).toMatch(/: (\d+) of \1 steps done\./), 20_000);
    expect(app.screen()).not.toMatch(/[─│▸█✓]|\d\.\d s/);
    expect(app.screen()).toContain("Keys: q quit.");
    resolve();
    await vi.waitFor(() => expect(spoken()).toMatch(/It broke .*Because\. .*Mend it\./), 20_000);
  });

  it("U5 keeps what it shows when resized", async () => {
    const app = await open({ columns: 200, rows: 60 });
    expect(app.screen()).toContain("made of");
    await app.resize(120, 40);
    expect(app.screen()).not.toContain("made of");
    await app.resize(80, 24);
    expect(app.screen().split("\n")).toHaveLength(24);
    expect(app.screen()).toMatch(/all +8 +32\.16/);
  });

  it("U6 says that it is reading, and Esc stops it", async () => {
    const slow = fakeCore();
    let isStopped = false;
    const app = await openOn(
      {
        ...slow,
        cohorts: (query, signal) =>
          query.axis === "tenure"
            ? slow.cohorts(query, signal)
            : new Promise((_, fail) => {
                signal.addEventListener("abort", () => {
                  isStopped = true;
                  fail(new Error("aborted"));
                });
              }),
      },
      {},
    );
    app.store().dispatch({ type: "do", name: "axis", count: 1 });
    await vi.waitFor(() => expect(app.screen()).toContain("reading … Esc stops"), 5000);
    app.store().dispatch({ type: "do", name: "back", count: 1 });
    await app.waitForIdle();
    expect(isStopped).toBe(true);
    expect(app.screen()).toContain("Stopped.");
  });

  it("U7 draws a frame before there is any data", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const app = await openOn(fakeCore(), {
      // biome-ignore lint/correctness/useYield: nothing has happened yet
      build: async function* (): AsyncGenerator<never> {
        await promise;
      },
    });
    expect(app.screen()).toContain("grounds");
    expect(app.screen()).toContain("q quit");
    resolve();
  });

  it.each([
    [80, 24, /raw +✓ 6 of 6 +\d+ rows/],
    [120, 40, /✓ transactions 33/],
  ])("U6 shows the progress of a build at %i x %i", async (columns, rows, expected) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const app = await openOn(coreOf(session()), {
      columns,
      rows,
      build: async function* () {
        for (const event of await tinyBuildEvents()) {
          if (event.type === "finished") await promise;
          yield event;
        }
      },
    });
    await vi.waitFor(() => expect(app.screen()).toMatch(/checks +✓ \d+ passed/), 20_000);
    expect(app.screen()).toMatch(expected);
    expect(app.screen().split("\n")).toHaveLength(rows);
    resolve();
    await vi.waitFor(() => expect(app.screen()).toContain("▸ Cohorts"), 20_000);
  });

  it.each([
    ["dark", false],
    ["light", true],
  ] as const)("U8 paints the heat map on %s", async (_, light) => {
    const app = await open({ theme: createTheme("truecolor", light) });
    await app.press("measure");
    await app.type("Net revenue");
    await app.send("\r");
    const rows = app
      .raw()
      .split("\n")
      .filter((line) => /20\d\d-\d\d/.test(line));
    expect(rows.map((line) => line.replaceAll("\u001b", "␛").trimEnd())).toMatchSnapshot();
  });

  it("keeps the place when everything is queried again", async () => {
    let loads = 0;
    const app = await openOn(fakeCore(), {
      load: async () => {
        loads += 1;
        return fakeCore();
      },
    });
    await app.press("first_row", "down", "axis", "reload");
    await app.waitForIdle();
    await app.waitForIdle();
    expect(loads).toBe(2);
    expect(statesIn(app.store().state().place).cohorts).toMatchObject({
      query: { axis: "calendar" },
      cursor: { row: 1 },
    });
    await app.press("undo");
    expect(statesIn(app.store().state().place).cohorts.query.axis).toBe("tenure");
  });

  it("shows the next step when filters leave nothing", async () => {
    const filters = [
      { dimension: "region", op: "in", values: ["west"] },
      { dimension: "marketing_channel", op: "in", values: ["paid_social"] },
    ] as const;
    const app = await open();
    const { place } = app.store().state();
    const { cohorts } = statesIn(place);
    const emptied = {
      ...place,
      states: { ...place.states, cohorts: { ...cohorts, query: { ...cohorts.query, filters } } },
    };
    const again = await open({ saved: encodePlace(emptied, { screens: dataScreens }) });
    expect(again.screen()).toContain("No customers are left under these filters:");
    expect(again.screen()).toContain("F to clear them all");
  });
});

describe("a data set of one year", () => {
  it("says that nothing can be compared, instead of showing an empty grid", async () => {
    const app = await openOn(fakeCore({ months: 10 }), {});
    await app.press("values", "values", "values");
    expect(statesIn(app.store().state().place).cohorts.shows).toBe("values");
    expect(app.screen()).toContain("press c to choose what to compare with");
  });
});
