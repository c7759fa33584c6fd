import { Box } from "ink";
import { describe, expect, it } from "vitest";
import { openMapper } from "../../source/commands/mapper.ts";
import { widthOf } from "../../source/domain/width.ts";
import { Body } from "../../source/ui/frame/body.tsx";
import { Dialog } from "../../source/ui/frame/dialog.tsx";
import { createKeymap } from "../../source/ui/keys.ts";
import { mapperCore } from "../../source/ui/mapper-core.ts";
import { roomFor } from "../../source/ui/overlays/content.ts";
import { overlayContent } from "../../source/ui/overlays/overlay-content.ts";
import { initialBuild, reduceBuild } from "../../source/ui/screens/build/state.ts";
import { dataScreens, launch, mappingScreens } from "../../source/ui/screens/registry.ts";
import { bodySize } from "../../source/ui/state/app-state.ts";
import { createStore, type Store } from "../../source/ui/store/store.ts";
import { foreignShop } from "../fixtures/foreign-shop.ts";
import { drawn, type Size, sizes } from "../helpers/draw.ts";
import { tinyBuildEvents } from "../helpers/tiny-warehouse.ts";
import { fakeCore } from "../journeys/fake-core.ts";
import { scratch } from "../warehouse/support/scratch.ts";

/** The screens after these keys, once all queries are answered. */
async function opened(size: Size, keys: readonly string[]): Promise<Store> {
  return pressed(createStore(fakeCore(), dataScreens, createKeymap(), size), keys);
}

async function pressed(store: Store, keys: readonly string[]): Promise<Store> {
  for (const key of ["", ...keys]) {
    if (key !== "") store.press([key]);
    for (let turn = 0; turn < 4; turn += store.queries.isIdle() ? 1 : 0) await new Promise(setImmediate);
  }
  return store;
}

function body(store: Store, size: Size): readonly string[] {
  const view = <Body app={store.state()} program={store} version={store.version()} onCrash={undefined} />;
  return drawn(view, size).split("\n");
}

const views: readonly (readonly [name: string, keys: readonly string[]])[] = [
  ["cohorts", []],
  ["curves", ["v"]],
  ["leaderboards", ["2"]],
  ["table", ["2", "v"]],
  ["pivot", ["2", "v", "v"]],
  ["an investigation", ["3"]],
  ["the bridge", ["3", ..."lllllllllj"]],
  ["switching", ["W"]],
  ["the plan", ["P"]],
  ["the payback", ["K"]],
  ["what is watched", ["M"]],
  ["the events", ["E"]],
  ["an own query", ["X"]],
  ["audiences", ["C", "A"]],
  ["the pipeline", ["4"]],
  ["a model", ["4", "G", "enter"]],
  ["the quarantine", ["!"]],
  ["order lines", ["R"]],
];

const seen = new Set<string>();

describe.each(views)("the view of %s", (_, keys) => {
  it.each(sizes)("fits into $columns x $rows", async (size) => {
    const store = await opened(size, keys);
    seen.add(store.state().place.screen);
    checkFit(body(store, size), bodySize(size));
  });
});

it("leaves no screen out", () => {
  expect(dataScreens.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual([]);
});

/** Checks that there are lines and that they fit a size; at 80 columns, that they equal the snapshot. */
function checkFit(lines: readonly string[], { columns, rows }: Size): void {
  expect(lines.length).toBeLessThanOrEqual(rows);
  expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(columns);
  expect(lines.filter((line) => line.trim() !== "").length).toBeGreaterThan(1);
  if (columns === 80) expect(lines).toMatchSnapshot();
}

describe("before there is data", () => {
  it("the view of the mapping fits at every size", async () => {
    const mapper = await openMapper(await scratch(foreignShop()), new AbortController().signal, () => {});
    const core = mapperCore({ ...mapper, draft: { ...mapper.draft, source: "/data/shop" } });
    for (const size of sizes) {
      const store = await pressed(createStore(core, mappingScreens, createKeymap(), size), ["j", "j"]);
      checkFit(body(store, size), bodySize(size));
    }
    await mapper.close();
  });

  it.each(sizes)("the build fits into $columns x $rows", async (size) => {
    const events = await tinyBuildEvents();
    const build = events.slice(0, -1).reduce(reduceBuild, initialBuild);
    const steps = build.steps.map((step) => ({ ...step, ms: 7 }));
    // Checks run at the same time, so they end in any order.
    const warnings = build.warnings.toSorted();
    const about = {
      build: { ...build, source: "tiny", steps, warnings },
      elapsedMs: 2100,
      proposing: undefined,
      error: undefined,
    };
    const none = () => {};
    const view = (
      <launch.Launching about={about} size={size} ways={[]} again={none} exit={none} stopProcess={async () => {}} />
    );
    checkFit(drawn(view, size).split("\n"), size);
  });
});

describe("the evidence of a bar", () => {
  it.each(sizes)("is shown beside the bridge if there is room: $columns x $rows", async (size) => {
    const store = await opened(size, ["3", ..."lllllllll"]);
    const { groups, steps } = store.data.investigation() ?? { groups: [], steps: [] };
    const at = groups.findIndex(({ name }) => name === "welcome");
    await pressed(
      store,
      Array.from({ length: at }, () => "j"),
    );
    const lines = body(store, size);
    const finding = steps.find(({ id }) => id === "welcome")?.finding.slice(0, 30) ?? "none";
    expect(lines.some((line) => line.includes(finding))).toBe(size.columns === 200);
  });
});

const overlays: readonly (readonly [name: string, keys: readonly string[]])[] = [
  ["a list", ["m"]],
  ["a list of values", ["f", "enter"]],
  ["the palette", [":"]],
  ["saved views", ["V"]],
  ["help", ["?"]],
  ["the summary", ["I"]],
  ["the SQL", ["S"]],
  ["an export", ["e"]],
  ["a note", ["3", "a"]],
];

describe.each(overlays)("the dialog of %s", (name, keys) => {
  it.each(sizes)("fits into $columns x $rows", async (size) => {
    const store = await opened(size, keys);
    const { overlay } = store.state();
    const content = overlayContent(store.state(), store);
    if (overlay === undefined || content === undefined) throw new Error("nothing is open");
    const { width } = roomFor(overlay, size);
    const dialog = (
      <Box width={size.columns} height={size.rows}>
        <Dialog {...content} width={width} columns={size.columns} />
      </Box>
    );
    const lines = drawn(dialog, size)
      .split("\n")
      .filter((line) => line.trim() !== "");
    expect(lines.length).toBeLessThanOrEqual(size.rows - 2);
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(size.columns);
    expect(lines[0]).toContain(content.title);
    // The path of an export differs between machines.
    if (size.columns === 120 && name !== "an export")
      expect([lines[0], ...lines.slice(2, 6), lines.at(-1)]).toMatchSnapshot();
  });
});
