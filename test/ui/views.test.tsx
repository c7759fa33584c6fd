import { Box } from "ink";
import { describe, expect, it } from "vitest";
import { widthOf } from "../../source/domain/width.ts";
import { Body } from "../../source/ui/frame/body.tsx";
import { Dialog } from "../../source/ui/frame/dialog.tsx";
import { createKeymap } from "../../source/ui/keys.ts";
import { roomFor } from "../../source/ui/overlays/content.ts";
import { overlayContent } from "../../source/ui/overlays/overlay-content.ts";
import { dataScreens } from "../../source/ui/screens/registry.ts";
import { bodySize } from "../../source/ui/state/app-state.ts";
import { createStore, type Store } from "../../source/ui/store/store.ts";
import { drawn, type Size, sizes } from "../helpers/draw.ts";
import { fakeCore } from "../journeys/fake-core.ts";

/** The screens after these keys, once all is answered. */
async function opened(size: Size, keys: readonly string[]): Promise<Store> {
  const store = createStore(fakeCore(), dataScreens, createKeymap(), size);
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
  ["the pipeline", ["4"]],
  ["a model", ["4", "G", "enter"]],
  ["the quarantine", ["!"]],
  ["order lines", ["R"]],
];

describe.each(views)("the view of %s", (_, keys) => {
  it.each(sizes)("fits into $columns x $rows", async (size) => {
    const room = bodySize(size);
    const lines = body(await opened(size, keys), size);
    expect(lines.length).toBeLessThanOrEqual(room.rows);
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(room.columns);
    expect(lines.filter((line) => line.trim() !== "").length).toBeGreaterThan(1);
    if (size.columns === 80) expect(lines).toMatchSnapshot();
  });
});

const overlays: readonly (readonly [name: string, keys: readonly string[]])[] = [
  ["a list", ["m"]],
  ["a list of values", ["f", "enter"]],
  ["the palette", [":"]],
  ["saved views", ["V"]],
  ["help", ["?"]],
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
    // The path that an export tells is another on every machine.
    if (size.columns === 120 && name !== "an export")
      expect([lines[0], ...lines.slice(2, 6), lines.at(-1)]).toMatchSnapshot();
  });
});
